// How long 5,000 generated digits take in WebAssembly, framed as the trainer takes them.
//
//   tools/build.sh wasm wasm_modules
//   node --no-experimental-fetch tools/bench/generator.mjs [--count 5000]
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { quantile } from "./statistics.mjs";

const ROUNDS = 7;
const { values: options } = parseArgs({ options: { count: { type: "string", default: "5000" } } });
const count = Number(options.count);
const folder = new URL("../../build/wasm/wasm/", import.meta.url);

console.log(`${count} digits, milliseconds`);
for (const variant of ["simd", "scalar"]) {
  const { default: create } = await import(new URL(`digitlab-train-${variant}.js`, folder));
  const digitlab = await create({
    wasmBinary: readFileSync(new URL(`digitlab-train-${variant}.wasm`, folder)),
  });
  digitlab.generateDigits(count, 0).delete(); // warm
  const times = Array.from({ length: ROUNDS }, (_, seed) => {
    const begin = performance.now();
    const data = digitlab.generateDigits(count, seed + 1);
    const time = performance.now() - begin;
    data.delete();
    return time;
  });
  const [median, max] = [0.5, 1].map((share) => quantile(times, share).toFixed(0));
  console.log(`${variant.padEnd(8)} median ${median}  max ${max}`);
}
