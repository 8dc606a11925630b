/** Numbers: what is written, and what is said of it. Pure. */
import { answerOf, type Verdict } from "./answer.ts";
import { texts } from "../words/texts.ts";

/** The part of a `ReadDigit` that this module needs. */
export interface Part extends Verdict {
  /** Numbers of its strokes. */
  readonly strokes: ArrayLike<number>;
  readonly line: number;
}

/** "2026", lines joined by "\n": what the core calls a reading's text. */
export function textOf(digits: readonly Part[]): string {
  let text = "";
  digits.forEach((digit, i) => {
    if (i > 0 && digit.line !== digits[i - 1]!.line) text += "\n";
    text += answerOf(digit).sign;
  });
  return text;
}

/** Of how many doubtful digits the words say which they are. */
const NAMED_DOUBTS = 2;

/** How sure a number is as a whole: "surely 2026", "surely, except the second: perhaps 6". */
export function numberWords(text: string, digits: readonly Part[]): string {
  const words = texts.number;
  const doubts = digits.flatMap(({ manner, likeliest, other }, index) =>
    manner === "surely" || manner === "blank"
      ? []
      : [{ manner, likeliest, other, index }],
  );
  const [doubt] = doubts;
  if (!doubt) return words.surely(text.replaceAll("\n", ", "));
  if (doubts.length === digits.length) return words.none;
  if (doubts.length > NAMED_DOUBTS)
    return words.many(doubts.length, digits.length);
  return doubts.length === 1
    ? words.except(
        doubt.index,
        words.doubt[doubt.manner](doubt.likeliest, doubt.other),
      )
    : words.exceptThese(doubts.map(({ index }) => index));
}

/** Of one digit of a number: "second: 0, perhaps 6". */
export const chosenWords = (index: number, digit: Verdict) =>
  texts.number.chosen(index, answerOf(digit).words);
