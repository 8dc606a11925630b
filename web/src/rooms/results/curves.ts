/** Loss and accuracy over the epochs. */
import uPlot from "uplot";
import { el, type Child } from "./dom.ts";
import type { Epoch } from "../../engine/report.ts";
import {
  formatDuration,
  formatLoss,
  formatPercent,
  formatTick,
} from "../../words/formats.ts";
import { results as words } from "../../words/results.ts";
import {
  chartFigure,
  orDash,
  plainAxis,
  showLast,
  themeColour,
} from "./chart.ts";
import { chartData, type Metric } from "./facts.ts";
import { note, table } from "./section.ts";

const CHART_HEIGHT = 260;

export function learningCurves(history: readonly Epoch[]): Child[] {
  const first = history[0];
  const last = history.at(-1);
  if (!first || !last) return [note(words.noHistory)];
  const content: Child[] = [];
  if (history.length === 1) content.push(note(words.onlyOneEpoch));
  else {
    const validated = history.some(({ val_loss }) => val_loss !== null);
    content.push(
      note(validated ? words.curvesDetail : words.curvesDetailAlone),
      el(
        "div",
        { class: "charts" },
        chart(
          words.lossTitle(
            formatLoss(first.loss),
            formatLoss(last.loss),
            history.length,
          ),
          history,
          "loss",
          formatLoss,
        ),
        chart(
          words.accuracyTitle(
            formatPercent(first.accuracy),
            formatPercent(last.accuracy),
          ),
          history,
          "accuracy",
          (share) => formatPercent(share),
        ),
      ),
    );
  }
  content.push(historyTable(history));
  return content;
}

function chart(
  title: string,
  history: readonly Epoch[],
  metric: Metric,
  format: (value: number) => string,
): HTMLElement {
  return chartFigure(title, `chart-${metric}`, (place, width) =>
    draw(place, width, history, metric, format),
  );
}

function draw(
  place: HTMLElement,
  width: number,
  history: readonly Epoch[],
  metric: Metric,
  format: (value: number) => string,
): uPlot {
  const axis = plainAxis(place);
  const curve = (label: string, stroke: string): uPlot.Series => ({
    label,
    stroke: themeColour(place, stroke),
    width: 2,
    points: { show: false },
    value: orDash(format),
  });
  const data = chartData(history, metric);
  return new uPlot(
    {
      width,
      height: CHART_HEIGHT,
      cursor: { drag: { x: false, y: false } },
      hooks: { ready: [showLast], setCursor: [showLast] },
      scales: {
        x: { time: false },
        y: {
          // Loss from nothing; accuracy up to all, from where it matters.
          range: (_, low, high) =>
            metric === "loss"
              ? [0, (high || 1) * 1.05]
              : [Math.max(0, low - (1 - low) * 0.08), Math.min(1, high + 0.01)],
        },
      },
      axes: [
        {
          ...axis,
          size: 36,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
          label: words.epoch,
        },
        {
          ...axis,
          size: metric === "loss" ? 48 : 58,
          values: (_, splits) =>
            splits.map((split) =>
              metric === "loss" ? formatLoss(split) : formatTick(split),
            ),
        },
      ],
      series: [
        { label: words.epoch, value: orDash(String) },
        curve(words.training, "--training"),
        ...(data.length > 2 ? [curve(words.validation, "--validation")] : []),
      ],
    },
    data,
    place,
  );
}

function historyTable(history: readonly Epoch[]): HTMLElement {
  const rows = history.map((row) => [
    String(row.epoch),
    formatLoss(row.loss),
    formatPercent(row.accuracy, 2),
    row.val_loss === null ? "–" : formatLoss(row.val_loss),
    row.val_accuracy === null ? "–" : formatPercent(row.val_accuracy, 2),
    formatDuration(row.seconds),
  ]);
  return el(
    "details",
    {},
    el("summary", {}, words.historyTable),
    table(
      words.curvesHeading,
      words.historyColumns,
      rows,
      new Set([0, 1, 2, 3, 4, 5]),
    ),
  );
}
