import assert from "node:assert/strict";
import { test } from "node:test";
import { answerOf, topTwo } from "../../../web/src/parts/answer.ts";
import { sharesOf } from "../../../web/src/parts/shares.ts";

function probabilities(shares: Record<number, number>): number[] {
  return Array.from({ length: 10 }, (_, digit) => shares[digit] ?? 0);
}

const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}, not ${expected}`);

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
  // Of doubt that lies on some digits and not on others, the words name two, as the bars do.
  assert.equal(
    answerOf({
      digit: null,
      reason: "unsure",
      probabilities: probabilities({ 3: 0.4, 8: 0.25, 5: 0.2, 9: 0.15 }),
    }).words,
    "3 or 8?",
  );
});

test("an answer that may be no digit says so", () => {
  const shares = Array.from({ length: 10 }, (_, i) => (i === 4 ? 0.82 : 0.02));
  assert.equal(
    answerOf({ digit: 4, reason: "", probabilities: shares }).words,
    "4, perhaps not a digit",
  );
});

test("what all digits have alike is the share of no digit, and all shares add up to one", () => {
  const doubt = 0.3;
  const network = probabilities({ 2: 0.6, 7: 0.4 });
  const { digits, none } = sharesOf(
    network.map((p) => (1 - doubt) * p + doubt / 10),
  );
  close(none, doubt);
  close(digits[2]!, 0.7 * 0.6);
  close(digits[7]!, 0.7 * 0.4);
  close(
    digits.reduce((a, b) => a + b, none),
    1,
  );
});

test("what ten outputs leave of one is the share of no digit; without an answer there is none", () => {
  close(sharesOf(probabilities({ 3: 0.4 })).none, 0.6);
  assert.equal(sharesOf(probabilities({ 3: 0.9, 5: 0.8 })).none, 0);
  assert.equal(sharesOf(probabilities({})).none, 0);
});

test("words say how sure the answer is", () => {
  const say = (shares: Record<number, number>) =>
    answerOf({ digit: 7, reason: "", probabilities: probabilities(shares) });
  assert.deepEqual(say({ 7: 0.99 }), { sign: "7", words: "surely 7" });
  assert.deepEqual(say({ 7: 0.7, 1: 0.25 }), {
    sign: "7",
    words: "7, perhaps 1",
  });
  assert.deepEqual(say({ 7: 0.8, 1: 0.08, 2: 0.07, 3: 0.05 }), {
    sign: "7",
    words: "probably 7",
  });
});
