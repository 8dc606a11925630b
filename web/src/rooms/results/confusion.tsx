/** The confusion matrix, and beside it the digits behind the chosen cell. */
import { createSignal, For, Show } from "solid-js";
import type { Confusion, Report } from "../../engine/report.ts";
import { results as words } from "../../words/results.ts";
import { countColour, css, readableOn, shareScale } from "./colour-maps.ts";
import { DigitFigure, type OpenPicture } from "./digit-picture.tsx";
import { commonestMistake, rowSum } from "./facts.ts";
import { Note } from "./section.tsx";

const DIGITS = [...Array(10).keys()];
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** A cell, by the true digit and the answer. */
type Cell = readonly [label: number, predicted: number];

export function ConfusionMatrix(props: { report: Report; open: OpenPicture }) {
  const { test, pictures } = props.report;
  const counted = test ?? pictures;
  if (!counted) return <Note>{words.noConfusion}</Note>;
  const [chosen, choose] = createSignal<Cell>(
    commonestMistake(counted.confusion) ?? [0, 0],
  );
  let panel!: HTMLDivElement;
  return (
    <>
      <Note>{words.confusionDetail}</Note>
      <Show when={!test && pictures}>
        {(pictures) => (
          <Note>
            {words.confusionFromPictures(
              pictures().samples,
              words.source(pictures().source),
            )}
          </Note>
        )}
      </Show>
      <div class="confusion-layout">
        <div class="confusion-matrix">
          <Matrix
            confusion={counted.confusion}
            chosen={chosen()}
            choose={(cell) => {
              choose(cell);
              // On a narrow screen the panel lies below the matrix, perhaps out of sight.
              panel.scrollIntoView({ block: "nearest", behavior: "smooth" });
            }}
          />
          <ScaleBar />
        </div>
        <div
          class="cell-panel"
          aria-live="polite"
          data-testid="cell-panel"
          ref={panel}
        >
          <Behind
            report={props.report}
            confusion={counted.confusion}
            cell={chosen()}
            open={props.open}
          />
        </div>
      </div>
    </>
  );
}

function Matrix(props: {
  confusion: Confusion;
  chosen: Cell;
  choose: (cell: Cell) => void;
}) {
  const buttons: HTMLButtonElement[] = [];
  const move = (event: KeyboardEvent) => {
    const step = ARROWS[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    if (at < 0) return;
    event.preventDefault();
    const [label, predicted] = [Math.floor(at / 10) + step[0], at % 10];
    if (DIGITS.includes(predicted + step[1]))
      buttons[10 * label + predicted + step[1]]?.focus();
  };
  return (
    <table onKeyDown={move}>
      <caption>{words.confusionCaption}</caption>
      <thead>
        <tr>
          <td />
          <For each={DIGITS}>{(digit) => <th scope="col">{digit}</th>}</For>
        </tr>
      </thead>
      <tbody>
        <For each={DIGITS}>
          {(label) => (
            <tr>
              <th scope="row">{label}</th>
              <For each={DIGITS}>
                {(predicted) => (
                  <td>
                    <CellButton
                      cell={[label, predicted]}
                      row={props.confusion[label]!}
                      pressed={
                        props.chosen[0] === label &&
                        props.chosen[1] === predicted
                      }
                      choose={props.choose}
                      ref={(button) =>
                        (buttons[10 * label + predicted] = button)
                      }
                    />
                  </td>
                )}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

function CellButton(props: {
  cell: Cell;
  row: readonly number[];
  pressed: boolean;
  choose: (cell: Cell) => void;
  ref: (button: HTMLButtonElement) => void;
}) {
  const [label, predicted] = props.cell;
  const cases = props.row[predicted]!;
  const paint = (button: HTMLButtonElement) => {
    props.ref(button);
    if (cases === 0) return;
    // CSS picks the pair that suits the theme.
    for (const theme of ["light", "dark"] as const) {
      const colour = countColour(shareScale(cases / rowSum(props.row)), theme);
      button.style.setProperty(`--${theme}`, css(colour));
      button.style.setProperty(`--${theme}-text`, readableOn(colour));
    }
  };
  return (
    <button
      type="button"
      ref={paint}
      tabindex={props.pressed ? 0 : -1}
      data-testid={`confusion-cell-${label}-${predicted}`}
      aria-label={words.confusionCell(label, predicted, cases)}
      aria-pressed={props.pressed}
      classList={{ diagonal: label === predicted, counted: cases > 0 }}
      onClick={() => props.choose(props.cell)}
    >
      {cases}
    </button>
  );
}

/** The colours' meaning, on the same logarithmic scale. */
function ScaleBar() {
  const paint = (bar: HTMLElement) => {
    for (const theme of ["light", "dark"] as const) {
      const stops = [...Array(13).keys()].map((i) =>
        css(countColour(i / 12, theme)),
      );
      bar.style.setProperty(
        `--${theme}`,
        `linear-gradient(to right, ${stops.join()})`,
      );
    }
  };
  const ticks = ["0.1\u202f%", "1\u202f%", "10\u202f%", "100\u202f%"];
  return (
    <div class="scale">
      <span class="scale-title">{words.confusionScale}</span>
      <span class="scale-bar" ref={paint} />
      <span class="scale-ticks">
        <For each={ticks}>{(tick) => <span>{tick}</span>}</For>
      </span>
    </div>
  );
}

/** How often it happened, and the pictures there are of it. */
function Behind(props: {
  report: Report;
  confusion: Confusion;
  cell: Cell;
  open: OpenPicture;
}) {
  const { test, pictures } = props.report;
  const row = () => props.confusion[props.cell[0]]!;
  const shown = () =>
    pictures?.items.filter(
      ({ label, predicted }) =>
        label === props.cell[0] && predicted === props.cell[1],
    ) ?? [];
  return (
    <>
      <h3>{words.panelTitle(...props.cell)}</h3>
      <Show when={test}>
        <Note>
          {words.panelCount(
            row()[props.cell[1]]!,
            rowSum(row()),
            props.cell[0],
          )}
        </Note>
      </Show>
      <Show when={pictures} fallback={<Note>{words.noPictures}</Note>} keyed>
        {(pictures) => (
          <>
            <Note>
              {words.panelPictures(
                words.source(pictures.source),
                shown().length,
                pictures.confusion[props.cell[0]]![props.cell[1]]!,
              )}
            </Note>
            <div class="digits">
              <For each={shown()}>
                {(picture) => (
                  <DigitFigure
                    picture={picture}
                    size={pictures}
                    open={props.open}
                  />
                )}
              </For>
            </div>
          </>
        )}
      </Show>
    </>
  );
}
