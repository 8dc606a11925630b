/** What the section about confidence shows, worked out from a report. Pure. */
import type {
  Confidence,
  ConfidenceBin,
  NonDigitFigures,
  Report,
  RiskPoint,
} from "../../engine/report.ts";
import { formatLoss, formatPercent } from "../../words/formats.ts";
import { results as words } from "../../words/results.ts";
import { describeSources } from "./facts.ts";

/** Digits on which confidence was measured. */
export interface TrustSet {
  readonly role: "test" | "heldOut";
  readonly name: string;
  readonly samples: number;
  readonly confidence: Confidence;
}

/** The test, then each source held out; without those that older reports say nothing of. */
export function trustSets({ test, data, validation = [] }: Report): TrustSet[] {
  const sets: TrustSet[] = [];
  if (test?.confidence) {
    const name = words.setTest(describeSources(data.test));
    const { samples, confidence } = test;
    sets.push({ role: "test", name, samples, confidence });
  }
  for (const { source, samples, confidence } of validation) {
    const name = words.setHeldOut(words.source(source));
    if (confidence) sets.push({ role: "heldOut", name, samples, confidence });
  }
  return sets;
}

export const ofRole = (sets: readonly TrustSet[], role: TrustSet["role"]) =>
  sets.filter((set) => set.role === role);

/** Names of the theme's colours: the same as in the other charts. */
export const SET_COLOURS = {
  test: "--test",
  heldOut: "--validation",
} as const;

/** From when on an answer is given, and what was done to the network's confidence. */
export function calibrationWords({
  temperature,
  sure_probability,
}: NonNullable<Report["calibration"]>): string {
  const divisor = formatLoss(temperature);
  const from = words.sureFrom(formatPercent(sure_probability));
  // What reads "divided by 1" would be no news.
  return divisor === "1"
    ? `${from} ${words.wellCalibrated}`
    : `${from} ${words.calibrated(divisor)}`;
}

/** Mean of a figure over sets, weighted by their digits; null without any. */
export function meanOf(
  sets: readonly TrustSet[],
  figure: "calibration_error" | "refused",
): number | null {
  let [sum, samples] = [0, 0];
  for (const set of sets) {
    sum += set.confidence[figure] * set.samples;
    samples += set.samples;
  }
  return samples === 0 ? null : sum / samples;
}

/** The bins of several sets as if they were one; without those that are empty. */
export function pooledBins(sets: readonly TrustSet[]): ConfidenceBin[] {
  const pooled: ConfidenceBin[] = [];
  for (const { confidence } of sets) {
    confidence.bins.forEach((bin, i) => {
      const sum = (pooled[i] ??= { samples: 0, confidence: 0, accuracy: 0 });
      sum.samples += bin.samples;
      sum.confidence += bin.samples * bin.confidence;
      sum.accuracy += bin.samples * bin.accuracy;
    });
  }
  return pooled
    .filter(({ samples }) => samples > 0)
    .map(({ samples, confidence, accuracy }) => ({
      samples,
      confidence: confidence / samples,
      accuracy: accuracy / samples,
    }));
}

/** Several curves over one axis: all their x, ascending, and each curve's y there or null. */
export function alignCurves(
  curves: readonly (readonly (readonly [number, number])[])[],
): [number[], ...(number | null)[][]] {
  const xs = [
    ...new Set(curves.flatMap((curve) => curve.map(([x]) => x))),
  ].sort((a, b) => a - b);
  const columns = curves.map((curve) => {
    const byX = new Map(curve);
    return xs.map((x) => byX.get(x) ?? null);
  });
  return [xs, ...columns];
}

/** Share of wrong answers when `coverage` of the digits are answered, between points on a line. */
export function riskAt(curve: readonly RiskPoint[], coverage: number): number {
  const points = [...curve].sort((a, b) => a.coverage - b.coverage);
  const next = points.findIndex((point) => point.coverage >= coverage);
  if (next < 0) return points.at(-1)?.risk ?? NaN;
  const [from, to] = [points[next - 1], points[next]!];
  if (!from) return to.risk;
  const share = (coverage - from.coverage) / (to.coverage - from.coverage);
  return from.risk + share * (to.risk - from.risk);
}

/** Below this share of the largest risk, a curve is as good as at its end. */
const NEGLIGIBLE = 0.05;

/** From which coverage on the curves are worth looking at, in steps of a twentieth. */
export function coverageFrom(
  curves: readonly (readonly RiskPoint[])[],
): number {
  const all = curves.flat();
  const most = Math.max(0, ...all.map(({ risk }) => risk));
  const telling = all
    .filter(({ risk }) => risk > NEGLIGIBLE * most)
    .map(({ coverage }) => coverage);
  const from = Math.min(0.95, ...telling);
  return Math.max(0, Math.floor(from * 20 - 1e-9) / 20);
}

/** Share of the drawings of some kinds that get no answer; null without any. */
export function refusedShare(
  figures: readonly NonDigitFigures[],
): number | null {
  const sum = (figure: "samples" | "refused") =>
    figures.reduce((total, row) => total + row[figure], 0);
  return sum("samples") === 0 ? null : sum("refused") / sum("samples");
}
