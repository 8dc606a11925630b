// Does an answer depend on where, how large and with which brush a digit is drawn?
//
// Draws digits of an ink file on a canvas of 320 CSS pixels, at 10 positions, in 5 sizes and with 3
// brush widths, with the coordinates that pointer events deliver: whole CSS pixels for a mouse,
// halves on a screen of density 2. Every answer is compared with that of the file's own
// coordinates, which is what `digitlab predict --ink` says.
//
//   tools/build.sh wasm digitlab-simd
//   node --no-experimental-fetch tools/bench/ink-invariance.mjs --model FILE.safetensors
//        --data FILE.ndjson[.gz] [--count 1000] [--seed 1]
import { parseArgs } from "node:util";
import { loadRecognizer, packed, readInk } from "./ink.mjs";

const CANVAS = 320;
const SIZES = [0.15, 0.35, 0.55, 0.75, 0.95];
const POSITIONS = 10;
const BRUSHES = [6, 15, 30]; // CSS pixels
const POINTERS = [
  { name: "mouse", grid: 1 },
  { name: "density 2", grid: 0.5 },
];

const { values: options } = parseArgs({
  options: {
    model: { type: "string" },
    data: { type: "string" },
    count: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
  },
});
const count = Number(options.count);
if (!options.model || !options.data || !Number.isInteger(count) || count < 1) {
  console.error("usage: ink-invariance.mjs --model FILE --data FILE.ndjson[.gz] [--count N]");
  process.exit(2);
}

/** mulberry32: numbers in [0, 1) from a seed. */
function generator(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function boxOf(strokes) {
  const xs = strokes.flat().map(([x]) => x);
  const ys = strokes.flat().map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** The strokes moved and scaled; coordinates on the grid, a point like the one before dropped. */
function drawn(strokes, scale, x, y, grid) {
  const snap = (value) => Math.round(value / grid) * grid;
  return strokes.map((stroke) => {
    const points = stroke.map((point) => [snap(scale * point[0] + x), snap(scale * point[1] + y)]);
    return points.filter(
      ([px, py], i) => i === 0 || px !== points[i - 1][0] || py !== points[i - 1][1],
    );
  });
}

const recognizer = await loadRecognizer(options.model);

/** What the page shows: a digit, "?" or, where one was taken for several, a number. */
const answer = (strokes, settings) => recognizer.read(...packed(strokes), settings).text;

const random = generator(Number(options.seed));
const drawings = readInk(options.data, count).filter((strokes) => {
  const { width, height } = boxOf(strokes);
  return Math.max(width, height) > 0;
});
// changed[pointer][size]: drawings whose answer is another.
const changed = POINTERS.map(() => SIZES.map(() => 0));
const touched = new Set(); // digits of which some drawing's answer is another
let brushMatters = 0;

drawings.forEach((strokes, digit) => {
  const expected = answer(strokes);
  const { left, top, width, height } = boxOf(strokes);
  POINTERS.forEach(({ grid }, pointer) =>
    SIZES.forEach((size, s) => {
      for (let position = 0; position < POSITIONS; ++position) {
        const scale = (size * CANVAS) / Math.max(width, height);
        const x = random() * (CANVAS - scale * width) - scale * left;
        const y = random() * (CANVAS - scale * height) - scale * top;
        const replica = drawn(strokes, scale, x, y, grid);
        const answers = BRUSHES.map((brushWidth) => answer(replica, { brushWidth }));
        if (answers.some((other) => other !== answers[0])) ++brushMatters;
        for (const other of answers) {
          if (other === expected) continue;
          ++changed[pointer][s];
          touched.add(digit);
        }
      }
    }),
  );
});
recognizer.delete();

const percent = (part, whole) => `${((100 * part) / whole).toFixed(2)} %`;
const perSize = drawings.length * POSITIONS * BRUSHES.length;
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
console.log(`${drawings.length} digits, ${perSize} drawings of each size with each pointer`);
console.log("drawings whose answer is not that of the ink file's coordinates:");
console.log(["size".padEnd(10), ...POINTERS.map(({ name }) => name.padStart(12))].join(""));
SIZES.forEach((size, s) => {
  const shares = changed.map((row) => percent(row[s], perSize).padStart(12));
  console.log([`${Math.round(100 * size)} %`.padEnd(10), ...shares].join(""));
});
const all = changed.map((row) => percent(sum(row), perSize * SIZES.length).padStart(12));
console.log(["all".padEnd(10), ...all].join(""));
const total = perSize * SIZES.length * POINTERS.length;
console.log(`both pointers: ${percent(sum(changed.map(sum)), total)}`);
console.log(
  `digits of which some drawing changes the answer: ${percent(touched.size, drawings.length)}`,
);
console.log(`drawings in which the brush's width changes the answer: ${brushMatters}`);
