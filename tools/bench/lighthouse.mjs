#!/usr/bin/env node
// Lighthouse's scores of the finished site, as on a phone: the median of several visits.
//
//   npm ci --prefix tools/bench && node tools/bench/lighthouse.mjs [--runs 5] [--json]
//
// Needs the finished site (build/site) and the test packages (npm ci in tests/web).
import { loadSupport, option, run } from "./site.mjs";
import { quantile } from "./statistics.mjs";

const runs = Number(option("runs", 5));
const ROUTES = ["#draw", "#results"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const AUDITS = {
  "first-contentful-paint": "first paint, ms",
  "largest-contentful-paint": "largest paint, ms",
  "total-blocking-time": "blocked, ms",
  "cumulative-layout-shift": "CLS",
};

const median = (values) => quantile(values, 0.5);

async function audit(lighthouse, url, port) {
  const { lhr } = await lighthouse(url, { port, logLevel: "error", onlyCategories: CATEGORIES });
  const failed = Object.values(lhr.audits)
    .filter(({ score, scoreDisplayMode }) => scoreDisplayMode === "binary" && score === 0)
    .map(({ id }) => id);
  return {
    scores: CATEGORIES.map((name) => Math.round(100 * lhr.categories[name].score)),
    figures: Object.keys(AUDITS).map((name) => lhr.audits[name].numericValue),
    failed,
  };
}

await run("lighthouse", async () => {
  const { default: lighthouse } = await import("lighthouse");
  const { launch } = await import("chrome-launcher");
  const { chromiumPath, CHROMIUM_FLAGS, serveSite } = await loadSupport();
  const server = await serveSite("/", true, { compressed: true });
  const result = {};
  try {
    for (const route of ROUTES) {
      const visits = [];
      for (let i = 0; i < runs; ++i) {
        // A browser of its own for each: nothing is there yet.
        const browser = await launch({
          chromePath: chromiumPath(),
          chromeFlags: ["--headless=new", ...CHROMIUM_FLAGS],
        });
        try {
          visits.push(await audit(lighthouse, `${server.url}${route}`, browser.port));
        } finally {
          browser.kill();
        }
      }
      const over = (part, names) =>
        Object.fromEntries(names.map((name, i) => [name, median(visits.map((visit) => visit[part][i]))]));
      result[route] = {
        ...over("scores", CATEGORIES),
        ...over("figures", Object.values(AUDITS)),
        failed: [...new Set(visits.flatMap(({ failed }) => failed))],
      };
    }
  } finally {
    await server.close();
  }
  if (process.argv.includes("--json")) return console.log(JSON.stringify(result));
  for (const [route, figures] of Object.entries(result)) {
    console.log(`${route}, median of ${runs}`);
    for (const [name, value] of Object.entries(figures))
      console.log(`  ${name.padEnd(18)} ${Array.isArray(value) ? value.join(", ") || "nothing" : Math.round(value * 1000) / 1000}`);
  }
});
