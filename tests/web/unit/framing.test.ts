import assert from "node:assert/strict";
import { test } from "node:test";
import type { Verdict } from "../../../web/src/parts/answer.ts";
import { BLANK } from "../../../web/src/parts/answer.ts";
import { costWords } from "../../../web/src/rooms/draw/cost-words.ts";
import {
  frameSettings,
  MNIST_FRAMING,
  stagesOff,
} from "../../../web/src/session/framing.ts";

/** A network that gives `share` to one digit, and the rest to the two after it. */
function verdict(digit: number, share: number, sure = true): Verdict {
  const shares = Array<number>(11).fill(0);
  shares[digit] = share;
  shares[digit + 1] = shares[digit + 2] = (1 - share) / 2;
  return {
    digit: sure ? digit : null,
    reason: sure ? "" : "unsure",
    shares,
    manner: sure ? "probably" : "doubtful",
    likeliest: digit,
    other: digit + 1,
  };
}

test("stages that are off are told in the order the ink goes through them", () => {
  assert.deepEqual(stagesOff(MNIST_FRAMING), []);
  assert.deepEqual(
    stagesOff({ fitBox: false, normalizePen: true, centerByMass: false }),
    ["fitBox", "centerByMass"],
  );
});

test("the core learns the paper's side and the brush's width with the switches", () => {
  assert.deepEqual(frameSettings(MNIST_FRAMING, 19), {
    fitBox: true,
    normalizePen: true,
    centerByMass: true,
    canvasSide: 400,
    brushWidth: 19,
  });
});

test("the cost names what is off, what it leads to, and what it would be otherwise", () => {
  assert.equal(
    costWords(["centerByMass"], verdict(7, 0.61), verdict(3, 0.99)),
    "Without centring: 7, 61\u202f% instead of 3, 99\u202f%.",
  );
  assert.equal(
    costWords(
      ["fitBox", "centerByMass"],
      verdict(7, 0.41, false),
      verdict(3, 0.99),
    ),
    "Without fitting the box and centring: " +
      "not sure (7, 41\u202f%) instead of 3, 99\u202f%.",
  );
  assert.match(
    costWords(
      ["fitBox", "normalizePen", "centerByMass"],
      verdict(7, 0.61),
      verdict(3, 0.99),
    ),
    /^Without all three: 7/,
  );
});

test("a digit that is read all the same is told with both shares, or as no loss", () => {
  assert.equal(
    costWords(["normalizePen"], verdict(3, 0.9), verdict(3, 0.99)),
    "Without normalising the pen: still 3, 90\u202f% instead of 99\u202f%.",
  );
  assert.equal(
    costWords(["fitBox"], verdict(3, 0.991), verdict(3, 0.99)),
    "Without fitting the box: 3, 99\u202f% as well; it costs this drawing nothing.",
  );
});

test("all on, or a blank paper, has no cost to tell", () => {
  const both = verdict(3, 0.99);
  assert.match(costWords([], both, both), /Switch a stage off/);
  assert.match(costWords(["fitBox"], BLANK, BLANK), /draw a digit to see/);
});
