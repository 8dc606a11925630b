// One recipe of `digitlab train` over several seeds, one after the other: mean and standard deviation
// of its loss and accuracies, as a table and as the JSON that `digitlab card --seeds` reads.
//
//   tools/build.sh release digitlab
//   node tools/bench/seeds.mjs --folder DIR [--seeds 5] [--first 1] [--out FILE.json]
//     [--report REPORT.json] -- RECIPE …
//
// RECIPE is what `digitlab train` is given, without --seed and --out: --model lab --data … --test …
// --report adds the figures to the report that the page shows.
// Seed n is trained in DIR/seed-n. Stopped, the same command goes on where it was.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const program = fileURLToPath(
  new URL("../../build/release/tools/digitlab", import.meta.url),
);

function fail(message) {
  console.error(`seeds: ${message}`);
  process.exit(2);
}

function options() {
  const types = { folder: "string", seeds: "string", first: "string", out: "string", report: "string" };
  const names = Object.entries(types).map(([name, type]) => [name, { type }]);
  try {
    const { values, positionals } = parseArgs({
      options: Object.fromEntries(names),
      allowPositionals: true,
    });
    const whole = (name, fallback) => {
      const text = values[name] ?? fallback;
      if (!/^[1-9][0-9]{0,5}$/.test(text)) {
        fail(`--${name} is "${text}", expected a whole number from 1`);
      }
      return Number(text);
    };
    if (!values.folder) fail("--folder DIR is missing");
    if (positionals.length === 0) fail("no recipe; expected it after --");
    for (const own of ["--seed", "--out", "--resume", "--json"]) {
      if (positionals.some((word) => word.split("=")[0] === own)) {
        fail(`${own} in the recipe; this script sets it`);
      }
    }
    const first = whole("first", "1");
    const seeds = Array.from({ length: whole("seeds", "5") }, (_, i) => first + i);
    return { ...values, seeds, recipe: positionals };
  } catch (error) {
    return fail(error.message);
  }
}

/**
 * Trains with one seed, unless that was done before, and returns its report. What the training says
 * goes to standard error, as standard output is for the table.
 */
function train(folder, recipe, seed) {
  const out = join(folder, `seed-${seed}`);
  const own = ["--seed", `${seed}`, "--out", out, "--resume"];
  try {
    execFileSync(program, ["train", ...recipe, ...own], {
      stdio: ["ignore", process.stderr, "inherit"],
    });
  } catch (error) {
    // It has said what is wrong.
    process.exit(typeof error.status === "number" ? error.status : 1);
  }
  return JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
}

/** The figures of one training: accuracy on each source of each role. */
function accuracies(report) {
  const rows = { validation: report.validation ?? [], test: report.test?.sources ?? [] };
  return Object.entries(rows).flatMap(([role, sources]) =>
    sources.map(({ source, accuracy }) => ({ role, source, accuracy })),
  );
}

function statistics(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  // Of a sample; one run has none.
  const deviation = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
  return { mean, deviation };
}

function summary(seeds, reports) {
  const { seed: _, ...settings } = reports[0].settings;
  const runs = reports.map((report, i) => ({
    seed: seeds[i],
    loss: report.history.at(-1).loss,
    seconds: report.history.reduce((sum, epoch) => sum + epoch.seconds, 0),
    accuracies: accuracies(report),
  }));
  const figures = runs[0].accuracies.map(({ role, source }, i) => ({
    role,
    source,
    ...statistics(runs.map((run) => run.accuracies[i].accuracy)),
  }));
  return {
    schema: "digitlab-seeds/1",
    command: reports[0].command,
    settings,
    train: reports[0].data.train,
    loss: statistics(runs.map(({ loss }) => loss)),
    figures,
    runs,
  };
}

function print({ command, loss, figures, runs }) {
  const percent = (value) => (100 * value).toFixed(2);
  const row = (...cells) =>
    console.log(
      cells.map((cell, i) => (i === 0 ? cell.padEnd(48) : cell.padStart(18))).join(""),
    );
  console.log(`\n${command}\n`);
  row("", "mean ± deviation", "worst", "best");
  const plain = runs.map((run) => run.loss);
  row(
    "loss of the last epoch",
    `${loss.mean.toFixed(4)} ± ${loss.deviation.toFixed(4)}`,
    Math.max(...plain).toFixed(4),
    Math.min(...plain).toFixed(4),
  );
  figures.forEach(({ role, source, mean, deviation }, i) => {
    const values = runs.map((run) => run.accuracies[i].accuracy);
    row(
      `${role} ${source}, %`,
      `${percent(mean)} ± ${percent(deviation)}`,
      percent(Math.min(...values)),
      percent(Math.max(...values)),
    );
  });
}

function write(file, text) {
  writeFileSync(`${file}.tmp`, text);
  renameSync(`${file}.tmp`, file);
  console.log(`wrote ${file}`);
}

/** Replaces or adds the report's `seeds`, one line for each of its parts as `digitlab train` writes it. */
function addToReport(file, reports) {
  const report = JSON.parse(readFileSync(file, "utf8"));
  const { mean, deviation } = statistics(reports.map(({ test }) => test.accuracy));
  report.seeds = { count: reports.length, test_accuracy: { mean, sd: deviation } };
  const lines = Object.entries(report).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  write(file, `{\n${lines.join(",\n")}\n}\n`);
}

const { folder, seeds, recipe, out, report: shown } = options();
mkdirSync(folder, { recursive: true });
const reports = seeds.map((seed) => {
  const report = train(folder, recipe, seed);
  const figures = accuracies(report).map(
    ({ source, accuracy }) => `${source} ${(100 * accuracy).toFixed(2)} %`,
  );
  console.log(`seed ${seed}: ${figures.join(", ") || "no test data"}`);
  return report;
});
const result = summary(seeds, reports);
print(result);
if (out) write(out, `${JSON.stringify(result, null, 2)}\n`);
if (shown) addToReport(shown, reports);
