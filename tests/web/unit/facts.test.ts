import assert from "node:assert/strict";
import { test } from "node:test";
import { asReport } from "../../../web/src/engine/report.ts";
import {
  chartData,
  commonestMistake,
  countMistakes,
  decodeBytes,
  describeLayers,
  describeOrigin,
  describeSources,
  mistakes,
  shapeWords,
  spansDecades,
} from "../../../web/src/rooms/results/facts.ts";
import {
  formatCount,
  formatDuration,
  formatLoss,
  formatPercent,
} from "../../../web/src/words/formats.ts";
import { makeConvnetReport, makeReport } from "../support/report-fixture.ts";

test("numbers read as people write them", () => {
  assert.equal(formatCount(10575), "10,575");
  assert.equal(formatPercent(0.92345), "92.3\u202f%");
  assert.equal(formatLoss(0.034712), "0.0347");
  assert.equal(formatLoss(0.00001234), "1.23e-5");
  assert.equal(formatLoss(0), "0");
  assert.equal(formatDuration(0.0123), "12 ms");
  assert.equal(formatDuration(0.55), "0.6 s");
  assert.equal(formatDuration(185), "3 min 5 s");
});

test("sources are named for people, each kind once", () => {
  const source = (name: string) => ({ source: name, sha256: null, samples: 1 });
  assert.equal(
    describeSources([source("synthetic:100:1")]),
    "generated digits",
  );
  assert.equal(
    describeSources([
      source("data/ex3data1.mat"),
      source("synthetic:1"),
      source("synthetic:2"),
    ]),
    "the course’s digits and generated digits",
  );
  assert.equal(
    describeSources([source("non-digits:8000:9@train")]),
    "generated drawings that are no digit",
  );
  assert.equal(describeSources([source("mine/own.ndjson")]), "own.ndjson");
});

test("ink is named with the writers it is of", () => {
  const name = (source: string) =>
    describeSources([{ source, sha256: null, samples: 1 }]);
  assert.equal(name("pendigits-train.ndjson.gz"), "Pendigits ink");
  assert.equal(
    name("ink/unipen-train.ndjson.gz@train"),
    "UNIPEN ink of the writers trained on",
  );
  assert.equal(
    name("pendigits-train.ndjson.gz@held-out"),
    "Pendigits ink of writers held out",
  );
  assert.equal(
    describeSources(
      ["a.ndjson", "b.ndjson", "c.ndjson"].map((source) => ({
        source,
        sha256: null,
        samples: 1,
      })),
    ),
    "a.ndjson, b.ndjson and c.ndjson",
  );
});

test("a network is described by its widths, or by the kinds of its layers", () => {
  assert.equal(
    describeLayers(makeReport().model),
    "layers of 400 → 25 → 15 → 10",
  );
  const { model } = makeConvnetReport();
  assert.equal(
    describeLayers({ ...model, layers: [...model.layers, ...model.layers] }),
    "2 convolutions, 2 poolings and 2 dense layers",
  );
  assert.equal(shapeWords([28, 28, 8]), "28\u202f×\u202f28\u202f×\u202f8");
  assert.equal(shapeWords(undefined), "–");
});

test("numbers and pictures of different sets are told apart, with how many of each", () => {
  const [numbers, pictures] = describeOrigin(makeReport());
  assert.match(numbers!, /1,000 digits of the MNIST test set/);
  assert.match(pictures!, /generated digits, 20 in all/);
});

test("one set for both is said once", () => {
  const report = makeReport();
  report.data.test = report.data.pictures;
  assert.equal(describeOrigin(report).length, 1);
  assert.match(
    describeOrigin(report)[0]!,
    /Numbers and pictures: generated digits/,
  );
});

test("a report without test or pictures says so", () => {
  const report = { ...makeReport(), test: null, pictures: null };
  assert.match(
    describeOrigin(report).join(" "),
    /not been tested.*without pictures/,
  );
});

test("digits trained on are not called unseen", () => {
  const report = makeReport();
  assert.match(describeOrigin(report)[0]!, /none of them seen/);
  report.data.test = report.data.train;
  assert.doesNotMatch(describeOrigin(report)[0]!, /seen/);
});

test("the commonest mistake is found off the diagonal", () => {
  const { confusion } = makeReport().test!;
  confusion[3]![8] = 40;
  assert.deepEqual(commonestMistake(confusion), [3, 8]);
  assert.equal(countMistakes(confusion), 90);
  assert.equal(commonestMistake([[5, 0]]), null);
});

test("mistakes come surest first, right answers not at all", () => {
  const wrong = mistakes(makeReport().pictures!.items);
  assert.equal(wrong.length, 10);
  assert.ok(wrong.every(({ label, predicted }) => label !== predicted));
  assert.ok(
    wrong.every(
      ({ probability }, i) =>
        i === 0 || probability <= wrong[i - 1]!.probability,
    ),
  );
});

test("pictures of the wrong size are refused", () => {
  assert.deepEqual([...decodeBytes("AAH/", 3)], [0, 1, 255]);
  assert.throws(() => decodeBytes("AAH/", 4), /3 bytes, expected 4/);
});

test("charts have a validation curve only where there was validation", () => {
  const { history } = makeReport();
  assert.equal(chartData(history, "loss").length, 3);
  const alone = history.map((row) => ({
    ...row,
    val_loss: null,
    val_accuracy: null,
  }));
  assert.deepEqual(chartData(alone, "accuracy")[0], [1, 2, 3]);
  assert.equal(chartData(alone, "accuracy").length, 2);
});

test("what is no report is refused with the reason", () => {
  assert.throws(() => asReport(null), /not a JSON object/);
  assert.throws(
    () => asReport({ schema: "other/2" }),
    /"other\/2", expected "digitlab-report\/1"/,
  );
  assert.throws(
    () => asReport({ ...makeReport(), history: undefined }),
    /"history" is missing/,
  );
  assert.ok(asReport(makeReport()));
});

test("values that span a decade ask for a logarithmic axis", () => {
  assert.equal(
    spansDecades([
      [1, 2],
      [1, 0.1],
    ]),
    true,
  );
  assert.equal(
    spansDecades([
      [1, 2],
      [1, 0.2],
    ]),
    false,
  );
  assert.equal(
    spansDecades([
      [1, 2],
      [0.5, 0.4],
      [null, 0.02],
    ]),
    true,
  );
  assert.equal(
    spansDecades([
      [1, 2],
      [1, 0],
    ]),
    false,
    "nought has no logarithm",
  );
});
