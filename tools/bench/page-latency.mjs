#!/usr/bin/env node
// From a pointer event to the answer on the page, in Chromium with the CPU slowed down four times.
//
//   node tools/bench/page-latency.mjs [--slowdown 4] [--events 400] [--json]
//
// Needs the finished site (build/site) and the test packages (npm ci in tests/web). Draws digits
// with real mouse events and prints, per pointer move, in milliseconds:
//   work     handlers and recognition: from the event's arrival in the page until the bars are set
//   latency  the same, from the time stamp that the browser gave the event
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const site = join(root, "build/site/");
const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const slowdown = option("slowdown", 4);
const events = option("events", 400);

function fail(message) {
  console.error(`page-latency: error: ${message}`);
  process.exit(1);
}
if (!existsSync(join(site, "index.html"))) {
  fail("build/site/index.html is missing: run `npm run build` in web/ first");
}
let chromium;
try {
  ({ chromium } = createRequire(join(root, "tests/web/package.json"))("playwright-core"));
} catch {
  fail("the test packages are missing: run `npm ci` in tests/web first");
}

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
const server = createServer((request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  const file = normalize(join(site, path.endsWith("/") ? `${path}index.html` : path));
  if (!file.startsWith(site) || !existsSync(file)) return response.writeHead(404).end();
  response.setHeader("Content-Type", types[extname(file)] ?? "application/octet-stream");
  response.end(readFileSync(file));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
  ],
});
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/`);
await page.waitForSelector('html[data-ready="true"]');

await page.evaluate(() => {
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
});

const cdp = await context.newCDPSession(page);
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
const measured = await page.evaluate(() => globalThis.measured);
await browser.close();
server.close();

function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const quantile = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const round = (value) => Math.round(value * 100) / 100;
  return { median: round(quantile(0.5)), p95: round(quantile(0.95)), max: round(sorted.at(-1)) };
}
const result = {
  slowdown,
  events: measured.work.length,
  work: summary(measured.work),
  latency: summary(measured.latency),
};
if (process.argv.includes("--json")) console.log(JSON.stringify(result));
else {
  console.log(`pointer event to answer, CPU slowed down ${slowdown}×, ${result.events} events, ms`);
  for (const name of ["work", "latency"]) {
    const { median, p95, max } = result[name];
    console.log(`${name.padEnd(8)} median ${median}  95 % ${p95}  max ${max}`);
  }
}
