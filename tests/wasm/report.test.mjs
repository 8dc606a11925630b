// The report of a training in the page is one that the page can show.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";

import { load, SETTINGS } from "./support/modules.mjs";

const schemaFile = new URL("../../web/src/report.schema.json", import.meta.url);

/** Checks a value against what our schema uses of JSON Schema; calls `fail` with the place. */
function check(root, schema, value, place, fail) {
  if (schema.$ref) return check(root, root.$defs[schema.$ref.split("/").at(-1)], value, place, fail);
  if (schema.oneOf) {
    const fits = schema.oneOf.filter((one) => {
      let good = true;
      check(root, one, value, place, () => (good = false));
      return good;
    });
    if (fits.length !== 1) fail(`${place}: fits ${fits.length} of the alternatives`);
  }
  const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  const types = [schema.type ?? []].flat();
  const isOf = (one) => one === type || (one === "integer" && Number.isInteger(value));
  if (types.length > 0 && !types.some(isOf)) fail(`${place}: is of type ${type}`);
  if ("const" in schema && value !== schema.const) fail(`${place}: is ${value}`);
  if (schema.minimum > value || schema.maximum < value) fail(`${place}: is ${value}`);
  if (schema.minItems > value?.length || schema.maxItems < value?.length) fail(`${place}: length`);
  if (type === "array" && schema.items)
    value.forEach((item, i) => check(root, schema.items, item, `${place}[${i}]`, fail));
  if (type !== "object") return;
  for (const key of schema.required ?? []) if (!(key in value)) fail(`${place}: lacks ${key}`);
  for (const [key, part] of Object.entries(schema.properties ?? {}))
    if (key in value) check(root, part, value[key], `${place}.${key}`, fail);
}

describe("a report from the page", async () => {
  const schema = JSON.parse(await readFile(schemaFile, "utf8"));
  const module = await load("digitlab-train-simd");
  const data = module.generateDigits(200, 1);
  const test = { data: module.generateDigits(60, 2), name: "generated:60:2" };
  const facts = { name: "mine", command: "", data: "generated:200:1", seconds: Float64Array.of(2) };
  const settings = { ...SETTINGS, epochs: 2, validationSplit: 0.2, optimizer: "sgd" };
  const trained = (spec = "lab") => {
    const trainer = module.createTrainer(spec, data, settings);
    while (!trainer.finished) trainer.advance();
    return trainer;
  };

  it("fits the schema, with a test and without, of any network", () => {
    const flat = JSON.stringify({
      layers: [
        { type: "Input", shape: [28, 28] },
        { type: "MaxPooling2D", pool_size: 4 },
        { type: "Dense", units: 10 },
      ],
    });
    for (const spec of ["lab", flat]) {
      const trainer = trained(spec);
      for (const more of [{}, { test }]) {
        const report = JSON.parse(trainer.reportJson({ ...facts, ...more }));
        check(schema, schema, report, "report", assert.fail);
        assert.equal(report.test === null, more.test === undefined);
      }
      trainer.delete();
    }
    assert.throws(() => check(schema, schema, {}, "report", assert.fail), /lacks schema/);
  });

  it("tells what was trained", () => {
    const trainer = trained();
    const report = JSON.parse(trainer.reportJson({ ...facts, test }));
    assert.equal(report.model.name, "mine");
    assert.deepEqual(report.history.map(({ seconds }) => seconds), [2, 0]);
    assert.equal(report.history[1].val_loss, trainer.history()[1].valLoss);
    assert.equal(report.settings.optimizer, "sgd");
    assert.equal(report.settings.batch_size, 32);
    assert.equal(report.data.validation.samples, 40);
    assert.equal(report.data.train[0].samples, 200);
    assert.equal(report.test.samples, 60);
    assert.equal(report.first_layer.units.length, 25);
    trainer.delete();
  });

  it("refuses facts that are none, and test data that is no digit", () => {
    const trainer = trained();
    const throws = (body, message) => assert.throws(body, { name: "Error", message });
    throws(() => trainer.reportJson(undefined), /the report's facts is undefined/);
    throws(() => trainer.reportJson({ ...facts, name: 7 }), /name is a number, expected a string/);
    throws(() => trainer.reportJson({ ...facts, seconds: [1] }), /seconds is an object/);
    throws(() => trainer.reportJson({ ...facts, test: { data: null, name: "x" } }), /no data/);
    const others = module.generateNonDigits(6, 1, true);
    const bad = { ...facts, test: { data: others, name: "x" } };
    throws(() => trainer.reportJson(bad), /label 255/);
    others.delete();
    trainer.delete();
  });
});
