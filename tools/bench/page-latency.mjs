#!/usr/bin/env node
// From a pointer event to the answer on the page, in Chromium with the CPU slowed down four times.
//
//   node tools/bench/page-latency.mjs [--slowdown 4] [--events 400] [--training] [--json]
//
// Needs the finished site (build/site) and the test packages (npm ci in tests/web). Draws digits
// with real mouse events and prints, per pointer move, in milliseconds:
//   work     handlers and recognition: from the event's arrival in the page until the bars are set
//   latency  the same, from the time stamp that the browser gave the event
// With --training, while the best network is trained in the page's other worker.
import { loadSupport, option, run } from "./site.mjs";
import { quantile } from "./statistics.mjs";

const slowdown = Number(option("slowdown", 4));
const events = Number(option("events", 400));
const training = process.argv.includes("--training");

/** In the page: notes when a move arrives and when its answer stands. */
function listen() {
  const work = [];
  const latency = [];
  let pending = null;
  addEventListener(
    "pointermove",
    (event) => {
      // Only moves that draw; an event that still waits for its answer keeps its earlier start.
      if (event.buttons === 1) pending ??= { arrived: performance.now(), stamp: event.timeStamp };
    },
    { capture: true },
  );
  new MutationObserver(() => {
    if (!pending) return;
    const now = performance.now();
    work.push(now - pending.arrived);
    latency.push(now - pending.stamp);
    pending = null;
  }).observe(document.querySelector('[data-testid="probability-9"]'), {
    attributes: true,
    attributeFilter: ["data-value"],
  });
  globalThis.measured = { work, latency };
}

async function measure({ page, cdp }) {
  await page.evaluate(listen);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  const box = await page.getByTestId("ink").boundingBox();
  const at = (x, y) => [box.x + x * box.width, box.y + y * box.height];
  const counted = () => page.evaluate(() => globalThis.measured.work.length);
  while ((await counted()) < events) {
    // An 8: one long stroke, so that the drawing grows to several hundred points.
    await page.mouse.move(...at(0.5, 0.5));
    await page.mouse.down();
    for (let i = 0; i <= 150; ++i) {
      const turn = (2 * Math.PI * i) / 150;
      await page.mouse.move(...at(0.5 + 0.2 * Math.sin(2 * turn), 0.5 - 0.33 * Math.sin(turn)));
    }
    await page.mouse.up();
    await page.getByTestId("clear").click();
  }
  return page.evaluate(() => globalThis.measured);
}

function summary(values) {
  const [median, p95, max] = [0.5, 0.95, 1].map((share) => Math.round(quantile(values, share) * 100) / 100);
  return { median, p95, max };
}

await run("page-latency", async () => {
  const { Stage, visit, buildTraining, startTraining, trainForEver } = await loadSupport();
  const stage = await Stage.open();
  let built;
  let measured;
  try {
    const visited = await visit(stage);
    if (training) {
      built = await buildTraining();
      stage.server.addFolder(built.folder);
      await startTraining(visited.page);
      await trainForEver(visited.page, "convnet", 32, 2000);
      await visited.page.waitForFunction(() => globalThis.training.reports > 0);
    }
    measured = await measure(visited);
    if (training && (await visited.page.evaluate(() => globalThis.training.ended)))
      throw new Error("the training ended before the measurement");
  } finally {
    await stage.close();
    built?.remove();
  }
  const result = {
    slowdown,
    training,
    events: measured.work.length,
    work: summary(measured.work),
    latency: summary(measured.latency),
  };
  if (process.argv.includes("--json")) return console.log(JSON.stringify(result));
  console.log(`pointer event to answer, CPU slowed down ${slowdown}×${training ? ", while a network is trained" : ""}, ${result.events} events, ms`);
  for (const name of ["work", "latency"]) {
    const { median, p95, max } = result[name];
    console.log(`${name.padEnd(8)} median ${median}  95 % ${p95}  max ${max}`);
  }
});
