/** How far the network's confidence can be trusted, and whether it knows what is no digit. */
import uPlot from "uplot";
import { el, type Child } from "./dom.ts";
import type { NonDigitFigures, Report } from "../../engine/report.ts";
import {
  formatCount,
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
import { note, table } from "./section.ts";
import {
  alignCurves,
  coverageFrom,
  meanOf,
  pooledBins,
  refusedShare,
  riskAt,
  trustSets,
  type TrustSet,
} from "./trust-facts.ts";

const CHART_HEIGHT = 300;
/** The same colours as in the other charts. */
const COLOURS = { test: "--test", heldOut: "--validation" } as const;
/** Several sources held out have one colour, and each a line of its own; as CSS calls it, too. */
const DASHES = [
  { dash: [], border: "solid" },
  { dash: [7, 4], border: "dashed" },
  { dash: [2, 3], border: "dotted" },
] as const;
/** What the title of the risk curve tells of: the least sure share of the digits. */
const DECLINED = 0.02;

/** Whether a report says anything of all this. */
export const hasTrust = (report: Report): boolean =>
  trustSets(report).length > 0 || (report.non_digits?.length ?? 0) > 0;

export function trust(report: Report): Child[] {
  const { calibration, non_digits = [] } = report;
  const sets = trustSets(report);
  const content: Child[] = [];
  if (calibration)
    content.push(
      note(
        words.calibrationDetail(
          formatPercent(calibration.sure_probability),
          formatLoss(calibration.temperature),
        ),
      ),
    );
  if (calibration?.no_digit_parameters)
    content.push(note(words.noDigitUnitDetail));
  if (sets.length > 0) {
    content.push(
      setTable(sets),
      el("div", { class: "charts" }, reliability(sets), riskCurves(sets)),
    );
  }
  if (non_digits.length > 0) content.push(...nonDigits(non_digits, sets));
  return content;
}

const ofRole = (sets: readonly TrustSet[], role: TrustSet["role"]) =>
  sets.filter((set) => set.role === role);

const shareOrNull = (share: number | null, digits: 1 | 2) =>
  share === null ? null : formatPercent(share, digits);

function setTable(sets: readonly TrustSet[]): HTMLElement {
  const rows = sets.map(({ name, samples, confidence }) => [
    name,
    formatCount(samples),
    formatPercent(confidence.calibration_error, 2),
    formatPercent(confidence.refused, 2),
  ]);
  return table(
    words.trustHeading,
    words.trustColumns,
    rows,
    new Set([1, 2, 3]),
  );
}

/** Confidence against accuracy. */
function reliability(sets: readonly TrustSet[]): HTMLElement {
  const groups = (["test", "heldOut"] as const)
    .map((role) => ({ role, sets: ofRole(sets, role) }))
    .filter(({ sets }) => sets.length > 0)
    .map(({ role, sets }) => ({
      name: role === "test" ? words.test : words.heldOut,
      colour: COLOURS[role],
      bins: pooledBins(sets),
    }));
  const error = (role: TrustSet["role"]) =>
    shareOrNull(meanOf(ofRole(sets, role), "calibration_error"), 2);
  const rows = groups.flatMap(({ name, bins }) =>
    bins.map(({ confidence, accuracy, samples }) => [
      name,
      formatPercent(confidence),
      formatPercent(accuracy),
      formatCount(samples),
    ]),
  );
  const title = words.reliabilityTitle(error("test"), error("heldOut"));
  const figure = chartFigure(title, "chart-reliability", (place, width) => {
    const axis = plainAxis(place);
    const percent = (_: uPlot, splits: number[]) => splits.map(formatTick);
    const largest = Math.max(
      ...groups.flatMap(({ bins }) => bins.map(({ samples }) => samples)),
    );
    const drawDots = (plot: uPlot) => {
      const { ctx } = plot;
      ctx.save();
      ctx.setLineDash([]);
      ctx.lineWidth = uPlot.pxRatio;
      for (const { colour, bins } of groups) {
        ctx.fillStyle = ctx.strokeStyle = themeColour(place, colour)();
        for (const { samples, confidence, accuracy } of bins) {
          const radius =
            (2.5 + 6.5 * Math.sqrt(samples / largest)) * uPlot.pxRatio;
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
    };
    const curves = groups.map(({ bins }) =>
      bins.map(({ confidence, accuracy }) => [confidence, accuracy] as const),
    );
    return new uPlot(
      {
        width,
        height: CHART_HEIGHT,
        cursor: { show: false },
        legend: { live: false },
        hooks: { draw: [drawDots] },
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
      alignCurves([
        [
          [0, 0],
          [1, 1],
        ],
        ...curves,
      ]) as uPlot.AlignedData,
      place,
    );
  });
  figure.append(
    note(words.reliabilityDetail),
    numbers(title, words.reliabilityColumns, rows, new Set([1, 2, 3])),
  );
  return figure;
}

/** Wrong answers against the share of the digits that is answered. */
function riskCurves(sets: readonly TrustSet[]): HTMLElement {
  const curves = sets.map(({ confidence }) => confidence.risk_coverage);
  const from = coverageFrom(curves);
  const share = (value: number) => formatPercent(value, 2);
  const first = curves[0]!;
  const title = words.riskTitle(
    formatPercent(DECLINED, 0),
    share(riskAt(first, 1)),
    share(riskAt(first, 1 - DECLINED)),
  );
  const data = alignCurves(
    curves.map((curve) =>
      curve.map(({ coverage, risk }) => [coverage, risk] as const),
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
  let heldOut = 0;
  const dashes = sets.map(({ role }) =>
    role === "test" ? DASHES[0] : DASHES[heldOut++ % DASHES.length]!,
  );
  const figure = chartFigure(title, "chart-risk", (place, width) => {
    const axis = plainAxis(place);
    const percent = (_: uPlot, splits: number[]) => splits.map(formatTick);
    return new uPlot(
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
            stroke: themeColour(place, COLOURS[role]),
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
  });
  figure.append(
    note(words.riskDetail),
    numbers(
      title,
      [words.coverage, ...sets.map(({ name }) => name)],
      rows,
      new Set([0, ...sets.map((_, i) => i + 1)]),
    ),
  );
  return figure;
}

/** The same as a table, for those who ask for it. */
function numbers(
  caption: string,
  columns: readonly string[],
  rows: Child[][],
  numeric: ReadonlySet<number>,
): HTMLElement {
  return el(
    "details",
    {},
    el("summary", {}, words.historyTable),
    table(caption, columns, rows, numeric),
  );
}

/** How much of what is no digit gets no answer, and how much of what is one. */
function nonDigits(
  figures: readonly NonDigitFigures[],
  sets: readonly TrustSet[],
): Child[] {
  const seen = figures.filter(({ held_out }) => !held_out);
  const unseen = figures.filter(({ held_out }) => held_out);
  const title = words.nonDigitsTitle(
    shareOrNull(refusedShare(seen), 1),
    shareOrNull(refusedShare(unseen), 1),
    shareOrNull(meanOf(sets, "refused"), 1),
  );
  const kinds = (rows: readonly NonDigitFigures[], colour: string) =>
    rows.map(({ kind, samples, refused }) =>
      barRow(
        words.nonDigitKinds[kind] ?? kind,
        samples,
        refused / samples,
        colour,
      ),
    );
  const [drawing, number, answer] = words.nonDigitsColumns;
  return [
    el("h3", { class: "non-digits-title" }, title),
    note(words.nonDigitsDetail),
    el(
      "div",
      {
        class: "table-scroll",
        tabindex: 0,
        role: "group",
        "aria-label": title,
      },
      el(
        "table",
        { class: "plain bar-table", "data-testid": "non-digits" },
        el("caption", { class: "visually-hidden" }, title),
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            el("th", { scope: "col" }, drawing),
            el("th", { scope: "col", class: "number" }, number),
            el("th", { scope: "col" }, answer),
          ),
        ),
        ...rowGroup(words.nonDigitsSeen, kinds(seen, "training")),
        ...rowGroup(words.nonDigitsUnseen, kinds(unseen, "held-out")),
        ...rowGroup(
          words.realDigits,
          sets.map(({ role, name, samples, confidence }) =>
            barRow(
              name,
              samples,
              confidence.refused,
              role === "test" ? "test" : "held-out",
            ),
          ),
        ),
      ),
    ),
  ];
}

function rowGroup(title: string, rows: HTMLElement[]): HTMLElement[] {
  if (rows.length === 0) return [];
  const head = el("th", { scope: "rowgroup", colspan: 3 }, title);
  return [el("tbody", {}, el("tr", { class: "group" }, head), ...rows)];
}

function barRow(
  name: string,
  samples: number,
  share: number,
  colour: string,
): HTMLElement {
  const fill = el("span", { class: `fill of-${colour}` });
  fill.style.setProperty("--share", share.toFixed(4));
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, name),
    el("td", { class: "number" }, formatCount(samples)),
    el(
      "td",
      {},
      el(
        "span",
        { class: "bar-cell" },
        el("span", { class: "track" }, fill),
        el("span", { class: "bar-share" }, formatPercent(share)),
      ),
    ),
  );
}
