/**
 * The training engine with its worker and its files. To be imported when somebody is about to train,
 * by `import()`: the first screen must not wait for any of it.
 */
import scalarAddress from "digitlab-wasm/digitlab-train-scalar.wasm?url";
import simdAddress from "digitlab-wasm/digitlab-train-simd.wasm?url";
import { suitedModule } from "./core-module.ts";
import type { TrainingEngine } from "./training-engine.ts";
import { trainingEngine } from "./training.ts";

/** @param replaced called when a worker had to be replaced, with the reason */
export const startTraining = (
  replaced: (reason: string) => void,
): TrainingEngine =>
  trainingEngine({
    spawn: () =>
      new Worker(new URL("./training-worker.ts", import.meta.url), {
        type: "module",
      }),
    module: suitedModule("digitlab-train", simdAddress, scalarAddress),
    replaced,
  });
