/**
 * Runs the page's tests in another engine than Chromium: `engines.ts firefox|webkit [FILE…]`. Ends by
 * naming what that engine cannot run, and why.
 */
import { spawnSync } from "node:child_process";
import { LACKING } from "./support/engines/abilities.ts";

/** What is worth its time in each engine: all that a visitor does. */
const FILES = [
  "draw",
  "exchange",
  "first-sight",
  "keyboard",
  "layout",
  "numbers",
  "results",
  "router",
  "session",
  "stages",
  "whole-site",
];
/** Which files are left out, and why. */
const LEFT_OUT: [string, string][] = [
  ["touch", "touch and pens are made by Chromium's protocol alone"],
  ["forced-colours", "neither WebDriver nor BiDi emulates them"],
  ["offline", "no network is made by Chromium's protocol alone"],
  [
    "engine, failures, retry, results-parts, security",
    "what they ask is not the browser's to answer; they run in Chromium",
  ],
];
/** Wide and high enough for the largest window, and for a phone with three pixels for each of its own. */
const DISPLAY = "-screen 0 2700x3600x24";

const [engine, ...asked] = process.argv.slice(2);
if (engine !== "firefox" && engine !== "webkit")
  throw new Error("usage: engines.ts firefox|webkit [FILE…]");
const files = (asked.length > 0 ? asked : FILES).map(
  (name) => `page/${name}.test.ts`,
);
const test = [
  process.execPath,
  "--import",
  "tsx",
  "--test",
  "--test-concurrency=1",
  ...files,
];
const [command, ...words] =
  engine === "webkit" ? ["xvfb-run", "-a", "-s", DISPLAY, ...test] : test;
const { status } = spawnSync(command!, words, {
  stdio: "inherit",
  env: { ...process.env, DIGITLAB_ENGINE: engine },
});

console.log(`\nNot run in ${engine}:`);
for (const [ability, reasons] of Object.entries(LACKING)) {
  const reason = (reasons as Record<string, string>)[engine];
  if (reason) console.log(`  tests that need ${ability}: ${reason}`);
}
for (const [names, reason] of LEFT_OUT) console.log(`  ${names}: ${reason}`);
process.exitCode = status ?? 1;
