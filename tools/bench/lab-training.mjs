// Time to train the lab network: 400-25-15-10, 5,000 samples, 40 epochs, batch 32, Adam 1e-3, one
// thread; this project natively and as WebAssembly (under Node) against TensorFlow.js (WebAssembly,
// SIMD, under Node), in one run on the same generated digits.
//
//   tools/build.sh release digitlab && tools/build.sh wasm wasm_modules
//   npm ci --prefix tools/bench
//   node --no-experimental-fetch tools/bench/lab-training.mjs [ROUNDS]
//
// Data loading and set-up are left out of every time; training and shuffling are in.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { quantile } from "./statistics.mjs";

const samples = 5000;
const epochs = 40;
const batchSize = 32;
const learningRate = 1e-3;
const seed = 1;
const rounds = Number(process.argv[2] ?? 3);

const fromHere = (path) => fileURLToPath(new URL(path, import.meta.url));
const median = (values) => quantile(values, 0.5);

async function loadModule(name) {
  const base = fromHere(`../../build/wasm/wasm/${name}`);
  const { default: create } = await import(`${base}.js`);
  return create({ wasmBinary: readFileSync(`${base}.wasm`) });
}

/**
 * The middle 20×20 pixels of each 28×28 image, as many as the course's images have: bytes, and the
 * labels.
 */
function crop(data) {
  const pixels = new Uint8Array(samples * 400);
  const labels = new Uint8Array(samples);
  for (let i = 0; i < samples; ++i) {
    const image = data.image(i);
    labels[i] = image.label;
    for (let row = 0; row < 20; ++row) {
      const at = (row + 4) * 28 + 4;
      pixels.set(image.pixels.subarray(at, at + 20), i * 400 + row * 20);
    }
  }
  return { pixels, labels };
}

/** The bytes of an IDX file. */
const idx = (sizes, bytes) => {
  const header = new DataView(new ArrayBuffer(4 + 4 * sizes.length));
  header.setUint32(0, 0x800 + sizes.length);
  sizes.forEach((size, d) => header.setUint32(4 + 4 * d, size));
  return Uint8Array.from([...new Uint8Array(header.buffer), ...bytes]);
};

function trainNatively(folder) {
  execFileSync(fromHere("../../build/release/tools/digitlab"), [
    ...["train", "--model", "lab", "--data", join(folder, "digits.mat"), "--threads", "1"],
    ...["--epochs", `${epochs}`, "--batch-size", `${batchSize}`, "--overwrite"],
    ...["--learning-rate", `${learningRate}`, "--seed", `${seed}`, "--out", join(folder, "out")],
  ]);
  const { history } = JSON.parse(readFileSync(join(folder, "out", "report.json"), "utf8"));
  return {
    seconds: history.reduce((sum, row) => sum + row.seconds, 0),
    loss: history.at(-1).loss,
  };
}

function trainInModule(module, pixels, labels) {
  const settings = { epochs, batchSize, learningRate, seed };
  const data = module.datasetFromIdx(idx([samples, 20, 20], pixels), idx([samples], labels));
  const trainer = module.createTrainer("lab", data, settings);
  const start = performance.now();
  while (!trainer.finished) trainer.advance();
  const seconds = (performance.now() - start) / 1000;
  const { loss } = trainer.history().at(-1);
  trainer.delete();
  data.delete();
  return { seconds, loss };
}

async function trainInTensorFlow(values, labels) {
  const model = layers.sequential();
  model.add(layers.layers.dense({ inputShape: [400], units: 25, activation: "relu" }));
  model.add(layers.layers.dense({ units: 15, activation: "relu" }));
  model.add(layers.layers.dense({ units: 10 }));
  model.compile({
    optimizer: tf.train.adam(learningRate),
    loss: (truth, logits) => tf.losses.softmaxCrossEntropy(truth, logits),
  });
  const x = tf.tensor2d(values, [samples, 400]);
  const y = tf.cast(tf.oneHot(tf.tensor1d(Array.from(labels), "int32"), 10), "float32");
  const start = performance.now();
  const { history } = await model.fit(x, y, { epochs, batchSize, shuffle: true, verbose: 0 });
  const seconds = (performance.now() - start) / 1000;
  tf.dispose([x, y]);
  model.dispose();
  return { seconds, loss: history.loss.at(-1) };
}

const folder = mkdtempSync(join(tmpdir(), "digitlab-bench-"));
try {
  const simd = await loadModule("digitlab-train-simd");
  const scalar = await loadModule("digitlab-train-scalar");
  const digits = simd.generateDigits(samples, seed);
  const { pixels, labels } = crop(digits);
  digits.delete();
  const values = Float32Array.from(pixels, (byte) => byte / 255);
  execFileSync(fromHere("../../build/release/tools/digitlab"), [
    ...["synth", "--count", `${samples}`, "--seed", `${seed}`, "--out", join(folder, "digits.mat")],
  ]);
  setWasmPaths(fromHere("node_modules/@tensorflow/tfjs-backend-wasm/dist/"));
  await tf.setBackend("wasm");
  await tf.ready();

  const runs = { native: [], simd: [], scalar: [], tensorflow: [] };
  for (let round = 0; round < rounds; ++round) {
    runs.native.push(trainNatively(folder));
    runs.simd.push(trainInModule(simd, pixels, labels));
    runs.scalar.push(trainInModule(scalar, pixels, labels));
    runs.tensorflow.push(await trainInTensorFlow(values, labels));
  }
  const rows = [
    ["digitlab, native, one thread", runs.native],
    ["digitlab, WebAssembly SIMD", runs.simd],
    ["digitlab, WebAssembly scalar", runs.scalar],
    [`TensorFlow.js ${tf.version_core}, WebAssembly SIMD`, runs.tensorflow],
  ];
  console.log(`The lab, ${samples} samples, ${epochs} epochs, one thread; median of ${rounds} rounds`);
  for (const [name, results] of rows) {
    const seconds = results.map((run) => run.seconds);
    const ratio = median(results.map((run, i) => runs.tensorflow[i].seconds / run.seconds));
    console.log(
      `${name.padEnd(40)} ${median(seconds).toFixed(2).padStart(7)} s` +
        ` (${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)})` +
        `  ${ratio.toFixed(1).padStart(5)}×  last loss ${results.at(-1).loss.toFixed(4)}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
