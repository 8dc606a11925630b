import { texts } from "../words/texts.ts";
import { sharesOf } from "./shares.ts";

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

/** How an answer is given; each kind has its words in `texts.answer`. */
export type Manner =
  | "surely"
  | "probably"
  | "perhaps"
  | "perhapsNone"
  | "either"
  | "doubtful"
  | "noDigit";

/**
 * How to speak of what is not blank: the manner, the digit meant and the one next to it. Goes by the
 * same shares that the bars show.
 */
export function mannerOf({ digit, probabilities }: Verdict): {
  manner: Manner;
  digit: number;
  other: number;
} {
  const { digits, none } = sharesOf(probabilities);
  const [first, second] = topTwo(digits);
  const best = digit ?? first;
  const other = best === first ? second : first;
  const isRival = digits[other]! >= WORTH_NAMING;
  const choose = (): Manner => {
    if (digit === null) {
      if (none >= digits[first]!) return "noDigit";
      return isRival ? "either" : "doubtful";
    }
    if (digits[digit]! >= SURELY) return "surely";
    if (none >= WORTH_NAMING && none > digits[other]!) return "perhapsNone";
    return isRival ? "perhaps" : "probably";
  };
  return { manner: choose(), digit: best, other };
}

/** The answer for people: a sign and a few words. */
export function answerOf(verdict: Verdict): Answer {
  if (verdict.reason === "blank")
    return { sign: "", words: texts.answer.blank };
  const { manner, digit, other } = mannerOf(verdict);
  return {
    sign: verdict.digit === null ? "?" : String(verdict.digit),
    words: texts.answer[manner](digit, other),
  };
}
