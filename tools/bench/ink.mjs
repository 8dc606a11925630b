// What the benches about ink share: reading files of drawings, and the recognizer in WebAssembly.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** `count` lines, evenly from all of the file; all of them when it has no more. */
export function readLines(file, count) {
  const bytes = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const wanted = Math.min(count, lines.length);
  return Array.from({ length: wanted }, (_, i) => lines[Math.floor((i * lines.length) / wanted)]);
}

/** The drawings of such lines: strokes of [x, y] points. */
export function readInk(file, count) {
  return readLines(file, count).map((line) =>
    JSON.parse(line).drawing.map(([xs, ys]) => xs.map((x, k) => [x, ys[k]])),
  );
}

/** Strokes as the module takes them: coordinates one after the other, and points of each stroke. */
export function packed(strokes) {
  return [
    Float32Array.from(strokes.flat(2)),
    Uint32Array.from(strokes, (stroke) => stroke.length),
  ];
}

/** The recognizer of build/wasm with a model file; `variant` is "simd" or "scalar". */
export async function loadRecognizer(model, variant = "simd") {
  const folder = new URL("../../build/wasm/wasm/", import.meta.url);
  const { default: create } = await import(new URL(`digitlab-${variant}.js`, folder));
  const module = await create({
    wasmBinary: readFileSync(new URL(`digitlab-${variant}.wasm`, folder)),
  });
  return module.loadRecognizer(new Uint8Array(readFileSync(model)));
}
