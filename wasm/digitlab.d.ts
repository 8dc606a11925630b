/**
 * The core, compiled to WebAssembly. Arrays go in and come out as copies: a view into the module's
 * memory would detach when that memory grows.
 */

/**
 * How a drawing is framed. Every field may be left out: then MNIST's way. Each switch turns one
 * stage off, to see what it costs. "Pen units" are the unit of the points.
 */
export interface FrameSettings {
  /**
   * Scale the inked box's long side to 20 pixels. Off: the whole canvas is scaled to 28×28, what
   * lies outside is cut off. Default true.
   */
  fitBox?: boolean;
  /** Draw lines with MNIST's pen width. Off: with the brush's, scaled as the drawing is. Default true. */
  normalizePen?: boolean;
  /**
   * Put the centre of mass in the middle. Off: the box's middle (`fitBox`), or everything where it
   * was drawn (not `fitBox`). Default true.
   */
  centerByMass?: boolean;
  /** Side of the canvas from (0, 0), in pen units; needed when `fitBox` is off. */
  canvasSide?: number;
  /**
   * Width of the brush, in pen units; needed when `normalizePen` is off. Ink that reaches no farther
   * than this is a dot, and counts as blank.
   */
  brushWidth?: number;
}

/** What the network makes of a drawing. */
export interface Recognition {
  /**
   * 0 … 9, or null when there is no ink, or no digit is as likely as the model asks for: its file
   * says from which probability on an answer is given.
   */
  digit: number | null;
  /** Why `digit` is null; empty otherwise. What is no digit leaves nearly even probabilities. */
  reason: '' | 'blank' | 'unsure';
  /**
   * (10), each 0 … 1; all 0 when blank. What the network makes of the frame, weighed by how many
   * people write each digit in so many strokes.
   */
  probabilities: Float32Array;
  /**
   * (11), each 0 … 1: of each digit, and last of "not a digit"; they add up to 1. All 0 when there is
   * nothing to share.
   */
  shares: Float32Array;
  /** How to speak of the answer, by the shares; "surely" to "perhapsNone" with a digit. */
  manner:
    | "blank"
    /** Hardly anything but the digit. */
    | "surely"
    /** The digit; nothing else is worth naming. */
    | "probably"
    /** The digit, but `other` is worth naming. */
    | "perhaps"
    /** The digit, but rather none of them than `other`. */
    | "perhapsNone"
    /** `likeliest` or `other`. */
    | "either"
    /** `likeliest`, if any. */
    | "doubtful"
    | "noDigit";
  /** `digit`; without one, the digit of the largest share. */
  likeliest: number;
  /** The digit of the largest share besides. */
  other: number;
  /** (28·28), row-major, 0 paper … 255 ink: the drawing as it was framed. */
  frame: Uint8Array;
  /** (inputHeight·inputWidth), row-major, upright, about 0 … 1: what the network reads. */
  input: Float32Array;
  /** Around the ink, with the radius of the line drawn, in pen units; null when blank. */
  box: { left: number; top: number; right: number; bottom: number } | null;
  /** Of the ink in the frame, in pen units; null when blank. */
  centerOfMass: { x: number; y: number } | null;
  /** frame pixels = scale · pen units + offset; meaningless when blank. */
  scale: number;
  offsetX: number;
  offsetY: number;
}

/** One digit of a reading: what the network makes of some of the strokes. */
export interface ReadDigit extends Recognition {
  /** Numbers of its strokes, counted from 0 in drawing order, ascending. */
  strokes: Uint32Array;
  /** The line of writing it stands in, counted from 0 at the top. */
  line: number;
}

/** What is written on the canvas, read line by line, left to right. */
export interface Reading {
  /** "2026"; "?" for a part that is no sure digit; lines joined by "\n"; "" when blank. */
  text: string;
  /** In reading order; empty when blank. */
  digits: ReadDigit[];
}

/** A trained network, ready to recognise. Call `delete()` when done: it owns module memory. */
export interface Recognizer {
  /** Name of the network, from its model file. */
  readonly name: string;
  readonly parameterCount: number;
  readonly inputHeight: number;
  readonly inputWidth: number;
  /** Share of its slant, 0 to 1, that is taken out of the frame before the network reads it. */
  readonly inputDeskew: number;
  /**
   * The whole drawing as one digit.
   *
   * @param points (2·n): x0, y0, x1, y1, … in any unit, y growing downwards
   * @param strokeLengths points of each stroke, in drawing order; they add up to n
   * @throws Error when the lengths do not add up, or a setting is of the wrong type, out of range,
   *   or missing for a stage that is turned off
   */
  recognize(
    points: Float32Array,
    strokeLengths: Uint32Array,
    settings?: FrameSettings,
  ): Recognition;
  /**
   * Finds the digits of a drawing and recognises each. A single digit, or a scribble, is one digit
   * with `recognize`'s answer. Parameters and errors are `recognize`'s.
   */
  read(points: Float32Array, strokeLengths: Uint32Array, settings?: FrameSettings): Reading;
  delete(): void;
}

