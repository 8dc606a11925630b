// The modules as the page loads them, under Node. They are built for browsers, so their bytes are
// handed in.
import { readFile } from "node:fs/promises";

const folder = new URL("../../../build/wasm/wasm/", import.meta.url);

export const VARIANTS = ["simd", "scalar"];

export async function load(name) {
  const { default: create } = await import(new URL(`${name}.js`, folder));
  return create({ wasmBinary: await readFile(new URL(`${name}.wasm`, folder)) });
}

export const SETTINGS = { epochs: 3, batchSize: 32, learningRate: 1e-3, seed: 1 };

/** Advances to the end of the epoch under way; returns what each call did. */
export function advanceEpoch(trainer) {
  const done = [];
  do done.push(trainer.advance());
  while (done.at(-1) !== "epoch");
  return done;
}

/** Trains a network on generated digits; returns the module, the history and the file. */
export async function train(name, count = 2000, settings = SETTINGS, spec = "lab") {
  const module = await load(name);
  const data = module.generateDigits(count, 1);
  const trainer = module.createTrainer(spec, data, settings);
  data.delete(); // the trainer keeps what it needs
  try {
    while (!trainer.finished) trainer.advance();
    return { module, history: trainer.history(), bytes: trainer.modelBytes() };
  } finally {
    trainer.delete();
  }
}

export const SEVEN = {
  points: Float32Array.from([10, 10, 60, 10, 45, 50, 35, 95]),
  lengths: Uint32Array.from([4]),
};
