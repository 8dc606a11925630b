import assert from "node:assert/strict";
import { test } from "node:test";
import {
  alignCurves,
  calibrationWords,
  coverageFrom,
  meanOf,
  pooledBins,
  refusedShare,
  riskAt,
  trustSets,
} from "../../../web/src/rooms/results/trust-facts.ts";
import { makeConvnetReport, makeReport } from "../support/report-fixture.ts";

test("confidence was measured on the test and on what was held out, or not at all", () => {
  assert.deepEqual(
    trustSets(makeConvnetReport()).map(({ role, name }) => [role, name]),
    [
      ["test", "Test: the MNIST test set"],
      ["heldOut", "Held out: Pendigits ink of writers held out"],
      ["heldOut", "Held out: the MNIST training set"],
    ],
  );
  assert.deepEqual(trustSets(makeReport()), []);
});

test("figures of several sets are means over their digits", () => {
  const [, ink, images] = trustSets(makeConvnetReport());
  const mean = meanOf([ink!, images!], "calibration_error")!;
  assert.ok(Math.abs(mean - (1500 * 0.008 + 6000 * 0.004) / 7500) < 1e-12);
  assert.equal(meanOf([], "refused"), null);
});

test("bins are pooled by their samples, and empty ones left out", () => {
  const bin = (samples: number, confidence: number, accuracy: number) => ({
    samples,
    confidence,
    accuracy,
  });
  const set = (bins: ReturnType<typeof bin>[]) => ({
    ...trustSets(makeConvnetReport())[0]!,
    confidence: { calibration_error: 0, refused: 0, bins, risk_coverage: [] },
  });
  assert.deepEqual(
    pooledBins([
      set([bin(0, 0, 0), bin(1, 0.75, 1), bin(0, 0, 0)]),
      set([bin(0, 0, 0), bin(3, 0.75, 0.5), bin(2, 0.875, 1)]),
    ]),
    [bin(4, 0.75, 0.625), bin(2, 0.875, 1)],
  );
});

test("curves are laid over one axis, with gaps where one has no point", () => {
  assert.deepEqual(
    alignCurves([
      [
        [0, 0],
        [1, 1],
      ],
      [
        [0.5, 0.4],
        [1, 0.9],
      ],
    ]),
    [
      [0, 0.5, 1],
      [0, null, 1],
      [null, 0.4, 0.9],
    ],
  );
});

test("the risk between two points lies on the line between them", () => {
  const curve = [
    { coverage: 1, risk: 0.04 },
    { coverage: 0.5, risk: 0 },
  ];
  assert.equal(riskAt(curve, 1), 0.04);
  assert.ok(Math.abs(riskAt(curve, 0.75) - 0.02) < 1e-12);
  assert.equal(riskAt(curve, 0.1), 0);
  assert.ok(Number.isNaN(riskAt([], 1)));
});

test("risk curves are shown from where they leave nothing", () => {
  const curve = [0.2, 0.4, 0.6, 0.8, 0.9, 1].map((coverage) => ({
    coverage,
    risk: coverage < 0.8 ? 0 : coverage - 0.75,
  }));
  assert.equal(coverageFrom([curve]), 0.75);
  assert.equal(coverageFrom([[{ coverage: 1, risk: 0 }]]), 0.9);
  assert.equal(coverageFrom([[{ coverage: 0.02, risk: 0.5 }]]), 0);
});

test("the share of refused drawings counts drawings, not kinds", () => {
  const figures = makeConvnetReport().non_digits!;
  assert.equal(refusedShare(figures.filter((row) => !row.held_out)), 0.975);
  assert.equal(refusedShare([]), null);
});

test("what was divided by 1 was not divided", () => {
  const words = (temperature: number) =>
    calibrationWords({ temperature, sure_probability: 0.62 });
  assert.match(
    words(1.3),
    /from a confidence of 62\.0\s% on.*divided by 1\.3,/,
  );
  for (const temperature of [1, 1.0048, 0.9996]) {
    assert.match(words(temperature), /62\.0\s% on.*asked for no correction/);
    assert.doesNotMatch(words(temperature), /divided/);
  }
});