/** A layer of a network, as it is listed. */
export interface LayerInfo {
  readonly name: string;
  /** "Conv2D", "Dense", … */
  readonly type: string;
  /** Of its output: [height, width, channels], [1, 1, n] for a plain row. Channel fastest. */
  readonly shape: [number, number, number];
  readonly parameters: number;
}

/** A network to look into, as it was when this was made. Call `delete()` when done. */
export interface Inspector {
  /** First to last. */
  readonly layers: LayerInfo[];
  /**
   * What every layer answers; the last ones are the logits.
   *
   * @param input (height·width), row-major, upright: a `Recognition`'s `input`
   * @throws Error unless it holds that many finite numbers
   */
  outputs(input: Float32Array): Float32Array[];
  /**
   * How much each value of the input speaks for class `k`: dlogit / dinput (height·width),
   * row-major, upright.
   *
   * @throws Error as above, or when there is no such class
   */
  gradient(input: Float32Array, k: number): Float32Array;
  delete(): void;
}

/** Labelled images in the module's memory. Never changes. Call `delete()` when done. */
export interface Dataset {
  readonly size: number;
  /** (11): samples of each digit, and last of what is no digit. */
  counts(): Uint32Array;
  /**
   * Sample `i`, counted from 0: (height·width) bytes, row-major, upright, 0 paper … 255 ink. Its
   * label is null when it is no digit.
   *
   * @throws Error when there is no such sample
   */
  image(i: number): {
    height: number;
    width: number;
    pixels: Uint8Array;
    label: number | null;
  };
  /** The samples of both, this one's first: a dataset of its own. */
  joined(other: Dataset): Dataset;
  delete(): void;
}

/** One row of the training record. */
export interface EpochReport {
  /** Counted from 1. */
  epoch: number;
  /** Mean cross-entropy over the epoch's samples, each taken before its batch's step. */
  loss: number;
  /** The same way, 0 … 1. */
  accuracy: number;
  /** Of the samples kept for validation, after the epoch; null when there are none. */
  valLoss: number | null;
  valAccuracy: number | null;
}

/** How a training goes. What is left out is the lab's recipe, given in brackets. */
export interface TrainerSettings {
  /** [40] 1 … 100,000 */
  epochs?: number;
  /** [32] 1 … 1,000,000; the last batch of an epoch may be smaller. */
  batchSize?: number;
  /** ["adam"] */
  optimizer?: "adam" | "sgd";
  /** Of adam only: [0.9], [0.999], [1e-7] */
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  /** Of sgd only: [0] up to below 1 */
  momentum?: number;
  /** [0.001] more than 0 */
  learningRate?: number;
  /** ["constant"]; half a cosine to zero; exponentially to `finalFraction` of the rate. */
  schedule?: "constant" | "cosine" | "exponential";
  /** [0.01] */
  finalFraction?: number;
  /** [0] share of all steps in which the rate grows from zero. */
  warmupFraction?: number;
  /** [0] λ of the penalty λ/(2N) Σ kernel² */
  l2?: number;
  /** [0] kernels shrink by rate · this each step. */
  weightDecay?: number;
  /** [0] share of the target that is spread over all classes. */
  labelSmoothing?: number;
  /** [0] of a moving average of the weights, which is validated and kept; 0 for none. */
  averageDecay?: number;
  /** [32] rows of a batch that a batch normalization sees together. */
  normalizationRows?: number;
  /** [1] of first weights, shuffles, variations and the split: a whole number. */
  seed?: number;
  /** [0] vary each sample in each epoch: 0 not at all, 1 as people do, up to below 4. */
  augment?: number;
  /** [0] after how many epochs the same variations come again; 0 for never. */
  variations?: number;
  /** [0] share of the samples, of their writers where they are known, kept for validation. */
  validationSplit?: number;
}

/** What a report tells and a trainer does not know. */
export interface ReportFacts {
  /** Of the model. */
  name: string;
  /** The command line that would train it again; may be empty. */
  command: string;
  /** What the samples are called. */
  data: string;
  /** That each epoch took; those that are missing are 0. */
  seconds: Float64Array;
  /** To test with, and what it is called. */
  test?: { data: Dataset; name: string };
}

/** What one call of `advance` did. */
export type Advance =
  /** A slice of what must be known before the epoch. */
  | "prepared"
  /** One batch: forward, backward, step. */
  | "batch"
  /** A slice of the validation. */
  | "validated"
  /** The epoch is over, and the history has its row. */
  | "epoch";

