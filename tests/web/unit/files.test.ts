import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import {
  describeModels,
  keepModels,
  listModels,
} from "../../../web/build-plugins/model-index.ts";
import type { Report } from "../../../web/src/engine/report.ts";
import { texts } from "../../../web/src/words/texts.ts";
import { makeConvnetReport, makeReport } from "../support/report-fixture.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const schema = JSON.parse(
  readFileSync(join(root, "web/src/report.schema.json"), "utf8"),
);
const validate = new Ajv2020({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
}).compile(schema);
const complaints = (report: unknown) =>
  validate(report) ? [] : (validate.errors ?? []);

test("a complete report fits the schema", () => {
  assert.deepEqual(complaints(makeReport()), []);
});

test("a report of a convolutional network fits the schema", () => {
  assert.deepEqual(complaints(makeConvnetReport()), []);
});

test("a report without test, pictures and first layer fits the schema", () => {
  const bare = {
    ...makeReport(),
    test: null,
    pictures: null,
    first_layer: null,
  };
  assert.deepEqual(complaints(bare), []);
});

test("reports with something wrong do not fit the schema", () => {
  const broken: ((report: Report) => void)[] = [
    (report) => (report.test!.accuracy = 95),
    (report) => report.test!.confusion.pop(),
    (report) => (report.data.train[0]!.sha256 = "not hex"),
    (report) => (report.pictures!.items[0]!.label = 10),
    (report) => (report.history[0]!.epoch = 0.5),
    (report) => Object.assign(report, { schema: "digitlab-report/0" }),
    (report) => delete (report as Partial<Report>).command,
    (report) =>
      (report.seeds = { count: 1, test_accuracy: { mean: 1, sd: 0 } }),
    (report) => (report.model.layers[0]!.output_shape = []),
    (report) =>
      (report.validation = [
        { source: "x", samples: 1, accuracy: 99, loss: 0 },
      ]),
  ];
  for (const damage of broken) {
    const report = makeReport();
    damage(report);
    assert.notDeepEqual(complaints(report), [], String(damage));
  }
});

const models = join(root, "web/public/models");
for (const model of listModels(models)) {
  test(`the report of ${model} fits the schema`, () => {
    const file = join(models, model, "report.json");
    assert.ok(existsSync(file), `${model} has weights but no report.json`);
    assert.deepEqual(complaints(JSON.parse(readFileSync(file, "utf8"))), []);
  });
}

describe("the lists that the build writes", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "digitlab-models-"));
    for (const name of ["trained-here", "other", "convnet", "lab"]) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "model.safetensors"), "");
    }
    mkdirSync(join(folder, "without-weights"));
  });
  after(() => rmSync(folder, { recursive: true }));

  test("models are listed default first, what was trained here last", () => {
    assert.deepEqual(listModels(folder), [
      "convnet",
      "lab",
      "other",
      "trained-here",
    ]);
    assert.deepEqual(listModels(join(folder, "nowhere")), []);
  });

  test("each model is described from its report, or not at all", () => {
    const report = makeReport();
    const write = (name: string, text: string) =>
      writeFileSync(join(folder, name, "report.json"), text);
    write("lab", JSON.stringify(report));
    write("other", "{ cut short");
    write("trained-here", JSON.stringify({ ...report, test: null }));
    writeFileSync(join(folder, "lab", "model-card.md"), "# Lab");
    assert.deepEqual(describeModels(folder), {
      lab: { parameters: 10575, accuracy: 0.95, card: true },
      "trained-here": { parameters: 10575, accuracy: null, card: false },
    });
  });
});

describe("models with the same names", () => {
  let folder: string;
  const write = (name: string, file: string, text: string) =>
    writeFileSync(join(folder, name, file), text);
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "digitlab-models-"));
    for (const name of ["lab", "convnet", "other"]) {
      mkdirSync(join(folder, name));
      write(name, "model.safetensors", `weights of ${name}`);
      write(name, "report.json", JSON.stringify(makeReport()));
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  test("are kept in folders whose names change with any of their files", () => {
    const before = keepModels(folder);
    assert.match(before[0]!.folder, /^models\/convnet\.[0-9a-f]{12}$/);
    assert.equal(
      before[1]!.sha256,
      createHash("sha256").update("weights of lab").digest("hex"),
    );
    write("lab", "model-card.md", "# Lab");
    const after = keepModels(folder);
    assert.notEqual(after[1]!.folder, before[1]!.folder);
    assert.equal(after[1]!.sha256, before[1]!.sha256);
    assert.deepEqual(after[0], before[0]);
  });

  test("are compared on one test set, and say so where they had their own", () => {
    const report = makeReport();
    report.data.test[0]!.sha256 = "c3".repeat(32);
    write("other", "report.json", JSON.stringify(report));
    const about = describeModels(folder);
    assert.equal(about["lab"]!.ownTest, undefined);
    assert.equal(about["other"]!.ownTest, true);
    assert.match(texts.modelDetail(about["other"]!), /on a test of its own$/);
    assert.match(texts.modelDetail(about["lab"]!), /95\.0\s% right$/);
  });
});

test("lock files name no registry", () => {
  for (const project of ["web", "tests/web"]) {
    const lock = readFileSync(join(root, project, "package-lock.json"), "utf8");
    assert.doesNotMatch(lock, /"resolved"/, project);
  }
});
