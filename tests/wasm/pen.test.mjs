// Digits as strokes: read by a network that was trained on other digits of the same generator.
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { load, train } from "./support/modules.mjs";

describe("the pen", async () => {
  const pen = await load("digitlab-pen");

  it("writes each digit so that a network reads it", async () => {
    const { module, bytes } = await train("digitlab-train-simd", 3000, {
      epochs: 8,
      batchSize: 32,
      learningRate: 2e-3,
      seed: 1,
    });
    const recognizer = module.loadRecognizer(bytes);
    let right = 0;
    for (let digit = 0; digit < 10; ++digit) {
      for (let seed = 100; seed < 110; ++seed) {
        const { points, strokeLengths } = pen.generateStrokes(digit, seed);
        const { probabilities } = recognizer.recognize(points, strokeLengths);
        if (probabilities.indexOf(Math.max(...probabilities)) === digit) ++right;
      }
    }
    recognizer.delete();
    assert.ok(right >= 70, `${right} of 100 are read as what they are`);
  });

  it("writes the same digit from the same seed, and another from another", () => {
    const points = (seed) => [...pen.generateStrokes(8, seed).points];
    assert.deepEqual(points(5), points(5));
    assert.notDeepEqual(points(5), points(6));
  });

  it("gives finite points that its strokes share out among themselves", () => {
    for (let digit = 0; digit < 10; ++digit) {
      const { points, strokeLengths } = pen.generateStrokes(digit, 1);
      const sum = strokeLengths.reduce((a, b) => a + b, 0);
      assert.equal(2 * sum, points.length);
      assert.ok(sum >= 2 && points.every(Number.isFinite));
    }
  });

  it("refuses what is no digit and no seed", () => {
    for (const [digit, seed] of [[10, 1], [-1, 1], [1.5, 1], ["3", 1], [3, -1], [3, NaN], [3]])
      assert.throws(() => pen.generateStrokes(digit, seed), { name: "Error" });
  });
});
