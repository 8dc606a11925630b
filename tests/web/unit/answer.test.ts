import assert from "node:assert/strict";
import { test } from "node:test";
import {
  answerOf,
  BLANK,
  type Verdict,
} from "../../../web/src/parts/answer.ts";

/** What is said of a 7 that may be a 1; how sure that is, is the core's to know. */
const say = (manner: Verdict["manner"], digit: number | null) =>
  answerOf({
    digit,
    reason: digit === null ? "unsure" : "",
    shares: Array<number>(11).fill(0),
    manner,
    likeliest: 7,
    other: 1,
  });

test("a blank paper has no answer", () => {
  assert.deepEqual(answerOf(BLANK), { sign: "", words: "" });
});

test("an unsure network says between which digits", () => {
  assert.deepEqual(say("either", null), { sign: "?", words: "7 or 1?" });
  assert.deepEqual(say("doubtful", null), {
    sign: "?",
    words: "perhaps 7, not sure",
  });
});

test("what looks like no digit more than like another is called none", () => {
  assert.deepEqual(say("noDigit", null), { sign: "?", words: "not a digit" });
});

test("words say how sure the answer is", () => {
  assert.deepEqual(say("surely", 7), { sign: "7", words: "surely 7" });
  assert.deepEqual(say("perhaps", 7), { sign: "7", words: "7, perhaps 1" });
  assert.deepEqual(say("probably", 7), { sign: "7", words: "probably 7" });
  assert.deepEqual(say("perhapsNone", 7), {
    sign: "7",
    words: "7, perhaps not a digit",
  });
});
