import assert from "node:assert/strict";
import { test } from "node:test";
import { inkToAlpha } from "../../../web/src/parts/pixels.ts";
import {
  countColour,
  luminance,
  readableOn,
  shareScale,
  viridis,
  weightsToRgba,
  type Rgb,
} from "../../../web/src/rooms/results/colour-maps.ts";

test("viridis runs from dark violet to yellow, ever lighter", () => {
  assert.deepEqual(viridis(0), [68, 1, 84]);
  assert.deepEqual(viridis(1), [253, 231, 37]);
  assert.deepEqual(viridis(7), viridis(1));
  for (let i = 0; i < 100; ++i) {
    assert.ok(luminance(viridis((i + 1) / 100)) > luminance(viridis(i / 100)));
  }
});

test("numbers are legible on every colour of the matrix", () => {
  const contrast = (a: number, b: number) =>
    (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  for (let i = 0; i <= 100; ++i) {
    const background: Rgb = countColour(i / 100, i % 2 ? "light" : "dark");
    const text = readableOn(background) === "#fff" ? 1 : 0;
    assert.ok(contrast(luminance(background), text) >= 4.5, `at ${i} %`);
  }
});

test("more is darker by day and brighter by night", () => {
  for (let i = 0; i < 50; ++i) {
    const [less, more] = [i / 50, (i + 1) / 50];
    assert.ok(
      luminance(countColour(more, "light")) <
        luminance(countColour(less, "light")),
    );
    assert.ok(
      luminance(countColour(more, "dark")) >
        luminance(countColour(less, "dark")),
    );
  }
});

test("shares stand on a logarithmic scale from a thousandth to all", () => {
  assert.equal(shareScale(0.0001), 0);
  assert.ok(Math.abs(shareScale(0.01) - 1 / 3) < 1e-9);
  assert.equal(shareScale(1), 1);
});

test("no weight is transparent, the largest are opaque blue and orange", () => {
  const rgba = new Uint8ClampedArray(12);
  weightsToRgba(Uint8Array.from([0, 128, 255]), rgba);
  assert.equal(rgba[3], 255);
  assert.ok(rgba[2]! > rgba[0]!, "negative is blue");
  assert.equal(rgba[7], 0);
  assert.equal(rgba[11], 255);
  assert.ok(rgba[8]! > rgba[10]!, "positive is orange");
});

test("ink beyond the range is clamped", () => {
  const rgba = new Uint8ClampedArray(12);
  inkToAlpha([-0.2, 0.5, 1.3], 1, rgba);
  assert.deepEqual([rgba[3], rgba[7], rgba[11]], [0, 128, 255]);
});
