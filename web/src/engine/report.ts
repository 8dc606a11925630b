/**
 * report.json, as report.schema.json describes it. Accuracies and probabilities are shares (0 to 1),
 * times are seconds, confusion matrices have the true digit as row and the answer as column.
 */

export interface Source {
  source: string;
  sha256: string | null;
  samples: number;
  /** How many people wrote them, where that is known. */
  writers?: number;
}

export interface Layer {
  name: string;
  type: string;
  /** (H,W,C) of an image, (n) of a row. */
  output_shape?: number[];
  units?: number;
  activation?: string;
  /** (H,W) */
  kernel_size?: number[];
  /** (H,W) */
  pool_size?: number[];
  parameters: number;
}

export interface Epoch {
  epoch: number;
  loss: number;
  accuracy: number;
  val_loss: number | null;
  val_accuracy: number | null;
  seconds: number;
}

export type Confusion = number[][];

export interface ClassFigures {
  digit: number;
  samples: number;
  precision: number | null;
  recall: number | null;
  f1: number | null;
}

export interface Case {
  index: number;
  label: number;
  predicted: number;
  probability: number;
}

/** Answers whose confidence lies in one part of 0 … 1. */
export interface ConfidenceBin {
  samples: number;
  /** Means over the answers; no matter what when there are none. */
  confidence: number;
  accuracy: number;
}

/** When the share `coverage` of the digits, the surest, is answered, `risk` of the answers are wrong. */
export interface RiskPoint {
  coverage: number;
  risk: number;
}

/** What the network's confidence is worth on some digits. */
export interface Confidence {
  /** Mean distance between confidence and accuracy, over the bins. */
  calibration_error: number;
  /** Share of the digits that is called unsure. */
  refused: number;
  /** By confidence, of even widths. */
  bins: ConfidenceBin[];
  risk_coverage: RiskPoint[];
}

export type NonDigitKind =
  "letter" | "shape" | "doodle" | "scribble" | "fragment" | "several";

/** Generated drawings of one kind that is no digit. */
export interface NonDigitFigures {
  kind: NonDigitKind;
  /** Of things that no network is trained on. */
  held_out: boolean;
  samples: number;
  /** How many get no answer. */
  refused: number;
}

export interface TestFigures {
  samples: number;
  accuracy: number;
  loss: number;
  confidence?: Confidence;
  confusion: Confusion;
  per_class: ClassFigures[];
  errors: Case[];
}

export interface Picture extends Case {
  /** Base64 of height·width bytes, row-major, upright, 0 paper to 255 ink. */
  pixels: string;
}

export interface Pictures {
  source: string;
  samples: number;
  accuracy: number;
  confusion: Confusion;
  height: number;
  width: number;
  items: Picture[];
}

export interface FirstLayer {
  name: string;
  /** Of the image for a dense layer, of the kernel for a convolution. */
  height: number;
  width: number;
  /** The weight that byte 255 stands for; byte 0 stands for its negative, 128 for none. */
  limit: number;
  /** Base64 of height·width bytes each, row-major, upright. */
  units: string[];
}

/** A figure over several trainings that differ in their seeds alone. */
export interface Spread {
  mean: number;
  /** Standard deviation. */
  sd: number;
}

export interface Seeds {
  count: number;
  test_accuracy: Spread;
}

/** Digits that the training never saw and that its settings were chosen by. */
export interface ValidationFigures {
  source: string;
  samples: number;
  accuracy: number;
  loss: number;
  confidence?: Confidence;
}

export interface Report {
  schema: typeof SCHEMA;
  model: {
    name: string;
    parameters: number;
    input: { height: number; width: number; order: string };
    layers: Layer[];
  };
  data: {
    train: Source[];
    /** `sources` when it was data of its own and not a share of the training data. */
    validation: { fraction: number; samples: number; sources?: Source[] };
    test: Source[];
    pictures: Source[];
  };
  settings: {
    epochs: number;
    batch_size: number;
    optimizer: string;
    learning_rate: number;
    schedule: string;
    l2: number;
    seed: number;
    validation_split: number;
  };
  command: string;
  history: Epoch[];
  test: TestFigures | null;
  pictures: Pictures | null;
  first_layer: FirstLayer | null;
  /** The same training with several seeds. */
  seeds?: Seeds;
  /** Figures of each source held out. */
  validation?: ValidationFigures[];
  calibration?: {
    /** The logits are divided by it. */
    temperature: number;
    /** From which probability on an answer is given. */
    sure_probability: number;
    /** Of the unit that tells what is no digit, beside the model's own. */
    no_digit_parameters?: number;
    /** What fitted it after the training. */
    command?: string;
  };
  non_digits?: NonDigitFigures[];
}

export const SCHEMA = "digitlab-report/1";

/**
 * Takes parsed JSON for a report after checking what the whole page hangs on; each section copes
 * with its own part. The full check against the schema is a test's business.
 *
 * @throws TypeError that says what is wrong
 */
export function asReport(json: unknown): Report {
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null;
  if (!isObject(json)) throw new TypeError("it is not a JSON object");
  if (json["schema"] !== SCHEMA) {
    throw new TypeError(
      `its schema is "${String(json["schema"])}", expected "${SCHEMA}"`,
    );
  }
  for (const part of ["model", "data", "settings"]) {
    if (!isObject(json[part]))
      throw new TypeError(`its part "${part}" is missing`);
  }
  if (!Array.isArray(json["history"]))
    throw new TypeError('its part "history" is missing');
  return json as unknown as Report;
}
