#!/usr/bin/env node
// Draws ink files on the built page with real pointer events, and compares the page's answers with
// the command line's.
//
//   node tools/bench/ink-replay.mjs --data FILE.ndjson[.gz] [--count 200] [--model NAME] [--json]
//
// Needs the finished site (build/site), build/release/tools/digitlab of the same sources, and the
// test packages (npm ci in tests/web). Takes drawings evenly from the whole file, draws each with
// finger or mouse at three canvas sizes and two pixel densities, and asks the command line
//   about the strokes that the page kept: what is read, digit for digit, and all probabilities must
//   be equal, or the exit code is 1
//   about the drawing as it is in the file: what pixels and the page's thinning of points change
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { readLines } from "./ink.mjs";
import { loadSupport, option, root, run } from "./site.mjs";

const digitlab = join(root, "build/release/tools/digitlab");
/** Native and wasm round differently in the last bits, and softmax passes that on. */
const PROBABILITY_TOLERANCE = 1e-4;
/** Long side of a drawing, as a share of the canvas. A number needs the room. */
const DRAWN_SHARE = { digit: 0.7, number: 0.95 };

const DEVICES = [
  { name: "phone", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  { name: "tablet", viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true },
  { name: "desktop", viewport: { width: 1440, height: 900 }, hasTouch: false, isMobile: false },
];
const DENSITIES = [1, 2];

/** Answers of the command line to each line, as `predict --json` prints them. */
async function askCommandLine(model, lines, folder) {
  const file = join(folder, "asked.ndjson");
  writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  const answers = [];
  let next = 0;
  const work = async () => {
    while (next < lines.length) {
      const i = next++;
      const asked = ["predict", "--json", "--model", model, "--ink", file, "--line", `${i + 1}`];
      answers[i] = JSON.parse((await promisify(execFile)(digitlab, asked)).stdout);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return answers;
}

/** Strokes of an ink line as points on the screen, in the middle of `box`. */
function toScreen(line, box) {
  const { word = "", drawing } = JSON.parse(line);
  const share = word.length > 1 ? DRAWN_SHARE.number : DRAWN_SHARE.digit;
  const strokes = drawing.map(([xs, ys]) => xs.map((x, i) => ({ x, y: ys[i] })));
  const points = strokes.flat();
  const range = (axis) => {
    const values = points.map((point) => point[axis]);
    return [Math.min(...values), Math.max(...values)];
  };
  const [left, right] = range("x");
  const [top, bottom] = range("y");
  const scale = (share * box.width) / (Math.max(right - left, bottom - top) || 1);
  return strokes
    .filter((stroke) => stroke.length > 0)
    .map((stroke) =>
      stroke.map(({ x, y }) => ({
        x: box.x + box.width / 2 + scale * (x - (left + right) / 2),
        y: box.y + box.height / 2 + scale * (y - (top + bottom) / 2),
      })),
    );
}

/** Sends all events at once: the browser takes them in order, and hands them on frame by frame. */
async function draw(cdp, strokes, hasTouch) {
  const sent = [];
  const mouse = (type, point, button) =>
    sent.push(cdp.send("Input.dispatchMouseEvent", { type, ...point, button, buttons: 1, clickCount: 1 }));
  const touch = (type, touchPoints) => sent.push(cdp.send("Input.dispatchTouchEvent", { type, touchPoints }));
  for (const stroke of strokes) {
    const [first, ...rest] = stroke;
    if (hasTouch) {
      touch("touchStart", [first]);
      for (const point of rest) touch("touchMove", [point]);
      touch("touchEnd", []);
    } else {
      mouse("mousePressed", first, "left");
      for (const point of rest) mouse("mouseMoved", point, "left");
      mouse("mouseReleased", stroke.at(-1), "left");
    }
  }
  await Promise.all(sent);
}

/** In the page, once the answer stands: the answer, and the drawing as copying it gives it. */
async function readAnswer() {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
  const find = (id) => document.querySelector(`[data-testid="${id}"]`);
  // Each digit of a number has its button; what it chooses is shown with the next frame.
  const bars = async (button) => {
    button?.click();
    await frame();
    await frame();
    return Array.from({ length: 10 }, (_, digit) => Number(find(`probability-${digit}`).dataset.value));
  };
  const text = find("prediction").textContent.trim().replace(/\s+/g, "\n");
  const digits = [];
  if (text !== "") {
    do digits.push(await bars(find(`read-digit-${digits.length}`)));
    while (find(`read-digit-${digits.length}`));
  }
  const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true });
  document.body.dispatchEvent(event);
  return { text, digits, drawing: event.clipboardData.getData("text/plain") };
}

/** What the page answers to each line. */
async function askPage({ stage, visit }, screen, model, lines) {
  const { page, cdp, troubles, close } = await visit(stage, { screen });
  await page.getByTestId("model-select").selectOption(model);
  await page.waitForSelector('html[data-ready="true"]');
  const answers = [];
  for (const line of lines) {
    const box = await page.getByTestId("ink").boundingBox();
    await draw(cdp, toScreen(line, box), screen.hasTouch);
    answers.push(await page.evaluate(readAnswer));
    await page.keyboard.press("Escape");
  }
  await close();
  if (troubles.length > 0) throw new Error(`the page complains: ${troubles[0]}`);
  return answers;
}

/** By how much the probabilities of two answers differ at most; 1 when they are of other counts. */
function differenceOf(ours, theirs) {
  if (ours.length !== theirs.length) return 1;
  const differences = ours.flatMap((digit, i) =>
    digit.map((value, k) => Math.abs(value - theirs[i].probabilities[k])),
  );
  return Math.max(0, ...differences);
}

/** How many of two lists of answers are equal, by how much they differ, and which do. */
function compare(ours, theirs) {
  let [same, largest] = [0, 0];
  const different = [];
  ours.forEach((our, i) => {
    const their = theirs[i];
    const difference = differenceOf(our.digits, their.digits);
    largest = Math.max(largest, difference);
    if (our.text === their.text) ++same;
    if (our.text !== their.text || difference > PROBABILITY_TOLERANCE) {
      different.push({ case: i, page: our.text, commandLine: their.text, difference });
    }
  });
  return { same, equal: ours.length - different.length, largest, different };
}

function printRow({ name, right, kept, original }, count) {
  const list = original.different
    .filter(({ page, commandLine }) => page !== commandLine)
    .map(({ case: i, page, commandLine }) => `#${i} ${commandLine}→${page}`);
  console.log(
    `${name.padEnd(12)} right ${right}/${count}  strokes kept: equal ${kept.equal}/${count}, ` +
      `largest difference ${kept.largest.toExponential(1)}  file: text equal ${original.same}/${count}` +
      (list.length > 0 ? ` (${list.join(", ")})` : ""),
  );
  for (const row of kept.different) console.log(`  different: ${JSON.stringify(row)}`);
}

await run("ink-replay", async () => {
  const data = option("data");
  if (!data) throw new Error("--data FILE.ndjson[.gz] is missing");
  const { SITE, Stage, defaultModel, visit } = await loadSupport();
  const model = option("model") ?? defaultModel();
  const weights = join(SITE, "models", model, "model.safetensors");
  const lines = readLines(data, Number(option("count", 200)));
  const folder = mkdtempSync(join(tmpdir(), "digitlab-replay-"));
  const stage = await Stage.open();
  const json = process.argv.includes("--json");
  const rows = [];
  try {
    const originals = await askCommandLine(weights, lines, folder);
    const rightOf = (answers) => answers.filter(({ text }, i) => text === String(originals[i].label)).length;
    if (!json) {
      console.log(`${model}, ${lines.length} drawings; the command line reads ${rightOf(originals)} right`);
    }
    for (const { name, ...screen } of DEVICES) {
      for (const deviceScaleFactor of DENSITIES) {
        const answers = await askPage({ stage, visit }, { ...screen, deviceScaleFactor }, model, lines);
        const asked = answers.map(({ drawing }) => drawing);
        const row = {
          name: `${name} ×${deviceScaleFactor}`,
          right: rightOf(answers),
          kept: compare(answers, await askCommandLine(weights, asked, folder)),
          original: compare(answers, originals),
        };
        rows.push(row);
        if (!json) printRow(row, lines.length);
      }
    }
  } finally {
    await stage.close();
    rmSync(folder, { recursive: true });
  }
  if (json) console.log(JSON.stringify({ model, count: lines.length, rows }));
  const different = rows.reduce((sum, { kept }) => sum + kept.different.length, 0);
  if (different > 0) {
    throw new Error(`page and command line differ on ${different} drawings, expected none`);
  }
});
