// How long one prediction takes in WebAssembly, from strokes to probabilities.
//
//   tools/build.sh wasm wasm_modules
//   node --no-experimental-fetch tools/bench/recognition.mjs --model FILE.safetensors
//        --data FILE.ndjson[.gz] [--count 500]
//
// `recognize` takes a drawing for one digit, `read` for one or several: it weighs every way to divide
// the strokes. Each drawing is recognized once to warm up; then with the clock, and read with it, for
// the first time: what `read` remembers would make a second one faster.
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
  for (const drawing of drawings) recognizer.recognize(...drawing);
  for (const call of ["recognize", "read"]) {
    const times = drawings.map((drawing) => {
      const begin = performance.now();
      recognizer[call](...drawing);
      return performance.now() - begin;
    });
    const [median, p95, max] = [0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(3));
    console.log(`${variant.padEnd(8)}${call.padEnd(11)} median ${median}  95 % ${p95}  max ${max}`);
  }
  recognizer.delete();
}
