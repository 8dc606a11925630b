/** The headline figures, and the tables digit by digit and source by source. */
import { For, Show, type JSX } from "solid-js";
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
import { Note, Table } from "./section.tsx";

type Figure = readonly [name: string, value: string, detail: string];

function figuresOf({ test, seeds, data, history }: Report): Figure[] {
  const figures: Figure[] = [];
  if (test) {
    const right = Math.round(test.accuracy * test.samples);
    figures.push([
      words.accuracy,
      formatPercent(test.accuracy, 2),
      words.accuracyDetail(right, test.samples),
    ]);
    if (seeds)
      figures.push([
        words.seeds(seeds.count),
        formatPercent(seeds.test_accuracy.mean, 2),
        words.seedsDetail(formatPercent(seeds.test_accuracy.sd, 2)),
      ]);
    figures.push([words.loss, formatLoss(test.loss), words.lossDetail]);
  }
  const seconds = history.reduce((sum, row) => sum + row.seconds, 0);
  figures.push(
    [
      words.trained,
      formatCount(totalSamples(data.train)),
      describeSources(data.train),
    ],
    [words.time, formatDuration(seconds), words.timeDetail(history.length)],
  );
  return figures;
}

export function HeadlineFigures(props: { report: Report }) {
  return (
    <>
      <dl class="figures">
        <For each={figuresOf(props.report)}>
          {([name, value, detail]) => (
            <div>
              <dt>{name}</dt>
              <dd class="figure-value">{value}</dd>
              <dd class="figure-detail">{detail}</dd>
            </div>
          )}
        </For>
      </dl>
      <div class="origin" data-testid="origin">
        <For each={describeOrigin(props.report)}>
          {(line) => <Note>{line}</Note>}
        </For>
      </div>
    </>
  );
}

export function PerClassTable(props: { test: TestFigures | null }) {
  const share = (value: number | null) =>
    value === null ? "–" : formatPercent(value);
  const rows = (test: TestFigures): JSX.Element[][] =>
    test.per_class.map((row) => [
      String(row.digit),
      formatCount(row.samples),
      share(row.precision),
      share(row.recall),
      share(row.f1),
    ]);
  return (
    <Show when={props.test} fallback={<Note>{words.untested}</Note>}>
      {(test) => (
        <>
          <Note>{words.classesDetail}</Note>
          <Table
            caption={words.classesHeading}
            columns={words.classesColumns}
            rows={rows(test())}
            numeric={[1, 2, 3, 4]}
          />
        </>
      )}
    </Show>
  );
}

export function HeldOutTable(props: { figures: readonly ValidationFigures[] }) {
  const rows = () =>
    props.figures.map(({ source, samples, accuracy, loss }) => [
      words.source(source),
      formatCount(samples),
      formatPercent(accuracy, 2),
      formatLoss(loss),
    ]);
  return (
    <>
      <Note>{words.heldOutDetail}</Note>
      <Table
        caption={words.heldOutHeading}
        columns={words.heldOutColumns}
        rows={rows()}
        numeric={[1, 2, 3]}
      />
    </>
  );
}
