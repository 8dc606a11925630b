// Looking into a network.
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { SEVEN, SETTINGS, train, VARIANTS } from "./support/modules.mjs";

const near = (a, b, tolerance) => assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);

const SPEC = JSON.stringify({
  layers: [
    { type: "Input", shape: [28, 28] },
    { type: "Conv2D", filters: 4, padding: "same", use_bias: false },
    { type: "BatchNormalization", activation: "relu" },
    { type: "MaxPooling2D", pool_size: 4 },
    { type: "Flatten" },
    { type: "Dense", name: "out", units: 10 },
  ],
});

for (const variant of VARIANTS) {
  describe(`looking inside, ${variant}`, () => {
    for (const [name, spec] of [["the lab", "lab"], ["convolutions", SPEC]]) {
      it(`${name}: the last outputs are the logits, gradients those of differences`, async () => {
        const settings = { ...SETTINGS, epochs: 1 };
        const { module, bytes } = await train(`digitlab-train-${variant}`, 300, settings, spec);
        const recognizer = module.loadRecognizer(bytes);
        const inspector = module.loadInspector(bytes);
        const { input, probabilities } = recognizer.recognize(SEVEN.points, SEVEN.lengths);
        const outputs = inspector.outputs(input);
        const { layers } = inspector;
        assert.equal(outputs.length, layers.length);
        for (const [l, { shape }] of layers.entries()) {
          assert.equal(outputs[l].length, shape[0] * shape[1] * shape[2]);
        }
        const parameters = layers.reduce((sum, layer) => sum + layer.parameters, 0);
        assert.equal(parameters, recognizer.parameterCount);
        const logits = outputs.at(-1);
        const powers = Array.from(logits, Math.exp);
        const sum = powers.reduce((a, b) => a + b);
        probabilities.forEach((p, k) => near(p, powers[k] / sum, 1e-5));

        // Noise: in a drawing many values are equal, and a maximum of equals has no gradient.
        const noise = input.map((_, i) => ((i * 7919) % 1009) / 1009);
        const gradient = inspector.gradient(noise, 7);
        assert.equal(gradient.length, noise.length);
        // Where it is steepest; a step that floats can show.
        const steepest = Array.from(gradient.keys())
          .sort((a, b) => Math.abs(gradient[b]) - Math.abs(gradient[a]))
          .slice(0, 5);
        for (const i of steepest) {
          const step = 1 / 256;
          const at = (x) => inspector.outputs(noise.map((v, j) => (j === i ? x : v))).at(-1)[7];
          const difference = (at(noise[i] + step) - at(noise[i] - step)) / (2 * step);
          near(gradient[i], difference, 0.02 * Math.abs(gradient[steepest[0]]) + 1e-3);
        }
        recognizer.delete();
        inspector.delete();
      });
    }

    it("refuses an input of another size, numbers that are none, and classes that are not there", async () => {
      const { module, bytes } = await train(`digitlab-train-${variant}`, 50);
      const inspector = module.loadInspector(bytes);
      const throws = (body, message) => assert.throws(body, { name: "Error", message });
      const good = new Float32Array(400);
      throws(() => inspector.outputs(new Float32Array(399)), /holds 399 values, expected 20×20/);
      throws(() => inspector.outputs(good.map(() => NaN)), /value 0 of the image is not a finite/);
      throws(() => inspector.outputs("seven"), /the input is a string/);
      for (const k of [-1, 10, NaN, 1e300]) {
        throws(() => inspector.gradient(good, k), /the class is .*, expected a whole number from 0/);
      }
      throws(() => inspector.gradient(good, "7"), /the class is a string/);
      throws(() => module.loadInspector(new Uint8Array(3)), /not a safetensors file/);
      inspector.delete();
    });
  });
}
