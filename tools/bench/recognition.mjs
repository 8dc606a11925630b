// How long one prediction takes in WebAssembly, from strokes to probabilities.
//
//   tools/build.sh wasm wasm_modules
//   node --no-experimental-fetch tools/bench/recognition.mjs --model FILE.safetensors
//        --data FILE.ndjson[.gz] [--count 500]
//
// Reads every drawing once to warm up, then again with the clock, and prints the milliseconds.
import { parseArgs } from "node:util";
import { loadRecognizer, packed, readInk } from "./ink.mjs";
import { quantile } from "./statistics.mjs";

const { values: options } = parseArgs({
  options: {
    model: { type: "string" },
    data: { type: "string" },
    count: { type: "string", default: "500" },
  },
});
const count = Number(options.count);
if (!options.model || !options.data || !Number.isInteger(count) || count < 1) {
  console.error("usage: recognition.mjs --model FILE --data FILE.ndjson[.gz] [--count N]");
  process.exit(2);
}

const drawings = readInk(options.data, count).map(packed);
console.log(`${drawings.length} drawings, milliseconds from strokes to probabilities`);
for (const variant of ["simd", "scalar"]) {
  const recognizer = await loadRecognizer(options.model, variant);
  const times = drawings.map(() => 0);
  for (const timed of [false, true]) {
    drawings.forEach(([coordinates, lengths], i) => {
      const begin = performance.now();
      recognizer.recognize(coordinates, lengths);
      if (timed) times[i] = performance.now() - begin;
    });
  }
  recognizer.delete();
  const [median, p95, max] = [0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(3));
  console.log(`${variant.padEnd(8)} median ${median}  95 % ${p95}  max ${max}`);
}
