import assert from "node:assert/strict";
import { test } from "node:test";
import {
  chosenWords,
  numberWords,
  textOf,
  type Part,
} from "../../../web/src/parts/reading.ts";

/** A digit, or else what may be a 7. */
function part(
  digit: number | null,
  manner: Part["manner"],
  other = 1,
  line = 0,
): Part {
  return {
    digit,
    reason: digit === null ? "unsure" : "",
    shares: [],
    manner,
    likeliest: digit ?? 7,
    other,
    strokes: new Uint32Array(),
    line,
  };
}
const sure = (digit: number) => part(digit, "surely");
const noDigit = part(null, "noDigit");

test("a reading's text has a sign for each digit, and a line for each line", () => {
  assert.equal(textOf([sure(2), sure(0), noDigit, sure(6)]), "20?6");
  assert.equal(textOf([sure(1), part(7, "surely", 1, 1)]), "1\n7");
  assert.equal(textOf([]), "");
});

test("a number that is sure is said in two words", () => {
  const digits = [sure(2), sure(0), sure(2), sure(6)];
  assert.equal(numberWords("2026", digits), "surely 2026");
  assert.equal(numberWords("20\n26", digits), "surely 20, 26");
});

test("one doubtful digit is named, with what it may be", () => {
  const say = (doubt: Part) => numberWords("2026", [sure(2), doubt, sure(2)]);
  assert.equal(
    say(part(0, "perhaps", 6)),
    "surely, except the second: perhaps 6",
  );
  assert.equal(
    say(part(0, "perhapsNone")),
    "surely, except the second: perhaps not a digit",
  );
  assert.equal(say(part(null, "either")), "surely, except the second: 7 or 1?");
  assert.equal(
    say(part(null, "doubtful")),
    "surely, except the second: perhaps 7",
  );
  assert.equal(say(noDigit), "surely, except the second: not a digit");
});

test("of more doubtful digits it is said which, how many, or all", () => {
  const [two, doubt] = [sure(2), part(0, "perhapsNone")];
  assert.equal(
    numberWords("200", [two, doubt, doubt]),
    "surely, except the second and third",
  );
  assert.equal(
    numberWords("2000", [two, doubt, doubt, doubt]),
    "not sure of 3 of 4",
  );
  assert.equal(numberWords("00", [doubt, doubt]), "not sure of any of them");
  const many = Array<Part>(11).fill(two);
  assert.match(
    numberWords("", [...many, doubt]),
    /except no\. 12: perhaps not/,
  );
});

test("of a digit that was chosen its own words are said", () => {
  assert.equal(chosenWords(1, part(0, "perhaps", 6)), "second: 0, perhaps 6");
  assert.equal(chosenWords(0, noDigit), "first: not a digit");
});
