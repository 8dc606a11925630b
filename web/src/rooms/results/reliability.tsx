/** Confidence against accuracy. */
import type uPlot from "uplot";
import type { ConfidenceBin } from "../../engine/report.ts";
import { formatCount, formatPercent, formatTick } from "../../words/formats.ts";
import { results as words } from "../../words/results.ts";
import { Chart, plainAxis, themeColour } from "./chart.tsx";
import { Note, NumbersTable } from "./section.tsx";
import {
  alignCurves,
  meanOf,
  ofRole,
  pooledBins,
  SET_COLOURS,
  type TrustSet,
} from "./trust-facts.ts";

const CHART_HEIGHT = 300;

interface Group {
  readonly name: string;
  readonly colour: string;
  readonly bins: readonly ConfidenceBin[];
}

export function Reliability(props: { sets: readonly TrustSet[] }) {
  const { sets } = props;
  const groups: Group[] = (["test", "heldOut"] as const)
    .map((role) => ({
      name: role === "test" ? words.test : words.heldOut,
      colour: SET_COLOURS[role],
      bins: pooledBins(ofRole(sets, role)),
    }))
    .filter(({ bins }) => bins.length > 0);
  const error = (role: TrustSet["role"]) => {
    const mean = meanOf(ofRole(sets, role), "calibration_error");
    return mean === null ? null : formatPercent(mean, 2);
  };
  const rows = groups.flatMap(({ name, bins }) =>
    bins.map(({ confidence, accuracy, samples }) => [
      name,
      formatPercent(confidence),
      formatPercent(accuracy),
      formatCount(samples),
    ]),
  );
  const title = words.reliabilityTitle(error("test"), error("heldOut"));
  return (
    <Chart
      title={title}
      testId="chart-reliability"
      draw={(Plot, place, width) => draw(Plot, place, width, groups)}
    >
      <Note>{words.reliabilityDetail}</Note>
      <NumbersTable
        caption={title}
        columns={words.reliabilityColumns}
        rows={rows}
        numeric={[1, 2, 3]}
      />
    </Chart>
  );
}

/** A dot for each bin, the larger the more digits it holds. */
function drawDots(plot: uPlot, place: HTMLElement, groups: readonly Group[]) {
  const { ctx } = plot;
  const largest = Math.max(
    ...groups.flatMap(({ bins }) => bins.map(({ samples }) => samples)),
  );
  ctx.save();
  ctx.setLineDash([]);
  ctx.lineWidth = devicePixelRatio;
  for (const { colour, bins } of groups) {
    ctx.fillStyle = ctx.strokeStyle = themeColour(place, colour)();
    for (const { samples, confidence, accuracy } of bins) {
      const radius =
        (2.5 + 6.5 * Math.sqrt(samples / largest)) * devicePixelRatio;
      ctx.beginPath();
      ctx.arc(
        plot.valToPos(confidence, "x", true),
        plot.valToPos(accuracy, "y", true),
        radius,
        0,
        2 * Math.PI,
      );
      ctx.globalAlpha = 0.35;
      ctx.fill();
      ctx.globalAlpha = 1;
      ctx.stroke();
    }
  }
  ctx.restore();
}

function draw(
  Plot: typeof uPlot,
  place: HTMLElement,
  width: number,
  groups: readonly Group[],
): uPlot {
  const axis = plainAxis(place);
  const percent = (_: uPlot, splits: number[]) => splits.map(formatTick);
  const asItShouldBe = [
    [0, 0],
    [1, 1],
  ] as const;
  const curves = groups.map(({ bins }) =>
    bins.map(({ confidence, accuracy }) => [confidence, accuracy] as const),
  );
  return new Plot(
    {
      width,
      height: CHART_HEIGHT,
      cursor: { show: false },
      legend: { live: false },
      hooks: { draw: [(plot) => drawDots(plot, place, groups)] },
      scales: {
        x: { time: false, range: [0, 1] },
        y: { range: [0, 1] },
      },
      axes: [
        { ...axis, size: 36, values: percent, label: words.confidence },
        { ...axis, size: 52, values: percent, label: words.accuracyShare },
      ],
      series: [
        {},
        {
          label: words.perfect,
          stroke: themeColour(place, "--muted"),
          width: 1,
          dash: [4, 4],
          spanGaps: true,
          points: { show: false },
        },
        ...groups.map(({ name, colour }) => ({
          label: name,
          stroke: themeColour(place, colour),
          // Dots alone: a line would make much of bins that hold few digits.
          paths: () => null,
          points: { show: false },
        })),
      ],
    },
    alignCurves([asItShouldBe, ...curves]) as uPlot.AlignedData,
    place,
  );
}
