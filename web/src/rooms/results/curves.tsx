/** Loss and accuracy over the epochs. */
import type uPlot from "uplot";
import { Show } from "solid-js";
import type { Epoch } from "../../engine/report.ts";
import {
  formatDuration,
  formatLoss,
  formatPercent,
  formatTick,
} from "../../words/formats.ts";
import { results as words } from "../../words/results.ts";
import { Chart, orDash, plainAxis, showLast, themeColour } from "./chart.tsx";
import { chartData, spansDecades, type Metric } from "./facts.ts";
import { Note, NumbersTable } from "./section.tsx";

const CHART_HEIGHT = 260;

export function LearningCurves(props: { history: readonly Epoch[] }) {
  return (
    <Show
      when={props.history.length > 0}
      fallback={<Note>{words.noHistory}</Note>}
    >
      <Show
        when={props.history.length > 1}
        fallback={<Note>{words.onlyOneEpoch}</Note>}
      >
        <Charts history={props.history} />
      </Show>
      <HistoryTable history={props.history} />
    </Show>
  );
}

function Charts(props: { history: readonly Epoch[] }) {
  const { history } = props;
  const [first, last] = [history[0]!, history.at(-1)!];
  const validated = history.some(({ val_loss }) => val_loss !== null);
  const lossTitle = words.lossTitle(
    formatLoss(first.loss),
    formatLoss(last.loss),
    history.length,
  );
  return (
    <>
      <Note>{validated ? words.curvesDetail : words.curvesDetailAlone}</Note>
      <div class="charts">
        <MetricChart
          title={
            spansDecades(chartData(history, "loss"))
              ? words.logarithmic(lossTitle)
              : lossTitle
          }
          history={history}
          metric="loss"
        />
        <MetricChart
          title={words.accuracyTitle(
            formatPercent(first.accuracy),
            formatPercent(last.accuracy),
          )}
          history={history}
          metric="accuracy"
        />
      </div>
    </>
  );
}

function MetricChart(props: {
  title: string;
  history: readonly Epoch[];
  metric: Metric;
}) {
  return (
    <Chart
      title={props.title}
      testId={`chart-${props.metric}`}
      draw={(Plot, place, width) =>
        draw(Plot, place, width, props.history, props.metric)
      }
    />
  );
}

/** The loss's axis: in even steps from nothing, or in even ratios where it spans decades. */
const lossScale = (logarithmic: boolean): uPlot.Scale =>
  logarithmic
    ? { distr: 3, range: (_, low, high) => [low * 0.9, high * 1.1] }
    : { range: (_, __, high) => [0, (high || 1) * 1.05] };

/** Up to all, from where it matters. */
const accuracyScale: uPlot.Scale = {
  range: (_, low, high) => [
    Math.max(0, low - (1 - low) * 0.08),
    Math.min(1, high + 0.01),
  ],
};

function draw(
  Plot: typeof uPlot,
  place: HTMLElement,
  width: number,
  history: readonly Epoch[],
  metric: Metric,
): uPlot {
  const axis = plainAxis(place);
  const isLoss = metric === "loss";
  const data = chartData(history, metric);
  const logarithmic = isLoss && spansDecades(data);
  const curve = (label: string, stroke: string): uPlot.Series => ({
    label,
    stroke: themeColour(place, stroke),
    width: 2,
    points: { show: false },
    value: orDash(isLoss ? formatLoss : (share) => formatPercent(share)),
  });
  return new Plot(
    {
      width,
      height: CHART_HEIGHT,
      cursor: { drag: { x: false, y: false } },
      hooks: { ready: [showLast], setCursor: [showLast] },
      scales: {
        x: { time: false },
        y: isLoss ? lossScale(logarithmic) : accuracyScale,
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
          size: isLoss ? 48 : 58,
          values: (_, splits) =>
            splits.map((split) =>
              // The axis leaves out what would stand too close.
              split === null
                ? ""
                : isLoss
                  ? formatLoss(split)
                  : formatTick(split),
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

function HistoryTable(props: { history: readonly Epoch[] }) {
  const rows = () =>
    props.history.map((row) => [
      String(row.epoch),
      formatLoss(row.loss),
      formatPercent(row.accuracy, 2),
      row.val_loss === null ? "–" : formatLoss(row.val_loss),
      row.val_accuracy === null ? "–" : formatPercent(row.val_accuracy, 2),
      formatDuration(row.seconds),
    ]);
  return (
    <NumbersTable
      caption={words.curvesHeading}
      columns={words.historyColumns}
      rows={rows()}
      numeric={[0, 1, 2, 3, 4, 5]}
    />
  );
}
