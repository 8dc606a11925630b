/** What the sections say about a report, worked out from it. Pure. */
import type {
  Confusion,
  Epoch,
  Picture,
  Report,
  Source,
} from "../../engine/report.ts";
import { listOf } from "../../words/formats.ts";
import { results as words } from "../../words/results.ts";

export const totalSamples = (sources: readonly Source[]) =>
  sources.reduce((sum, { samples }) => sum + samples, 0);

/** [28, 28, 8] → "28 × 28 × 8"; "–" when there is none. */
export const shapeWords = (shape: readonly number[] | undefined) =>
  shape?.join("\u202f×\u202f") ?? "–";

/** Kinds of layers worth naming, and which of them count as one. */
const LAYER_KINDS: Record<string, keyof typeof words.layerKinds> = {
  Conv2D: "convolution",
  DepthwiseConv2D: "convolution",
  MaxPooling2D: "pooling",
  AveragePooling2D: "pooling",
  GlobalAveragePooling2D: "pooling",
  BatchNormalization: "normalization",
  Dense: "dense",
};

/**
 * What the network is made of: the widths of its layers where all are dense, else how many layers
 * of each kind it has.
 */
export function describeLayers({ input, layers }: Report["model"]): string {
  if (layers.every(({ type }) => type === "Dense")) {
    const widths = layers.flatMap(({ units }) => units ?? []);
    return words.denseLayers([input.height * input.width, ...widths]);
  }
  const counts = new Map<keyof typeof words.layerKinds, number>();
  for (const { type } of layers) {
    const kind = LAYER_KINDS[type];
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return listOf(
    [...counts].map(([kind, count]) => words.layerKinds[kind](count)),
  );
}

/** "the course’s digits and generated digits"; each kind named once. */
export function describeSources(sources: readonly Source[]): string {
  const names = [...new Set(sources.map(({ source }) => words.source(source)))];
  return listOf(names);
}

/** Whether the test's numbers and the pictures are about the same digits. */
export function picturesAreTest(report: Report): boolean {
  const key = (sources: readonly Source[]) =>
    sources
      .map(({ source, sha256, samples }) => `${source} ${sha256} ${samples}`)
      .join("\n");
  return (
    report.test !== null && key(report.data.test) === key(report.data.pictures)
  );
}

/** Says plainly where numbers and pictures come from, and how many of each there are. */
export function describeOrigin(report: Report): string[] {
  const { test, pictures, data } = report;
  const lines: string[] = [];
  if (test && pictures && picturesAreTest(report)) {
    return [words.sameSet(test.samples, describeSources(data.test))];
  }
  if (test) {
    const trained = new Set(data.train.map(({ source }) => source));
    const unseen = data.test.every(({ source }) => !trained.has(source));
    const say = unseen ? words.numbersFrom : words.numbersOnly;
    lines.push(say(test.samples, describeSources(data.test)));
  } else lines.push(words.untested);
  lines.push(
    pictures
      ? words.picturesFrom(pictures.samples, words.source(pictures.source))
      : words.noPictures,
  );
  return lines;
}

export const rowSum = (row: readonly number[]) =>
  row.reduce((sum, cases) => sum + cases, 0);

/** The most frequent mistake, as [true digit, answer]; null when there is none. */
export function commonestMistake(
  confusion: Confusion,
): [number, number] | null {
  let best: [number, number] | null = null;
  let most = 0;
  confusion.forEach((row, label) =>
    row.forEach((cases, predicted) => {
      if (label !== predicted && cases > most)
        [best, most] = [[label, predicted], cases];
    }),
  );
  return best;
}

/** Pictures of digits that were read wrongly, the surest first. */
export function mistakes(items: readonly Picture[]): Picture[] {
  return items
    .filter(({ label, predicted }) => label !== predicted)
    .sort((a, b) => b.probability - a.probability || a.index - b.index);
}

/** Number of off-diagonal cases. */
export function countMistakes(confusion: Confusion): number {
  return confusion.reduce(
    (sum, row, label) => sum + rowSum(row) - row[label]!,
    0,
  );
}

/** Bytes of a base64 string. @throws RangeError when there are not `expected` of them */
export function decodeBytes(base64: string, expected: number): Uint8Array {
  const bytes = Uint8Array.from(atob(base64), (character) =>
    character.charCodeAt(0),
  );
  if (bytes.length !== expected) {
    throw new RangeError(
      `picture has ${bytes.length} bytes, expected ${expected}`,
    );
  }
  return bytes;
}

export type Metric = "loss" | "accuracy";

/** One metric of the history as uPlot takes it: epochs, training, and validation where there is one. */
export function chartData(
  history: readonly Epoch[],
  metric: Metric,
): [number[], number[], (number | null)[]] | [number[], number[]] {
  const epochs = history.map(({ epoch }) => epoch);
  const training = history.map((row) => row[metric]);
  const validation = history.map((row) => row[`val_${metric}`]);
  return validation.some((value) => value !== null)
    ? [epochs, training, validation]
    : [epochs, training];
}

/** Whether the largest value is ten times the smallest and more: even steps would hide the end. */
export function spansDecades([, ...curves]: readonly (readonly (
  number | null
)[])[]): boolean {
  const values = curves.flat().filter((value) => value !== null);
  const least = Math.min(...values);
  return least > 0 && Math.max(...values) >= 10 * least;
}
