/** Wrong answers against the share of the digits that is answered. */
import type uPlot from "uplot";
import { formatPercent, formatTick } from "../../words/formats.ts";
import { results as words } from "../../words/results.ts";
import { Chart, orDash, plainAxis, showLast, themeColour } from "./chart.tsx";
import { Note, NumbersTable } from "./section.tsx";
import {
  alignCurves,
  coverageFrom,
  riskAt,
  SET_COLOURS,
  type TrustSet,
} from "./trust-facts.ts";

const CHART_HEIGHT = 300;
/** What the title tells of: the least sure share of the digits. */
const DECLINED = 0.02;
/** Several sources held out have one colour, and each a line of its own; as CSS calls it, too. */
const DASHES = [
  { dash: [], border: "solid" },
  { dash: [7, 4], border: "dashed" },
  { dash: [2, 3], border: "dotted" },
] as const;

const share = (value: number) => formatPercent(value, 2);

export function RiskCurves(props: { sets: readonly TrustSet[] }) {
  const { sets } = props;
  const data = alignCurves(
    sets.map(({ confidence }) =>
      confidence.risk_coverage.map(
        ({ coverage, risk }) => [coverage, risk] as const,
      ),
    ),
  );
  const [coverages, ...risks] = data;
  const rows = coverages
    .map((coverage, i) => [
      formatTick(coverage),
      ...risks.map((column) => {
        const risk = column[i];
        return risk === null || risk === undefined ? "–" : share(risk);
      }),
    ])
    .reverse();
  // The title compares one set with itself.
  const first = sets[0]!;
  const curve = first.confidence.risk_coverage;
  const title = words.riskTitle(
    first.name,
    formatPercent(DECLINED, 0),
    share(riskAt(curve, 1)),
    share(riskAt(curve, 1 - DECLINED)),
  );
  return (
    <Chart
      title={title}
      testId="chart-risk"
      draw={(Plot, place, width) => draw(Plot, place, width, sets, data)}
    >
      <Note>{words.riskDetail}</Note>
      <NumbersTable
        caption={title}
        columns={[words.coverage, ...sets.map(({ name }) => name)]}
        rows={rows}
        numeric={[0, ...sets.map((_, i) => i + 1)]}
      />
    </Chart>
  );
}

function draw(
  Plot: typeof uPlot,
  place: HTMLElement,
  width: number,
  sets: readonly TrustSet[],
  data: ReturnType<typeof alignCurves>,
): uPlot {
  const axis = plainAxis(place);
  const percent = (_: uPlot, splits: number[]) => splits.map(formatTick);
  const from = coverageFrom(
    sets.map(({ confidence }) => confidence.risk_coverage),
  );
  let heldOut = 0;
  const dashes = sets.map(({ role }) =>
    role === "test" ? DASHES[0] : DASHES[heldOut++ % DASHES.length]!,
  );
  return new Plot(
    {
      width,
      height: CHART_HEIGHT,
      cursor: { drag: { x: false, y: false } },
      legend: {
        markers: { dash: (_, i) => dashes[i - 1]?.border ?? "solid" },
      },
      hooks: { ready: [showLast], setCursor: [showLast] },
      scales: {
        x: { time: false, range: [from, 1] },
        y: { range: (_, __, high) => [0, (high || 0.01) * 1.05] },
      },
      axes: [
        { ...axis, size: 36, values: percent, label: words.coverage },
        { ...axis, size: 58, values: percent, label: words.risk },
      ],
      series: [
        { label: words.coverage, value: orDash(formatTick) },
        ...sets.map(({ role, name }, i) => ({
          label: name,
          stroke: themeColour(place, SET_COLOURS[role]),
          width: 2,
          dash: [...dashes[i]!.dash],
          spanGaps: true,
          points: { show: false },
          value: orDash(share),
        })),
      ],
    },
    data as uPlot.AlignedData,
    place,
  );
}
