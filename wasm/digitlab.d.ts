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

/** One row of the training record. */
export interface EpochReport {
  /** Counted from 1. */
  epoch: number;
  /** Mean cross-entropy over the epoch's samples. */
  loss: number;
  /** 0 … 1. */
  accuracy: number;
}

/** Trains a network on generated digits, as far as it is asked to. Call `delete()` when done. */
export interface Trainer {
  readonly epoch: number;
  readonly finished: boolean;
  /** Runs the rest of the epoch under way. @throws Error when the loss is not finite */
  advanceEpoch(): EpochReport;
  /** The network as the bytes of a safetensors file. */
  modelBytes(): Uint8Array;
  delete(): void;
}

export interface TrainerSettings {
  epochs: number;
  batchSize: number;
  learningRate: number;
  seed: number;
}

/** digitlab-simd.js and digitlab-scalar.js: all that the first screen needs. */
export interface DigitlabModule {
  /** @throws Error saying what is wrong with the file */
  loadRecognizer(modelBytes: Uint8Array): Recognizer;
}

/** digitlab-train-simd.js and digitlab-train-scalar.js: the laboratory, for a worker. */
export interface DigitlabTrainingModule extends DigitlabModule {
  /**
   * @param spec Keras-like JSON, or "lab"
   * @param images (samples·height·width), row-major, upright, about 0 … 1
   * @param labels (samples), 0 … 9
   * @throws Error when the specification, the settings or the data make no sense
   */
  createTrainer(
    spec: string,
    settings: TrainerSettings,
    images: Float32Array,
    labels: Uint8Array,
    height: number,
    width: number,
  ): Trainer;
  /** `count` generated digits as 28×28 images. @throws Error when count is not 1 … 1,000,000 */
  synthesizeImages(count: number, seed: number): { images: Uint8Array; labels: Uint8Array };
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
