// The lab recipe over several seeds: loss and accuracy on the course's data, and accuracy on the
// MNIST test set through the 28→20 resize; then a network that has seen generated digits alone.
//
//   tools/build.sh release digitlab
//   node tools/bench/lab-seeds.mjs [SEEDS]      data in $DIGITLAB_DATA (default ../shared/data)
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const data = process.env.DIGITLAB_DATA ?? resolve(root, "../shared/data");
const course = join(data, "course/ex3data1.mat");
const mnistTest = join(data, "mnist/t10k-images-idx3-ubyte.gz");
const seeds = Array.from({ length: Number(process.argv[2] ?? 5) }, (_, i) => i + 1);

const folder = mkdtempSync(join(tmpdir(), "digitlab-seeds-"));
const digitlab = (...args) =>
  execFileSync(join(root, "build/release/tools/digitlab"), args, { encoding: "utf8" });

function train(source, seed) {
  const out = join(folder, `${seed}`);
  const settings = ["--seed", `${seed}`, "--test", mnistTest, "--out", out, "--overwrite"];
  digitlab("train", "--model", "lab", "--data", source, ...settings);
  const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
  const model = join(out, "model.safetensors");
  const training = JSON.parse(digitlab("evaluate", "--model", model, "--data", source, "--json"));
  return {
    loss: report.history.at(-1).loss,
    training: training.accuracy,
    test: report.test.accuracy,
  };
}

function table(source) {
  const runs = seeds.map((seed) => train(source, seed));
  console.log(`\n${source.split("/").at(-1)}, 40 epochs, Adam 1e-3, batch 32`);
  console.log("seed       loss of epoch 40   training accuracy   MNIST test 28→20");
  const percent = (value) => `${(100 * value).toFixed(2)} %`;
  const row = (name, { loss, training, test }) =>
    console.log(
      `${name.padEnd(10)} ${loss.toFixed(4).padStart(16)} ${percent(training).padStart(19)}` +
        ` ${percent(test).padStart(18)}`,
    );
  runs.forEach((run, i) => row(`${seeds[i]}`, run));
  const mean = (key) => runs.reduce((sum, run) => sum + run[key], 0) / runs.length;
  const deviation = (key) =>
    Math.sqrt(runs.reduce((sum, run) => sum + (run[key] - mean(key)) ** 2, 0) / (runs.length - 1));
  const over = (figure) => Object.fromEntries(Object.keys(runs[0]).map((k) => [k, figure(k)]));
  row("mean", over(mean));
  row("deviation", over(deviation));
}

try {
  table(course);
  table("synthetic:20000");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
