/** A comparison in words: the titles of its two sides, and in one sentence what one sees. Pure. */
import type { Verdict } from "../../../parts/answer.ts";
import { experiment as words } from "../../../words/experiment.ts";
import { formatPercent } from "../../../words/formats.ts";
import { stages } from "../../../words/stages.ts";
import { texts } from "../../../words/texts.ts";
import type { Findings } from "./answers.ts";
import type { Comparison } from "./comparison.ts";

/** Where "not a digit" has its share. */
const NONE = 10;

/** Share of what is answered: of the digit, or of "not a digit"; null where there is no ink. */
export function shareOf(verdict: Verdict): number | null {
  if (verdict.reason === "blank") return null;
  const { shares, manner, likeliest } = verdict;
  return manner === "noDigit" ? shares[NONE]! : shares[likeliest]!;
}

const percentOf = (verdict: Verdict) => formatPercent(shareOf(verdict) ?? 0, 0);

/** "7 (61 %)", "an unsure 7 (41 %)", "no digit (80 %)". */
function nameOf(verdict: Verdict): string {
  if (verdict.reason === "blank") return words.nothing;
  const share = percentOf(verdict);
  if (verdict.manner === "noDigit") return words.noDigit(share);
  return verdict.digit === null
    ? words.unsure(verdict.likeliest, share)
    : words.digit(verdict.digit, share);
}

/** What a network makes of the other case, against the usual one. */
function clause(network: string, other: Verdict, usual: Verdict): string {
  const [here, there] = [nameOf(other), nameOf(usual)];
  if (here === there) return words.same(network, there);
  return other.digit !== null && other.digit === usual.digit
    ? words.still(network, other.digit, percentOf(other), percentOf(usual))
    : words.instead(network, here, there);
}

/** Titles of the two sides. */
export const titlesOf = ({ leftOut, turn }: Comparison): [string, string] =>
  leftOut.length > 0
    ? [words.withAll, stages.without(leftOut)]
    : [words.upright, words.turned(turn)];

/** "Without centring, Best reads 7 (61 %) instead of 2 (99 %) and Lab …". Empty without answers. */
export function sentenceOf({ comparison, answers }: Findings): string {
  if (answers.size === 0) return "";
  const clauses = Array.from(answers, ([name, { other, usual }]) =>
    clause(texts.modelTitle(name), other, usual),
  );
  const [, lead] = titlesOf(comparison);
  return comparison.leftOut.length > 0
    ? words.sentence(lead, clauses)
    : words.turnedSentence(lead, clauses);
}