/**
 * Trains a network, no more than a batch at a time. The same settings and data give the same
 * weights, however often it is left in between. Call `delete()` when done.
 */
export interface Trainer {
  /** Whole epochs done, and batches of the one under way. */
  readonly epoch: number;
  readonly batch: number;
  readonly batchesPerEpoch: number;
  readonly finished: boolean;
  /** Mean loss of the last batch, before its step. */
  readonly batchLoss: number;
  /** Of the next step. */
  readonly learningRate: number;
  readonly trainSamples: number;
  readonly validationSamples: number;
  /**
   * The least piece of work.
   *
   * @throws Error named "DivergenceError", saying at which step and in which layer first, when the
   *   loss or a gradient is not finite any more: everything is as before the call then. Error also
   *   when all epochs are done.
   */
  advance(): Advance;
  /** A row for each whole epoch. */
  history(): EpochReport[];
  /** The norm √Σg² of the last batch's gradient, a value for each layer. */
  gradientNorms(): Float64Array;
  /** All that decides how the training goes on, as the bytes of a safetensors file. */
  stateBytes(): Uint8Array;
  /**
   * Goes on from there, as if nothing had been in between: after a reload, or from an earlier
   * epoch. The trainer must have been made with the same specification, data and settings.
   *
   * @throws Error when the bytes do not fit; nothing has changed then
   */
  restore(stateBytes: Uint8Array): void;
  /** The network as the bytes of a safetensors file. */
  modelBytes(): Uint8Array;
  /**
   * The training so far as a `report.json`, see web/src/report.schema.json.
   *
   * @throws Error when the test data does not fit, or holds what is no digit
   */
  reportJson(facts: ReportFacts): string;
  /** The network as it is now. */
  inspector(): Inspector;
  delete(): void;
}

/** digitlab-simd.js and digitlab-scalar.js: all that the first screen needs. */
export interface DigitlabModule {
  /** @throws Error saying what is wrong with the file */
  loadRecognizer(modelBytes: Uint8Array): Recognizer;
}

/** digitlab-train-simd.js and digitlab-train-scalar.js: the laboratory, for a worker. */
export interface DigitlabTrainingModule extends DigitlabModule {
  /** @throws Error saying what is wrong with the file */
  loadInspector(modelBytes: Uint8Array): Inspector;
  /**
   * Digits 0 … count - 1 of the endless sequence that `seed` names, 28×28.
   *
   * @throws Error when count is not 1 … 1,000,000 or seed no whole number from 0
   */
  generateDigits(count: number, seed: number): Dataset;
  /** Letters, shapes, doodles and scribbles, to be refused: of kinds for training, or held out. */
  generateNonDigits(count: number, seed: number, heldOut: boolean): Dataset;
  /**
   * MNIST's pair of files, unpacked.
   *
   * @throws Error saying which of the two is wrong, and how
   */
  datasetFromIdx(images: Uint8Array, labels: Uint8Array): Dataset;
  /**
   * Ink, a drawing of one digit a line:
   * `{"word":"8","drawing":[[[x0,x1,…],[y0,y1,…]],…],"writer":"…"}`.
   *
   * @throws Error naming the line or the drawing
   */
  datasetFromInk(ndjson: Uint8Array): Dataset;
  /**
   * @param spec Keras-like JSON, "lab" or "convnet"
   * @param data which the trainer keeps, whatever becomes of its handle
   * @throws Error when the specification or a setting makes no sense, the data does not fit or
   *   there is not enough memory
   */
  createTrainer(
    spec: string,
    data: Dataset,
    settings?: TrainerSettings,
  ): Trainer;
}

/** A generated digit, in the generator's unit. */
export interface GeneratedStrokes {
  /** (2·n): x0, y0, x1, y1, …, y growing downwards. */
  points: Float32Array;
  /** Points of each stroke, in drawing order; they add up to n. */
  strokeLengths: Uint32Array;
}

/** digitlab-pen.js: a pen that writes digits, as varied as those that networks are trained on. */
export interface DigitlabPenModule {
  /**
   * @param digit 0 … 9
   * @param seed the same one writes the same digit again
   * @throws Error when either is no whole number, or out of range
   */
  generateStrokes(digit: number, seed: number): GeneratedStrokes;
}

/** Options of Emscripten's loader that we use. */
export interface LoaderOptions {
  /** Where the .wasm file is. */
  locateFile?: (name: string) => string;
  /** Its bytes, when they are at hand. */
  wasmBinary?: Uint8Array;
}

/** Default export of each module. */
export type ModuleFactory<Module> = (options?: LoaderOptions) => Promise<Module>;

declare const createDigitlab: ModuleFactory<DigitlabModule>;
export default createDigitlab;
