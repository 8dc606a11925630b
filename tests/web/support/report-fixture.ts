/** A small report.json with everything in it, made up but consistent. */
import type {
  Confidence,
  Picture,
  Report,
} from "../../../web/src/engine/report.ts";

const PICTURE_SIDE = 28;
const UNIT_SIDE = 20;

/** A ring of ink: something to look at, of the right size. */
function pixels(seed: number): string {
  const bytes = Buffer.alloc(PICTURE_SIDE * PICTURE_SIDE);
  for (let i = 0; i < bytes.length; ++i) {
    const [y, x] = [Math.floor(i / PICTURE_SIDE) - 14, (i % PICTURE_SIDE) - 14];
    bytes[i] = Math.abs(Math.hypot(x, y) - 4 - (seed % 6)) < 1.5 ? 255 : 0;
  }
  return bytes.toString("base64");
}

const emptyMatrix = () =>
  Array.from({ length: 10 }, () => Array<number>(10).fill(0));

/** 1,000 test digits, of each 95 right and 5 read as the next one; pictures of 20 generated ones. */
export function makeReport(): Report {
  const confusion = emptyMatrix();
  const drawn = emptyMatrix();
  const items: Picture[] = [];
  for (let label = 0; label < 10; ++label) {
    const next = (label + 1) % 10;
    confusion[label]![label] = 95;
    confusion[label]![next] = 5;
    for (const predicted of [label, next]) {
      drawn[label]![predicted] = 1;
      const index = items.length;
      items.push({
        index,
        label,
        predicted,
        probability: 0.5 + label / 25,
        pixels: pixels(index),
      });
    }
  }
  return {
    schema: "digitlab-report/1",
    model: {
      name: "lab",
      parameters: 10575,
      input: { height: UNIT_SIDE, width: UNIT_SIDE, order: "column-major" },
      layers: [
        {
          name: "L1",
          type: "Dense",
          units: 25,
          activation: "relu",
          parameters: 10025,
        },
        {
          name: "L2",
          type: "Dense",
          units: 15,
          activation: "relu",
          parameters: 390,
        },
        {
          name: "L3",
          type: "Dense",
          units: 10,
          activation: "linear",
          parameters: 160,
        },
      ],
    },
    data: {
      train: [
        { source: "ex3data1.mat", sha256: "a1".repeat(32), samples: 5000 },
      ],
      validation: { fraction: 0.1, samples: 500 },
      test: [
        {
          source: "t10k-images-idx3-ubyte.gz",
          sha256: "b2".repeat(32),
          samples: 1000,
        },
      ],
      pictures: [{ source: "synthetic:20:7", sha256: null, samples: 20 }],
    },
    settings: {
      epochs: 3,
      batch_size: 32,
      optimizer: "adam",
      learning_rate: 0.001,
      schedule: "constant",
      l2: 0,
      seed: 1,
      validation_split: 0.1,
    },
    command: "digitlab train --model lab --data ex3data1.mat --out lab",
    history: [1, 2, 3].map((epoch) => ({
      epoch,
      loss: 1 / epoch,
      accuracy: 1 - 0.3 / epoch,
      val_loss: 1.1 / epoch,
      val_accuracy: 1 - 0.35 / epoch,
      seconds: 0.05,
    })),
    test: {
      samples: 1000,
      accuracy: 0.95,
      loss: 0.17,
      confusion,
      per_class: Array.from({ length: 10 }, (_, digit) => ({
        digit,
        samples: 100,
        precision: 0.95,
        recall: 0.95,
        f1: 0.95,
      })),
      errors: [{ index: 17, label: 4, predicted: 5, probability: 0.8 }],
    },
    pictures: {
      source: "synthetic:20:7",
      samples: 20,
      accuracy: 0.5,
      confusion: drawn,
      height: PICTURE_SIDE,
      width: PICTURE_SIDE,
      items,
    },
    first_layer: {
      name: "L1",
      height: UNIT_SIDE,
      width: UNIT_SIDE,
      limit: 0.5,
      units: Array.from({ length: 25 }, (_, unit) =>
        Buffer.from(
          Array.from(
            { length: UNIT_SIDE * UNIT_SIDE },
            (_, i) => (i * (unit + 3)) % 256,
          ),
        ).toString("base64"),
      ),
    },
  };
}

/** Answers of which most are sure, too sure by `excess`; the curve bends where they are not. */
function makeConfidence(samples: number, excess: number): Confidence {
  const bins = Array.from({ length: 15 }, (_, i) => {
    const confidence = (i + 0.5) / 15;
    return i < 4
      ? { samples: 0, confidence: 0, accuracy: 0 }
      : {
          samples: i === 14 ? Math.round(0.97 * samples) : 2 * i,
          confidence,
          accuracy: Math.max(0, confidence - (i % 2 ? 3 : 1) * excess),
        };
  });
  const risk_coverage = Array.from({ length: 50 }, (_, i) => {
    const coverage = (i + 1) / 50;
    return { coverage, risk: 3 * excess * coverage ** 20 };
  });
  return {
    calibration_error: excess,
    refused: 0.01,
    bins,
    risk_coverage,
  };
}

/** A report of a convolutional network, with everything that only newer reports have. */
export function makeConvnetReport(): Report {
  const report = makeReport();
  const kernel = (filter: number) =>
    Buffer.from(
      Array.from({ length: 9 }, (_, i) => (i * 28 * (filter + 1)) % 256),
    ).toString("base64");
  return {
    ...report,
    test: { ...report.test!, confidence: makeConfidence(1000, 0.004) },
    calibration: {
      temperature: 1.3,
      sure_probability: 0.62,
      no_digit_parameters: 16,
      command: "digitlab calibrate --run mine --data ex3data1.mat",
    },
    non_digits: [
      { kind: "letter", held_out: false, samples: 200, refused: 190 },
      { kind: "scribble", held_out: false, samples: 200, refused: 200 },
      { kind: "letter", held_out: true, samples: 100, refused: 91 },
    ],
    model: {
      name: "convnet",
      parameters: 234,
      input: { height: 28, width: 28, order: "row-major" },
      layers: [
        {
          name: "C1",
          type: "Conv2D",
          units: 8,
          kernel_size: [3, 3],
          output_shape: [28, 28, 8],
          activation: "relu",
          parameters: 80,
        },
        {
          name: "P1",
          type: "MaxPooling2D",
          pool_size: [2, 2],
          output_shape: [14, 14, 8],
          parameters: 0,
        },
        { name: "flat", type: "Flatten", output_shape: [1568], parameters: 0 },
        {
          name: "D1",
          type: "Dense",
          units: 10,
          output_shape: [10],
          activation: "linear",
          parameters: 154,
        },
      ],
    },
    first_layer: {
      name: "C1",
      height: 3,
      width: 3,
      limit: 0.8,
      units: Array.from({ length: 8 }, (_, filter) => kernel(filter)),
    },
    seeds: { count: 5, test_accuracy: { mean: 0.99664, sd: 0.00021 } },
    validation: [
      {
        source: "pendigits-train.ndjson.gz@held-out",
        samples: 1500,
        accuracy: 0.9934,
        loss: 0.021,
        confidence: makeConfidence(1500, 0.008),
      },
      {
        source: "train-images-idx3-ubyte.gz",
        samples: 6000,
        accuracy: 0.9962,
        loss: 0.013,
        confidence: makeConfidence(6000, 0.004),
      },
    ],
  };
}
