// The bindings as the page uses them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { load, SETTINGS, SEVEN, train, VARIANTS } from "./support/modules.mjs";

for (const variant of VARIANTS) {
  describe(`the ${variant} modules`, () => {
    it("train, save, load and recognise", async () => {
      const { history, bytes } = await train(`digitlab-train-${variant}`);
      assert.deepEqual(history.map((row) => row.epoch), [1, 2, 3]);
      assert.ok(history[2].loss < 0.9 * history[0].loss, JSON.stringify(history));

      const module = await load(`digitlab-${variant}`);
      const recognizer = module.loadRecognizer(bytes);
      assert.equal(recognizer.name, "my_model");
      assert.equal(recognizer.parameterCount, 10575);
      assert.equal(recognizer.inputHeight, 20);
      assert.equal(recognizer.inputDeskew, 0);
      const answer = recognizer.recognize(SEVEN.points, SEVEN.lengths);
      assert.equal(answer.probabilities.length, 10);
      const sum = answer.probabilities.reduce((a, b) => a + b);
      assert.ok(Math.abs(sum - 1) < 1e-5);
      assert.equal(answer.frame.length, 784);
      assert.equal(answer.input.length, 400);
      assert.ok(Math.max(...answer.frame) > 200);
      recognizer.delete();
    });

    it("share an answer out among the digits and none of them, and say how sure it is", async () => {
      const { module, bytes } = await train(`digitlab-train-${variant}`);
      const recognizer = module.loadRecognizer(bytes);
      const { digit, reason, probabilities, shares, manner, likeliest, other } =
        recognizer.recognize(SEVEN.points, SEVEN.lengths);
      assert.ok(shares instanceof Float32Array);
      assert.equal(shares.length, 11);
      assert.ok(Math.abs(shares.reduce((a, b) => a + b) - 1) < 1e-5);
      const digits = shares.subarray(0, 10);
      assert.equal(likeliest, digit ?? digits.indexOf(Math.max(...digits)));
      assert.notEqual(other, likeliest);
      const least = Math.min(...probabilities);
      digits.forEach((share, i) => assert.ok(Math.abs(share - (probabilities[i] - least)) < 1e-6));
      const sure = ["surely", "probably", "perhaps", "perhapsNone"];
      const unsure = ["either", "doubtful", "noDigit"];
      assert.ok((reason === "" ? sure : unsure).includes(manner), manner);
      recognizer.delete();
    });

    it("read one digit as they recognise it, and several one by one", async () => {
      const { module, bytes } = await train(`digitlab-train-${variant}`);
      const recognizer = module.loadRecognizer(bytes);
      const one = recognizer.read(SEVEN.points, SEVEN.lengths);
      const alone = recognizer.recognize(SEVEN.points, SEVEN.lengths);
      assert.equal(one.digits.length, 1);
      assert.deepEqual(one.digits[0].probabilities, alone.probabilities);
      assert.deepEqual(one.digits[0].frame, alone.frame);
      assert.deepEqual(one.digits[0].box, alone.box);
      assert.equal(one.text, alone.digit === null ? "?" : String(alone.digit));

      // Three of them far apart, the rightmost drawn first: no digit is that wide.
      const places = [800, 0, 400];
      const points = Float32Array.from(
        places.flatMap((x) => Array.from(SEVEN.points, (value, i) => value + (i % 2 ? 0 : x))),
      );
      const three = recognizer.read(points, Uint32Array.of(4, 4, 4));
      assert.equal(three.text.length, 3);
      for (const { probabilities } of three.digits) {
        probabilities.forEach((p, i) => assert.ok(Math.abs(p - alone.probabilities[i]) < 1e-3));
      }
      assert.deepEqual(
        three.digits.map(({ strokes }) => [...strokes]),
        [[1], [2], [0]],
      );
      assert.deepEqual(three.digits.map(({ line }) => line), [0, 0, 0]);
      assert.ok(three.digits[0].box.right < three.digits[1].box.left);
      assert.deepEqual(recognizer.read(new Float32Array(0), new Uint32Array(0)).digits, []);
      recognizer.delete();
    });

    it("call no ink blank", async () => {
      const { module, bytes } = await train(`digitlab-train-${variant}`, 50);
      const recognizer = module.loadRecognizer(bytes);
      const answer = recognizer.recognize(new Float32Array(), new Uint32Array());
      assert.equal(answer.digit, null);
      assert.equal(answer.reason, "blank");
      assert.ok(answer.probabilities.every((p) => p === 0));
      assert.ok(answer.shares.every((share) => share === 0));
      assert.equal(answer.manner, "blank");
      recognizer.delete();
    });

    it("throw real errors with the words of core", async () => {
      const module = await load(`digitlab-train-${variant}`);
      const throws = (body, message) => assert.throws(body, { name: "Error", message });
      throws(() => module.loadRecognizer(new Uint8Array(3)), /not a safetensors file.*3 bytes/);
      throws(() => module.loadRecognizer(new Uint8Array(64)), /safetensors header/);
      throws(() => module.loadRecognizer(null), /the model is null, expected a Uint8Array/);
      throws(() => module.loadRecognizer("bytes"), /the model is a string/);
      throws(() => module.loadRecognizer([1, 2, 3]), /the model is an object/);
    });

    it("tell the geometry of the frame", async () => {
      const { module, bytes } = await train(`digitlab-train-${variant}`, 50);
      const recognizer = module.loadRecognizer(bytes);
      const answer = recognizer.recognize(SEVEN.points, SEVEN.lengths);
      const { box, centerOfMass, scale, offsetX, offsetY } = answer;
      // 85 units of points and a pen of 2.2 pixels fill 20 pixels.
      assert.ok(Math.abs(scale - 17.8 / 85) < 1e-9);
      assert.ok(Math.abs(box.left - (10 - 1.1 / scale)) < 1e-9);
      assert.ok(Math.abs(box.bottom - (95 + 1.1 / scale)) < 1e-9);
      const moment = { x: 0, y: 0, mass: 0 };
      answer.frame.forEach((ink, i) => {
        moment.mass += ink;
        moment.x += ink * ((i % 28) + 0.5);
        moment.y += ink * (Math.floor(i / 28) + 0.5);
      });
      assert.ok(Math.abs(scale * centerOfMass.x + offsetX - moment.x / moment.mass) < 1e-9);
      assert.ok(Math.abs(scale * centerOfMass.y + offsetY - moment.y / moment.mass) < 1e-9);

      const blank = recognizer.recognize(new Float32Array(), new Uint32Array());
      assert.equal(blank.box, null);
      assert.equal(blank.centerOfMass, null);
      recognizer.delete();
    });

    it("frame MNIST's way unless the settings turn a stage off", async () => {
      const { module, bytes } = await train(`digitlab-train-${variant}`, 50);
      const recognizer = module.loadRecognizer(bytes);
      const frame = (settings) =>
        recognizer.recognize(SEVEN.points, SEVEN.lengths, settings).frame;
      const standard = recognizer.recognize(SEVEN.points, SEVEN.lengths).frame;
      const missing = { fitBox: undefined, canvasSide: undefined };
      for (const settings of [undefined, {}, missing, { canvasSide: 320, brushWidth: 9 }]) {
        assert.deepEqual(frame(settings), standard);
      }
      const canvas = { fitBox: false, centerByMass: false, canvasSide: 280 };
      const small = recognizer.recognize(SEVEN.points, SEVEN.lengths, canvas);
      assert.ok(Math.abs(small.scale - 0.1) < 1e-12);
      assert.equal(small.offsetX, 0);
      assert.notDeepEqual(frame({ normalizePen: false, brushWidth: 20 }), standard);
      assert.notDeepEqual(frame({ centerByMass: false }), standard);
      recognizer.delete();
    });

    it("refuse settings that make no sense", async () => {
      const { module, bytes } = await train(`digitlab-train-${variant}`, 50);
      const recognizer = module.loadRecognizer(bytes);
      const refuses = (settings, message) =>
        assert.throws(() => recognizer.recognize(SEVEN.points, SEVEN.lengths, settings), {
          name: "Error",
          message,
        });
      refuses({ fitBox: false }, /canvas's side is 0 pen units, expected/);
      for (const canvasSide of [NaN, Infinity, -1, 0]) {
        refuses({ fitBox: false, canvasSide }, /canvas's side is .* expected/);
      }
      refuses({ normalizePen: false, brushWidth: -2 }, /brush's width is -2 pen units, expected/);
      refuses({ fitBox: 1 }, /fitBox is a number, expected a boolean/);
      refuses({ canvasSide: "320" }, /canvasSide is a string, expected a number/);
      for (const settings of [null, 7, "mnist"]) refuses(settings, /settings are no object/);
      recognizer.delete();
    });

    it("say when stroke lengths and points disagree", async () => {
      const { module, bytes } = await train(`digitlab-train-${variant}`, 50);
      const recognizer = module.loadRecognizer(bytes);
      assert.throws(() => recognizer.recognize(SEVEN.points, Uint32Array.from([9])), {
        name: "Error",
        message: /9 points, there are 8 coordinates/,
      });
      recognizer.delete();
    });

    it("say when what should be arrays is something else", async () => {
      const { module, bytes } = await train(`digitlab-train-${variant}`, 50);
      const recognizer = module.loadRecognizer(bytes);
      const refuses = (points, lengths, message) =>
        assert.throws(() => recognizer.read(points, lengths), { name: "Error", message });
      refuses([1, 2], SEVEN.lengths, /points is an object, expected a Float32Array/);
      refuses(undefined, SEVEN.lengths, /points is undefined/);
      refuses(SEVEN.points, new Float32Array([4]), /strokeLengths is an object, expected a Uint32/);
      refuses(SEVEN.points, Uint32Array.of(2 ** 32 - 1, 5), /add up to 4294967300 points/);
      recognizer.delete();
    });

    it("open several networks at once, each with its own answers", async () => {
      const { module, bytes } = await train(`digitlab-train-${variant}`, 50);
      const other = await train(`digitlab-train-${variant}`, 50, { ...SETTINGS, seed: 2 });
      const ask = (recognizer) => recognizer.read(SEVEN.points, SEVEN.lengths).digits[0];
      const first = module.loadRecognizer(bytes);
      const alone = ask(first).probabilities;
      const second = module.loadRecognizer(other.bytes);
      assert.notDeepEqual(ask(second).probabilities, alone);
      assert.deepEqual(ask(first).probabilities, alone);
      second.delete();
      assert.deepEqual(ask(first).probabilities, alone);
      first.delete();
    });

    it("give back their memory", async () => {
      const { module, bytes } = await train(`digitlab-train-${variant}`, 50);
      const use = () => {
        const recognizer = module.loadRecognizer(bytes);
        for (let i = 0; i < 20; ++i) recognizer.recognize(SEVEN.points, SEVEN.lengths);
        try {
          module.loadRecognizer(bytes.subarray(0, 100));
        } catch {
          // the failed load must not leak either
        }
        recognizer.delete();
      };
      for (let i = 0; i < 50; ++i) use();
      const before = module.HEAPU8.buffer.byteLength;
      for (let i = 0; i < 400; ++i) use();
      assert.equal(module.HEAPU8.buffer.byteLength, before);
    });
  });
}

describe("the two builds", () => {
  it("make the same digits and all but the same network", async () => {
    const simd = await train("digitlab-train-simd");
    const scalar = await train("digitlab-train-scalar");
    const digits = ({ module }) => {
      const data = module.generateDigits(20, 7);
      return Array.from({ length: data.size }, (_, i) => data.image(i));
    };
    assert.deepEqual(digits(simd), digits(scalar));
    for (const [i, row] of simd.history.entries()) {
      assert.ok(Math.abs(row.loss - scalar.history[i].loss) < 1e-4, `epoch ${i + 1}`);
    }
  });
});
