import { texts } from "./texts.ts";

/** What the core says about a drawing; the part of a `Recognition` that words are made of. */
export interface Verdict {
  /** 0 … 9, or null when there is no answer. */
  readonly digit: number | null;
  /** Why there is none. */
  readonly reason: "" | "blank" | "unsure";
  /** Ten probabilities. */
  readonly probabilities: ArrayLike<number>;
}

export interface Answer {
  /** The digit, "?" when unsure, "" when blank. */
  readonly sign: string;
  /** The same in words, with how sure it is. */
  readonly words: string;
}

/** From here on an answer is called sure. */
export const SURELY = 0.95;
/** A runner-up of at least this is named. */
export const WORTH_NAMING = 0.1;

/** Indices of the two largest of ten probabilities, larger first; the lower digit wins a tie. */
export function topTwo(probabilities: ArrayLike<number>): [number, number] {
  let [first, second] = [0, 1];
  if (probabilities[1]! > probabilities[0]!) [first, second] = [1, 0];
  for (let digit = 2; digit < probabilities.length; ++digit) {
    if (probabilities[digit]! > probabilities[first]!)
      [first, second] = [digit, first];
    else if (probabilities[digit]! > probabilities[second]!) second = digit;
  }
  return [first, second];
}

/** The answer for people: a sign and a few words. */
export function answerOf(verdict: Verdict): Answer {
  if (verdict.reason === "blank")
    return { sign: "", words: texts.answer.blank };
  const [first, second] = topTwo(verdict.probabilities);
  if (verdict.digit === null)
    return { sign: "?", words: texts.answer.unsure(first, second) };

  const sign = String(verdict.digit);
  if (verdict.probabilities[verdict.digit]! >= SURELY) {
    return { sign, words: texts.answer.surely(verdict.digit) };
  }
  const other = verdict.digit === first ? second : first;
  return verdict.probabilities[other]! >= WORTH_NAMING
    ? { sign, words: texts.answer.perhaps(verdict.digit, other) }
    : { sign, words: texts.answer.probably(verdict.digit) };
}
