/** What is set side by side, and the sentence about it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ReadDigit } from "../../../web/src/engine/engine.ts";
import { compare } from "../../../web/src/rooms/draw/experiment/comparison.ts";
import {
  sentenceOf,
  shareOf,
  titlesOf,
} from "../../../web/src/rooms/draw/experiment/comparison-words.ts";
import { IDEAS } from "../../../web/src/rooms/draw/experiment/ideas.ts";
import { UNCHANGED } from "../../../web/src/rooms/draw/experiment/ink-change.ts";
import { MNIST_FRAMING } from "../../../web/src/session/framing.ts";

const INK = { drawing: [[100, 100, 200, 260]], brushWidth: 20 };

/** An answer with this share for `digit`, the rest for `next`; or all for none of them. */
function answer(
  digit: number | null,
  share: number,
  next = 0,
  reason: ReadDigit["reason"] = digit === null ? "unsure" : "",
): ReadDigit {
  const shares = new Float32Array(11);
  if (digit === null) shares[10] = 1;
  else {
    shares[digit] = share;
    shares[next] = 1 - share;
  }
  const manner = digit === null ? "noDigit" : "perhaps";
  return { digit, reason, shares, manner, likeliest: digit ?? 0 } as ReadDigit;
}

const plain = (words: string) => words.replace(/[\u00a0\u202f]/g, " ");

describe("a comparison", () => {
  test("leaves out the stages that would take the change back", () => {
    const { usual, other, leftOut } = compare(INK, IDEAS.corner, []);
    assert.deepEqual(leftOut, ["fitBox", "centerByMass"]);
    assert.deepEqual(usual.framing, MNIST_FRAMING);
    assert.deepEqual(other.framing, {
      fitBox: false,
      normalizePen: true,
      centerByMass: false,
    });
    assert.deepEqual(usual.drawing, other.drawing, "of the same moved ink");
    assert.notDeepEqual(usual.drawing, INK.drawing);
  });

  test("leaves out what the visitor has switched off, whatever they do to the ink", () => {
    for (const change of [UNCHANGED, IDEAS.tiny, IDEAS.turned])
      assert.deepEqual(compare(INK, change, ["normalizePen"]).leftOut, [
        "normalizePen",
      ]);
  });

  test("of ink as it was drawn leaves out all stages", () => {
    const { other, leftOut } = compare(INK, UNCHANGED, []);
    assert.equal(leftOut.length, 3);
    assert.equal(other.drawing, INK.drawing);
  });

  test("of turned ink has the same ink upright beside it, with all stages", () => {
    const comparison = compare(INK, IDEAS.turned, []);
    assert.deepEqual(comparison.leftOut, []);
    assert.equal(comparison.usual.drawing, INK.drawing);
    assert.notDeepEqual(comparison.other.drawing, INK.drawing);
    assert.deepEqual(comparison.other.framing, MNIST_FRAMING);
    assert.deepEqual(titlesOf(comparison), ["As you drew it", "Turned by 45°"]);
  });
});

describe("the sentence about it", () => {
  const say = (
    change: Parameters<typeof compare>[1],
    answers: Record<string, [other: ReadDigit, usual: ReadDigit]>,
  ) =>
    plain(
      sentenceOf({
        comparison: compare(INK, change, []),
        answers: new Map(
          Object.entries(answers).map(([name, [other, usual]]) => [
            name,
            { other, usual },
          ]),
        ),
      }),
    );

  test("says what each network reads instead", () => {
    assert.equal(
      say(IDEAS.corner, {
        convnet: [answer(7, 0.61), answer(2, 0.99)],
        lab: [answer(2, 0.88), answer(2, 0.97)],
      }),
      "Without fitting the box and centring, Best reads 7 (61 %) instead of 2 (99 %) and Lab still reads 2 (88 % instead of 97 %).",
    );
  });

  test("says when nothing is read, or no digit, or none surely", () => {
    assert.equal(
      say(IDEAS.tiny, {
        convnet: [answer(null, 0), answer(2, 0.99)],
        lab: [answer(null, 0, 0, "blank"), answer(2, 0.99)],
      }),
      "Without fitting the box, Best reads no digit (100 %) instead of 2 (99 %) and Lab reads nothing instead of 2 (99 %).",
    );
    const unsure = { ...answer(4, 0.55, 9), digit: null, reason: "unsure" };
    assert.equal(
      say(IDEAS.thick, { lab: [unsure as ReadDigit, answer(4, 0.9)] }),
      "Without normalising the pen, Lab reads an unsure 4 (55 %) instead of 4 (90 %).",
    );
  });

  test("says when a stage is worth nothing here, and that none takes a turn back", () => {
    assert.equal(
      say(UNCHANGED, { lab: [answer(4, 0.9), answer(4, 0.9)] }),
      "Without all three, Lab still reads 4 (90 %).",
    );
    assert.equal(
      say(IDEAS.turned, { lab: [answer(7, 0.8), answer(2, 0.9)] }),
      "Turned by 45°, Lab reads 7 (80 %) instead of 2 (90 %): no stage takes a turn back.",
    );
    assert.equal(say(IDEAS.tiny, {}), "");
  });

  test("gives the share of what is answered", () => {
    assert.ok(Math.abs(shareOf(answer(3, 0.75))! - 0.75) < 1e-6);
    assert.equal(shareOf(answer(null, 0)), 1);
    assert.equal(shareOf(answer(null, 0, 0, "blank")), null);
  });
});
