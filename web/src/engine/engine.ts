/**
 * What the page asks of the engine. All calls are asynchronous, can be aborted and name what they
 * act on by a handle. An aborted call rejects with its signal's reason; any other failure is an
 * `EngineError`. Nothing outside this folder touches WebAssembly.
 */
import type {
  FrameSettings,
  ReadDigit,
  Recognition,
} from "../../../wasm/digitlab.d.ts";

export type { FrameSettings, ReadDigit, Recognition };

/**
 * Why a call failed: a file did not arrive, the browser cannot run the engine, the core refused what
 * it was given, the numbers of a training left all bounds, or the engine trapped or died and has been
 * replaced.
 */
export type FailureKind =
  "file" | "unsupported" | "refused" | "diverged" | "died";

export class EngineError extends Error {
  /** @param file name of the file that did not arrive */
  constructor(
    readonly kind: FailureKind,
    reason: string,
    readonly file: string | null = null,
  ) {
    super(reason);
  }
}

/** A network that the engine has open, until it is closed. */
export interface NetworkHandle {
  readonly id: number;
  readonly parameterCount: number;
  readonly inputHeight: number;
  readonly inputWidth: number;
  /** Share of its slant, 0 to 1, that is taken out of the frame before the network reads it. */
  readonly inputDeskew: number;
}

/** A drawing, and what is to be known about it. */
export interface LookRequest {
  /** (2·n): x0, y0, x1, y1, … in any unit, y growing downwards. */
  readonly points: Float32Array;
  /** Points of each stroke, in drawing order; they add up to n. */
  readonly lengths: Uint32Array;
  readonly settings: FrameSettings;
  /**
   * Number of a stroke of the digit to look at; the last digit when it belongs to none. Null when all
   * of the drawing is that digit, whatever it looks like.
   */
  readonly stroke: number | null;
  /** More ways to frame that digit alone. */
  readonly others: readonly FrameSettings[];
}

/** What is written, and the digit that is looked at. */
export interface Look {
  /** In reading order; empty when there is no ink, or too little, and somebody has to find them. */
  readonly digits: readonly ReadDigit[];
  /** Index of the digit that is looked at; −1 when there is none. */
  readonly selected: number;
  /** Of that digit, for each of the request's `others`; empty when there is none. */
  readonly others: readonly Recognition[];
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** Networks that answer. */
export interface RecognitionEngine {
  /** Begins to start the engine, which takes its time; else the first call does. Never fails. */
  prepare(): void;
  /** @param weights bytes of a model.safetensors */
  open(weights: Uint8Array, options?: CallOptions): Promise<NetworkHandle>;
  look(
    network: NetworkHandle,
    request: LookRequest,
    options?: CallOptions,
  ): Promise<Look>;
  /** Frees a network; calls about it that are under way are refused. */
  close(network: NetworkHandle): void;
  /** Ends the engine for good. */
  dispose(): void;
}
