// Data by handle: bytes in, images out.
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { load, VARIANTS } from "./support/modules.mjs";

const header = (type, ...sizes) => [
  ...[0, 0, type, sizes.length],
  ...sizes.flatMap((size) => [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]),
];
const pixels = Array.from({ length: 3 * 4 * 5 }, (_, i) => (i * 37) % 256);
const images = Uint8Array.from([...header(8, 3, 4, 5), ...pixels]);
const labels = Uint8Array.from([...header(8, 3), 7, 0, 7]);
const ink = (lines) => new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join("\n"));
const stroke = [
  [0, 50, 100],
  [0, 10, 90],
];

for (const variant of VARIANTS) {
  describe(`datasets in the ${variant} module`, async () => {
    const module = await load(`digitlab-train-${variant}`);
    const throws = (body, message) => assert.throws(body, { name: "Error", message });

    it("are MNIST's files as they stand", () => {
      const data = module.datasetFromIdx(images, labels);
      assert.equal(data.size, 3);
      assert.deepEqual([...data.counts()], [1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0]);
      const second = data.image(1);
      assert.deepEqual({ ...second, pixels: [...second.pixels] }, {
        ...{ height: 4, width: 5, label: 0 },
        pixels: pixels.slice(20, 40),
      });
      data.delete();
    });

    it("are generated, the same from the same seed", () => {
      const [a, b, c] = [1, 1, 2].map((seed) => module.generateDigits(30, seed));
      assert.deepEqual([...a.counts()], [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 0]);
      assert.deepEqual(a.image(17), b.image(17));
      assert.equal(a.image(17).label, 7);
      assert.notDeepEqual(a.image(17).pixels, c.image(17).pixels);
      assert.ok(Math.max(...a.image(3).pixels) > 200);
      const others = module.generateNonDigits(12, 1, false);
      assert.equal(others.image(5).label, null);
      assert.equal(others.counts()[10], 12);
      const both = a.joined(others);
      for (const data of [a, b, c, others]) data.delete();
      assert.equal(both.size, 42);
      assert.equal(both.image(29).label, 9);
      assert.equal(both.image(30).label, null);
      both.delete();
    });

    it("are ink, framed", () => {
      const data = module.datasetFromInk(
        ink([
          { word: "1", drawing: [stroke] },
          { word: "4", drawing: [stroke, stroke] },
        ]),
      );
      assert.deepEqual([...data.counts()], [0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
      const { height, width, pixels: framed } = data.image(1);
      assert.deepEqual([height, width, framed.length], [28, 28, 784]);
      assert.ok(framed.reduce((a, b) => a + b) > 1000);
      data.delete();
    });

    it("say which bytes are wrong, and how", () => {
      const idx = (i, l, message) => throws(() => module.datasetFromIdx(i, l), message);
      idx(images.subarray(0, 9), labels, /the images: IDX header cut off after 9 bytes/);
      idx(images, labels.subarray(0, 10), /the labels: IDX data of 2 bytes, expected 3/);
      idx(labels, labels, /the images: has 1 dimensions, expected 3/);
      idx(images, Uint8Array.from([...header(8, 2), 7, 0]), /2 labels for 3 images/);
      idx(images, Uint8Array.from([...header(8, 3), 7, 11, 0]), /label 11 at sample 1, expected/);
      idx(Uint8Array.from(header(8, 0, 28, 28)), Uint8Array.from(header(8, 0)), /there are none/);
      idx(Uint8Array.from(header(8, 3, 0, 5)), labels, /there are none/);
      for (const sizes of [
        [2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1],
        [65536, 65536, 1],
        [2 ** 31, 2, 1],
        [2 ** 32 - 1, 1, 1],
      ]) {
        idx(Uint8Array.from([...header(8, ...sizes), 1, 2, 3]), labels, /the images: IDX sizes ask/);
      }
      idx([0, 0, 8], labels, /the images is an object, expected a Uint8Array/);
      const drawn = (lines, message) => throws(() => module.datasetFromInk(ink(lines)), message);
      drawn([], /there are no drawings/);
      drawn([{ word: "12", drawing: [stroke] }], /drawing 1 has no digit as its word/);
      drawn([{ word: "1", drawing: [] }], /drawing 1 has no ink/);
      drawn([{ word: "1", drawing: [[[0, 1], [0]]] }], /line 1: stroke 0 has 2 x and 1 y/);
    });

    it("take no number that is none", () => {
      for (const count of [NaN, Infinity, -1, 0, 1.5, 1e300, 1000001]) {
        throws(() => module.generateDigits(count, 1), /count is .*, expected a whole number/);
      }
      for (const count of ["7", null, undefined, {}, 7n]) {
        throws(() => module.generateDigits(count, 1), /count is .*, expected a number/);
      }
      for (const seed of [NaN, -1, 0.5, 2 ** 53]) {
        throws(() => module.generateDigits(10, seed), /seed is .*, expected a whole number/);
      }
      throws(() => module.generateNonDigits(10, 1, "yes"), /heldOut is a string/);
      const data = module.generateDigits(10, 1);
      for (const i of [-1, 10, NaN, 1e300, 0.5]) {
        throws(() => data.image(i), /sample is .*, expected a whole number from 0 to 9/);
      }
      throws(() => data.image("1"), /sample is a string/);
      data.delete();
    });
  });
}
