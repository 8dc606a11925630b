// Training, as a worker of the page does it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advanceEpoch, load, SETTINGS, VARIANTS } from "./support/modules.mjs";

// Every setting that leaves traces beside the weights.
const SPEC = JSON.stringify({
  layers: [
    { type: "Input", shape: [28, 28] },
    { type: "MaxPooling2D", pool_size: 2 },
    { type: "Conv2D", filters: 3, use_bias: false },
    { type: "BatchNormalization", activation: "relu" },
    { type: "MaxPooling2D", pool_size: 3 },
    { type: "Dropout", rate: 0.1 },
    { type: "Dense", units: 10 },
  ],
});
const ALL = {
  ...{ epochs: 2, batchSize: 40, optimizer: "sgd", momentum: 0.9, learningRate: 0.05 },
  ...{ schedule: "cosine", warmupFraction: 0.2, l2: 0.1, weightDecay: 0.01, labelSmoothing: 0.1 },
  ...{ averageDecay: 0.9, normalizationRows: 20, augment: 1, variations: 2 },
  ...{ validationSplit: 0.25, seed: 5 },
};

for (const variant of VARIANTS) {
  describe(`the trainer, ${variant}`, async () => {
    const module = await load(`digitlab-train-${variant}`);
    const throws = (body, message) => assert.throws(body, { name: "Error", message });
    const make = (settings = ALL, spec = SPEC, count = 200) => {
      const data = module.generateDigits(count, 1);
      try {
        return module.createTrainer(spec, data, settings);
      } finally {
        data.delete();
      }
    };
    const finish = (trainer) => {
      while (!trainer.finished) trainer.advance();
      const result = { bytes: trainer.modelBytes(), history: trainer.history() };
      trainer.delete();
      return result;
    };

    it("advances by a batch, or a slice of validation, and says which", () => {
      const trainer = make();
      assert.equal(trainer.trainSamples, 150);
      assert.equal(trainer.validationSamples, 50);
      assert.equal(trainer.batchesPerEpoch, 4);
      assert.deepEqual(advanceEpoch(trainer), ["batch", "batch", "batch", "batch", "epoch"]);
      assert.equal(trainer.epoch, 1);
      assert.equal(trainer.batch, 0);
      const [{ epoch, loss, accuracy, valLoss, valAccuracy }] = trainer.history();
      assert.equal(epoch, 1);
      for (const value of [loss, valLoss, trainer.batchLoss]) assert.ok(value > 0 && value < 10);
      for (const value of [accuracy, valAccuracy]) assert.ok(value >= 0 && value <= 1);
      const norms = trainer.gradientNorms();
      assert.equal(norms.length, 6);
      assert.deepEqual(Array.from(norms, (norm) => norm > 0), [false, true, true, false, false, true]);
      advanceEpoch(trainer);
      assert.ok(trainer.finished);
      throws(() => trainer.advance(), /all epochs are done/);
      trainer.delete();
    });

    it("reports no validation where nothing is kept for it", () => {
      const trainer = make({ ...SETTINGS, epochs: 1 }, "lab");
      while (!trainer.finished) trainer.advance();
      const [row] = trainer.history();
      assert.equal(row.valLoss, null);
      assert.equal(row.valAccuracy, null);
      trainer.delete();
    });

    it("gives the same bytes however it is cut, saved and taken up in another module", async () => {
      const whole = finish(make());
      const other = await load(`digitlab-train-${variant}`);
      for (const steps of [0, 1, 4, 5, 7, 10]) {
        const first = make();
        for (let i = 0; i < steps; ++i) first.advance();
        const state = first.stateBytes();
        first.delete();
        const data = other.generateDigits(200, 1);
        const second = other.createTrainer(SPEC, data, ALL);
        data.delete();
        second.restore(state);
        assert.deepEqual(second.stateBytes(), state);
        assert.deepEqual(finish(second), whole, `after ${steps} steps`);
      }
    });

    it("goes back to an earlier epoch, from the end too", () => {
      const trainer = make();
      advanceEpoch(trainer);
      const state = trainer.stateBytes();
      advanceEpoch(trainer);
      const bytes = trainer.modelBytes();
      trainer.restore(state);
      assert.equal(trainer.epoch, 1);
      assert.equal(trainer.history().length, 1);
      assert.notDeepEqual(trainer.modelBytes(), bytes);
      assert.deepEqual(finish(trainer).bytes, bytes);
    });

    it("refuses a state that is damaged, or of another training, and goes on", () => {
      const trainer = make();
      trainer.advance();
      const state = trainer.stateBytes();
      throws(() => trainer.restore(new Uint8Array(9)), /not a safetensors file|safetensors header/);
      throws(() => trainer.restore(state.subarray(0, 500)), /./);
      throws(() => trainer.restore("state"), /the state is a string/);
      const other = make({ ...ALL, averageDecay: 0 });
      throws(() => other.restore(state), /./);
      other.delete();
      const lab = make(SETTINGS, "lab");
      throws(() => lab.restore(state), /the saved state has .* parameters, the network 10575/);
      lab.delete();
      assert.deepEqual(trainer.stateBytes(), state);
      assert.deepEqual(finish(trainer).bytes, finish(make()).bytes);
    });

    it("tells of a divergence at once: the step and the layer", () => {
      const trainer = make({ ...SETTINGS, optimizer: "sgd", learningRate: 1e30 }, "lab");
      let steps = 0;
      const run = () => {
        for (; steps < 100; ++steps) trainer.advance();
      };
      assert.throws(run, {
        name: "DivergenceError",
        message: /not finite at epoch 1, batch \d+ \(step \d+\), first in layer "L\d"/,
      });
      assert.ok(steps < 4, `${steps} steps`);
      const state = trainer.stateBytes();
      assert.throws(() => trainer.advance(), { name: "DivergenceError" });
      assert.deepEqual(trainer.stateBytes(), state);
      trainer.delete();
    });

    it("keeps its data when the handle is gone, and shows its network as it is", () => {
      const trainer = make(SETTINGS, "lab");
      const input = new Float32Array(400).fill(0.5);
      const before = trainer.inspector();
      const start = before.outputs(input).at(-1);
      advanceEpoch(trainer);
      const after = trainer.inspector();
      assert.deepEqual(before.outputs(input).at(-1), start);
      assert.notDeepEqual(after.outputs(input).at(-1), start);
      trainer.delete();
      assert.equal(after.layers.length, 3);
      for (const inspector of [before, after]) inspector.delete();
    });

    it("has each setting do something", () => {
      const usual = { epochs: 1, seed: 3, validationSplit: 0.25, batchSize: 40 };
      const bytes = (settings) => finish(make({ ...usual, ...settings })).bytes;
      const plain = bytes({});
      for (const settings of [
        ...[{ epochs: 2 }, { batchSize: 50 }, { optimizer: "sgd" }, { beta1: 0.8 }],
        ...[{ learningRate: 0.01 }, { schedule: "cosine" }, { warmupFraction: 0.5 }, { l2: 1 }],
        ...[{ weightDecay: 1 }, { labelSmoothing: 0.2 }, { averageDecay: 0.5 }, { augment: 1 }],
        ...[{ normalizationRows: 20 }, { seed: 4 }, { validationSplit: 0 }],
      ]) {
        assert.notDeepEqual(bytes(settings), plain, JSON.stringify(settings));
      }
      assert.deepEqual(bytes({ normalizationRows: 32, augment: 0 }), plain);
      const exponential = { schedule: "exponential" };
      assert.notDeepEqual(bytes({ ...exponential, finalFraction: 0.5 }), bytes(exponential));
      const augmented = { augment: 1, epochs: 2 };
      assert.notDeepEqual(bytes({ ...augmented, variations: 1 }), bytes(augmented));
    });

    it("trains as the lab does where nothing is said", () => {
      const data = module.generateDigits(100, 1);
      const trainers = [
        module.createTrainer("lab", data),
        module.createTrainer("lab", data, undefined),
        module.createTrainer("lab", data, { epochs: 40, batchSize: 32, learningRate: 1e-3 }),
      ];
      const bytes = trainers.map((trainer) => {
        advanceEpoch(trainer);
        return trainer.modelBytes();
      });
      assert.deepEqual(bytes[0], bytes[2]);
      assert.deepEqual(bytes[1], bytes[2]);
      for (const handle of [data, ...trainers]) handle.delete();
    });

    it("refuses settings that make no sense before any work", () => {
      const refuses = (settings, message) => throws(() => make(settings), message);
      for (const bad of [NaN, Infinity, -1, 1e300]) {
        for (const key of ["epochs", "batchSize", "normalizationRows", "seed", "variations"]) {
          refuses({ [key]: bad }, new RegExp(`${key} is .*, expected a whole number from`));
        }
        for (const key of ["labelSmoothing", "averageDecay", "validationSplit", "augment"]) {
          refuses({ [key]: bad }, new RegExp(`${key} is .*, expected at least 0`));
        }
      }
      for (const bad of [NaN, Infinity, -1]) {
        for (const key of ["learningRate", "l2", "weightDecay", "warmupFraction"]) {
          refuses({ [key]: bad }, new RegExp(`${key} is .*, expected at least 0`));
        }
      }
      refuses({ epochs: 1.5 }, /epochs is 1.5, expected a whole number from 1 to 100000/);
      refuses({ epochs: "3" }, /epochs is a string, expected a number/);
      refuses({ epochs: null }, /epochs is null, expected a number/);
      refuses({ learningRate: 0 }, /learning rate is 0/);
      refuses({ optimizer: "adamw" }, /optimizer is no word that is known, expected one of adam/);
      refuses({ schedule: 1 }, /schedule is a number, expected a string/);
      refuses({ optimizer: "adam", momentum: 0.9 }, /unknown key "momentum"/);
      refuses({ learnRate: 0.9 }, /unknown key "learnRate"/);
      for (const settings of [null, 7, "fast"]) refuses(settings, /the settings is /);
      throws(() => make(ALL, 7), /the specification is a number, expected a string/);
      throws(() => make(ALL, "{"), /not valid JSON/);
      assert.throws(() => module.createTrainer("lab", null, ALL), /Dataset/);
    });
  });
}
