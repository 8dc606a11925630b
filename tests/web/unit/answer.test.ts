import assert from "node:assert/strict";
import { test } from "node:test";
import { answerOf, topTwo } from "../../../web/src/parts/answer.ts";

function probabilities(shares: Record<number, number>): number[] {
  return Array.from({ length: 10 }, (_, digit) => shares[digit] ?? 0);
}

test("the two likeliest digits come larger first, the lower digit first in a tie", () => {
  assert.deepEqual(topTwo(probabilities({ 9: 0.6, 4: 0.3 })), [9, 4]);
  assert.deepEqual(topTwo(probabilities({ 1: 0.9, 0: 0.1 })), [1, 0]);
  assert.deepEqual(topTwo(probabilities({})), [0, 1]);
});

test("a blank paper has no answer", () => {
  const blank = {
    digit: null,
    reason: "blank",
    probabilities: probabilities({}),
  } as const;
  assert.deepEqual(answerOf(blank), { sign: "", words: "" });
});

test("an unsure network says between which digits", () => {
  const say = (shares: Record<number, number>) =>
    answerOf({
      digit: null,
      reason: "unsure",
      probabilities: probabilities(shares),
    });
  assert.deepEqual(say({ 4: 0.45, 9: 0.4 }), { sign: "?", words: "4 or 9?" });
  assert.deepEqual(say({ 1: 0.3, 7: 0.6 }), { sign: "?", words: "7 or 1?" });
  assert.deepEqual(say({ 7: 0.8, 1: 0.05 }), {
    sign: "?",
    words: "perhaps 7, not sure",
  });
});

test("what looks like no digit more than like another is called none", () => {
  const even = Array<number>(10).fill(0.1);
  assert.deepEqual(
    answerOf({ digit: null, reason: "unsure", probabilities: even }),
    { sign: "?", words: "not a digit" },
  );
  assert.equal(
    answerOf({
      digit: null,
      reason: "unsure",
      probabilities: probabilities({ 3: 0.4, 8: 0.2, 5: 0.2, 9: 0.2 }),
    }).words,
    "not a digit",
  );
});

test("words say how sure the answer is", () => {
  const say = (shares: Record<number, number>) =>
    answerOf({ digit: 7, reason: "", probabilities: probabilities(shares) });
  assert.deepEqual(say({ 7: 0.99 }), { sign: "7", words: "surely 7" });
  assert.deepEqual(say({ 7: 0.7, 1: 0.25 }), {
    sign: "7",
    words: "7, perhaps 1",
  });
  assert.deepEqual(say({ 7: 0.7, 1: 0.08 }), {
    sign: "7",
    words: "probably 7",
  });
});
