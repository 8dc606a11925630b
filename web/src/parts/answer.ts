import type { Recognition } from "../engine/engine.ts";
import { texts } from "../words/texts.ts";

/** What the core says about a drawing; the part of a `Recognition` that words are made of. */
export interface Verdict extends Pick<
  Recognition,
  "digit" | "reason" | "manner" | "likeliest" | "other"
> {
  /** Of each digit, and last of none of them. */
  readonly shares: ArrayLike<number>;
}

/** Of an empty paper. */
export const BLANK: Verdict = {
  digit: null,
  reason: "blank",
  shares: Array<number>(11).fill(0),
  manner: "blank",
  likeliest: 0,
  other: 1,
};

export interface Answer {
  /** The digit, "?" when unsure, "" when blank. */
  readonly sign: string;
  /** The same in words, with how sure it is. */
  readonly words: string;
}

/** The answer for people: a sign and a few words. */
export function answerOf(verdict: Verdict): Answer {
  const { digit, manner, likeliest, other } = verdict;
  if (manner === "blank") return { sign: "", words: texts.answer.blank };
  return {
    sign: digit === null ? "?" : String(digit),
    words: texts.answer[manner](likeliest, other),
  };
}
