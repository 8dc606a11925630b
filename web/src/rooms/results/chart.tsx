/** What all charts of the results have in common: they follow the width and the theme. */
import type uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import {
  createSignal,
  onCleanup,
  onMount,
  Show,
  type ParentProps,
} from "solid-js";
import { RetryButton } from "../../parts/notices.tsx";
import { texts } from "../../words/texts.ts";

/** One for all charts: browsers keep what each question about the media costs. */
const darkTheme = matchMedia("(prefers-color-scheme: dark)");

/** Draws into `place`. The library is handed in: it is half of the room, and comes after the words. */
export type DrawChart = (
  Plot: typeof uPlot,
  place: HTMLElement,
  width: number,
) => uPlot;

/** A figure with a title, in which `draw` puts a chart as soon as its width is known. */
export function Chart(
  props: ParentProps<{ title: string; testId: string; draw: DrawChart }>,
) {
  const [isMissing, setMissing] = createSignal(false);
  let Plot: typeof uPlot | null = null;
  let drawn: uPlot | null = null;
  let place!: HTMLDivElement;
  const fit = () => {
    const width = place.clientWidth;
    if (width === 0 || !Plot) return;
    if (drawn) drawn.setSize({ width, height: drawn.height });
    else drawn = props.draw(Plot, place, width);
  };
  const sizes = new ResizeObserver(fit);
  const load = () =>
    void import("uplot").then(
      (library) => {
        setMissing(false);
        Plot = library.default;
        // Tells at once how wide it is, and later of every change; never where the chart is gone.
        sizes.observe(place);
      },
      () => setMissing(true),
    );
  onMount(load);
  const redraw = () => drawn?.redraw();
  darkTheme.addEventListener("change", redraw);
  onCleanup(() => {
    sizes.disconnect();
    darkTheme.removeEventListener("change", redraw);
    drawn?.destroy();
  });
  return (
    <figure class="chart" data-testid={props.testId}>
      <figcaption>
        <h3>{props.title}</h3>
      </figcaption>
      <div class="plot" role="img" aria-label={props.title} ref={place} />
      <Show when={isMissing()}>
        <p class="note">
          {texts.failures.chart} <RetryButton retry={load} />
        </p>
      </Show>
      {props.children}
    </figure>
  );
}

/** A colour of the theme, read when drawing, so that a change of theme only needs a redraw. */
export const themeColour = (place: HTMLElement, name: string) => () =>
  getComputedStyle(place).getPropertyValue(name).trim();

/** Axes as all charts have them. */
export function plainAxis(place: HTMLElement): uPlot.Axis & { font: string } {
  const font = `12px ${getComputedStyle(place).fontFamily}`;
  return {
    stroke: themeColour(place, "--muted"),
    grid: { stroke: themeColour(place, "--line"), width: 1 },
    ticks: { show: false },
    font,
    labelFont: font,
    labelSize: 20,
  };
}

/** "–" where there is no value. */
export const orDash =
  (format: (value: number) => string) =>
  (_: uPlot, value: number | null | undefined): string =>
    value === null || value === undefined ? "–" : format(value);

/** While nobody points at a value, the legend shows the last one. */
export const showLast = (plot: uPlot) => {
  if (plot.cursor.idx === null || plot.cursor.idx === undefined)
    plot.setLegend({ idx: plot.data[0].length - 1 });
};
