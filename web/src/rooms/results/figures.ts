/** The headline figures, and the table digit by digit. */
import { el, type Child } from "./dom.ts";
import type {
  Report,
  TestFigures,
  ValidationFigures,
} from "../../engine/report.ts";
import {
  formatCount,
  formatDuration,
  formatLoss,
  formatPercent,
} from "../../words/formats.ts";
import { results as words } from "../../words/results.ts";
import { describeOrigin, describeSources, totalSamples } from "./facts.ts";
import { note, table } from "./section.ts";

export function headlineFigures(report: Report): HTMLElement {
  const { test, data, history } = report;
  const list = el("dl", { class: "figures" });
  const add = (name: string, value: string, detail: string) =>
    list.append(
      el(
        "div",
        {},
        el("dt", {}, name),
        el("dd", { class: "figure-value" }, value),
        el("dd", { class: "figure-detail" }, detail),
      ),
    );
  if (test) {
    const right = Math.round(test.accuracy * test.samples);
    add(
      words.accuracy,
      formatPercent(test.accuracy, 2),
      words.accuracyDetail(right, test.samples),
    );
    if (report.seeds) {
      const { count, test_accuracy } = report.seeds;
      add(
        words.seeds(count),
        formatPercent(test_accuracy.mean, 2),
        words.seedsDetail(formatPercent(test_accuracy.sd, 2)),
      );
    }
    add(words.loss, formatLoss(test.loss), words.lossDetail);
  }
  add(
    words.trained,
    formatCount(totalSamples(data.train)),
    describeSources(data.train),
  );
  const seconds = history.reduce((sum, row) => sum + row.seconds, 0);
  add(words.time, formatDuration(seconds), words.timeDetail(history.length));
  return el(
    "div",
    {},
    list,
    el(
      "div",
      { class: "origin", "data-testid": "origin" },
      ...describeOrigin(report).map(note),
    ),
  );
}

export function perClassTable(test: TestFigures | null): Child[] {
  if (!test) return [note(words.untested)];
  const share = (value: number | null) =>
    value === null ? "–" : formatPercent(value);
  const rows = test.per_class.map((row) => [
    String(row.digit),
    formatCount(row.samples),
    share(row.precision),
    share(row.recall),
    share(row.f1),
  ]);
  return [
    note(words.classesDetail),
    table(
      words.classesHeading,
      words.classesColumns,
      rows,
      new Set([1, 2, 3, 4]),
    ),
  ];
}

export function heldOutTable(figures: readonly ValidationFigures[]): Child[] {
  const rows = figures.map(({ source, samples, accuracy, loss }) => [
    words.source(source),
    formatCount(samples),
    formatPercent(accuracy, 2),
    formatLoss(loss),
  ]);
  return [
    note(words.heldOutDetail),
    table(words.heldOutHeading, words.heldOutColumns, rows, new Set([1, 2, 3])),
  ];
}
