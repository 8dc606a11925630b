// Whatever bytes and numbers a handle is given: an Error or an answer, never a trap, and whoever was
// open before goes on as if nothing had been. The modules have 512 KB of stack and growing memory.
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advanceEpoch, load, SETTINGS, SEVEN, train, VARIANTS } from "./support/modules.mjs";

const encode = (text) => new TextEncoder().encode(text);
const LEVELS = 100_000;
const nested = "[".repeat(LEVELS) + "]".repeat(LEVELS);
const nestedObjects = '{"a":'.repeat(LEVELS) + "1" + "}".repeat(LEVELS);

/** The bytes of a safetensors file with this header, and nothing behind it. */
function tensorFile(header) {
  const text = encode(header);
  const bytes = new Uint8Array(8 + text.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const withArchitecture = (architecture) =>
  tensorFile(JSON.stringify({ __metadata__: { architecture } }));

const spec = (...layers) => JSON.stringify({ layers });
const input = { type: "Input", shape: [28, 28] };
const dense = { type: "Dense", units: 10 };
const wide = { type: "Dense", units: 65536 };
const SPECS = {
  "nested lists": nested,
  "nested objects": nestedObjects,
  "nested under a known key": `{"layers":${nested}}`,
  "many wide layers": spec(input, ...Array(1000).fill(wide), dense),
  "two wide layers": spec(input, wide, wide, dense),
  "too many layers": spec(input, ...Array(2000).fill({ type: "Flatten" }), dense),
  "a million layers": spec(input, ...Array(100_000).fill({ type: "Flatten" }), dense),
  "wide filters": spec(input, { type: "Conv2D", filters: 65536, kernel_size: 28 }, dense),
  "wide kernels": spec(
    { type: "Input", shape: [1024, 1024] },
    { type: "Conv2D", filters: 65536, kernel_size: 1024, padding: "same" },
    dense,
  ),
  "much work": spec(
    { type: "Input", shape: [1024, 1024] },
    { type: "Conv2D", filters: 2, kernel_size: 1001, padding: "same" },
    { type: "MaxPooling2D", pool_size: 1024 },
    dense,
  ),
  "no layers": spec(input),
  "a number": "1e999",
  "a long text": `"${"x".repeat(3_000_000)}"`,
  "a long list": `[${"1,".repeat(400_000)}1]`,
};

for (const variant of VARIANTS) {
  describe(`hostile input, ${variant}`, async () => {
    const { module, bytes } = await train(`digitlab-train-${variant}`, 200);
    const recognizer = module.loadRecognizer(bytes);
    const data = module.generateDigits(100, 1);
    const answers = () => recognizer.read(SEVEN.points, SEVEN.lengths);
    const before = answers();
    const refused = (name, body, message = /./) => {
      assert.throws(body, (error) => {
        assert.equal(error.name, "Error", `${name}: ${error.stack}`);
        assert.match(error.message, message, name);
        assert.ok(error.message.length < 300, `${name}: ${error.message.length} characters`);
        return true;
      });
      assert.deepEqual(answers(), before, name);
    };

    it("in a specification or the metadata of a model", () => {
      for (const [name, text] of Object.entries(SPECS)) {
        refused(name, () => module.createTrainer(text, data, SETTINGS));
        refused(name, () => module.loadRecognizer(withArchitecture(text)));
        refused(name, () => module.loadInspector(withArchitecture(text)));
      }
    });

    it("in the header of a model or of a state", () => {
      const trainer = module.createTrainer("lab", data, SETTINGS);
      const state = trainer.stateBytes();
      for (const header of [nested, nestedObjects, `{"__metadata__":${nested}}`, "{}", "", "x"]) {
        refused("header", () => module.loadRecognizer(tensorFile(header)));
        refused("header", () => trainer.restore(tensorFile(header)));
      }
      const record = JSON.stringify({ __metadata__: { training_state: nested } });
      refused("record", () => trainer.restore(tensorFile(record)));
      const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, {}]));
      refused("keys", () => module.loadRecognizer(tensorFile(JSON.stringify(many))));
      for (let length = 0; length < bytes.length; length += 3001) {
        refused("cut off", () => module.loadRecognizer(bytes.subarray(0, length)));
      }
      assert.deepEqual(trainer.stateBytes(), state);
      trainer.delete();
    });

    it("in ink", () => {
      for (const text of [
        nested,
        nestedObjects,
        `{"word":"1","drawing":${nested}}`,
        '{"word":"1","drawing":[[[1e999],[0]]]}',
        '{"word":"1","drawing":[[[1e39],[0]]]}',
        '{"word":"1","drawing":7}',
        "\u0000".repeat(1000),
      ]) {
        refused("ink", () => module.datasetFromInk(encode(text)));
      }
      refused("no text", () => module.datasetFromInk(Uint8Array.of(0xff, 0xfe, 0x80)));
    });

    it("in strokes: an answer, whatever they are", () => {
      const big = 3e38;
      const values = [NaN, Infinity, -Infinity, big, -big, 1e-45, 0, 100];
      const points = Float32Array.from({ length: 40_000 }, (_, i) => values[(i * 7919) % 8]);
      const dots = new Uint32Array(200).fill(1);
      const scattered = Float32Array.from({ length: 400 }, (_, i) => (i * 7919) % 1009);
      for (const [drawn, lengths] of [
        [points, Uint32Array.of(20_000)],
        [points.subarray(0, 400), dots],
        [scattered, dots],
        [new Float32Array(0), new Uint32Array(1000)],
        [Float32Array.of(-big, -big, big, big), Uint32Array.of(2)],
      ]) {
        const { digits } = recognizer.read(drawn, lengths);
        for (const { probabilities } of [...digits, recognizer.recognize(drawn, lengths)]) {
          for (const p of probabilities) assert.ok(p >= 0 && p <= 1, `${p}`);
        }
        assert.deepEqual(answers(), before);
      }
    });

    it("in trainings that ask for more memory than there is", () => {
      // 3.9 million values a sample, of which training keeps half as they are.
      const large = spec(
        input,
        { type: "Conv2D", filters: 2500, kernel_size: 1, padding: "same" },
        { type: "BatchNormalization" },
        { type: "MaxPooling2D", pool_size: 28 },
        dense,
      );
      const many = module.generateDigits(6000, 1);
      const settings = (rows) => ({ ...SETTINGS, batchSize: rows, normalizationRows: rows });
      const tooMuch = (rows, message) =>
        refused(`${rows} rows`, () => module.createTrainer(large, many, settings(rows)), message);
      tooMuch(273, /not enough memory/);
      tooMuch(280, /too large for 280 samples at a time/);
      many.delete();
      refused("digits", () => module.generateDigits(1_000_000, 1e15 + 0.5));
      const trainer = module.createTrainer("lab", data, SETTINGS);
      advanceEpoch(trainer);
      trainer.delete();
      assert.deepEqual(answers(), before);
    });

    it("in networks that have no unit for a label", () => {
      for (const units of [2, 9]) {
        const few = spec(input, { type: "Dense", units });
        refused("units", () => module.createTrainer(few, data, SETTINGS), /its last layer needs more/);
      }
    });

    it("leaves a training under way as it was", () => {
      const run = (disturbed) => {
        const trainer = module.createTrainer("lab", data, SETTINGS);
        while (!trainer.finished) {
          trainer.advance();
          if (disturbed) refused("spec", () => module.createTrainer(nested, data, SETTINGS));
        }
        const result = trainer.modelBytes();
        trainer.delete();
        return result;
      };
      assert.deepEqual(run(true), run(false));
    });
  });
}
