#!/usr/bin/env node
// How long a first visit waits until drawings are answered, on a slow phone, and what it loads.
//
//   node tools/bench/first-visit.mjs [--runs 5] [--slowdown 4] [--kbps 1600] [--rtt 150] [--json]
//
// Needs the finished site (build/site) and the test packages (npm ci in tests/web). Bytes are as
// sent, gzipped. The wait counts from the request for the page to data-ready.
import { loadSupport, option, run } from "./site.mjs";
import { quantile } from "./statistics.mjs";

const runs = Number(option("runs", 5));
const slowdown = Number(option("slowdown", 4));
const kbps = Number(option("kbps", 1600));
const rtt = Number(option("rtt", 150));

async function visitOnce(browser, url, phone) {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: rtt,
    downloadThroughput: (kbps * 1000) / 8,
    uploadThroughput: (kbps * 1000) / 8,
  });
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  const names = new Map();
  const files = new Map();
  cdp.on("Network.requestWillBeSent", ({ requestId, request }) => names.set(requestId, request.url));
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) =>
    files.set(names.get(requestId), encodedDataLength),
  );
  const start = performance.now();
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForSelector('html[data-ready="true"]', { state: "attached" });
  const ready = performance.now() - start;
  await context.close();
  return { ready, files: [...files].map(([address, bytes]) => [address.replace(url, "") || "index.html", bytes]) };
}

await run("first-visit", async () => {
  const { launchChromium, PHONE, serveSite } = await loadSupport();
  const server = await serveSite("/", false, { compressed: true });
  const browser = await launchChromium();
  const visits = [];
  try {
    for (let i = 0; i < runs; ++i) visits.push(await visitOnce(browser, server.url, PHONE));
  } finally {
    await browser.close();
    await server.close();
  }
  const ready = visits.map((visit) => visit.ready);
  const { files } = visits[0];
  const result = {
    runs,
    ready_ms: { median: quantile(ready, 0.5), min: Math.min(...ready), max: Math.max(...ready) },
    bytes: files.reduce((sum, [, bytes]) => sum + bytes, 0),
    files: Object.fromEntries(files),
  };
  if (process.argv.includes("--json")) return console.log(JSON.stringify(result));
  console.log(`first visit, ${kbps} kbit/s, ${rtt} ms, CPU slowed down ${slowdown}×, ${runs} visits`);
  const { median, min, max } = result.ready_ms;
  console.log(`ready    median ${Math.round(median)} ms  (${Math.round(min)} … ${Math.round(max)})`);
  for (const [file, bytes] of files) console.log(`${String(bytes).padStart(8)}  ${file}`);
});
