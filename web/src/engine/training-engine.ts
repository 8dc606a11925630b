/**
 * What the page asks of the engine's second half: data, and trainings that can be left at any batch.
 * Calls fail as those of `RecognitionEngine` do; and with kind "diverged" when a loss or a gradient is
 * not finite any more, with everything as before that batch.
 */
import type { EpochReport, TrainerSettings } from "../../../wasm/digitlab.d.ts";
import type { CallOptions } from "./engine.ts";

export type { TrainerSettings };

/** Where samples come from. Bytes that are handed in must stay as they are. */
export type DataSource =
  /** Generated: the first `count` of the endless sequence that `seed` names. */
  | { readonly kind: "digits"; readonly count: number; readonly seed: number }
  /** Generated letters, shapes and scribbles, to be refused: of kinds for training, or held out. */
  | {
      readonly kind: "non-digits";
      readonly count: number;
      readonly seed: number;
      readonly heldOut: boolean;
    }
  /** MNIST's pair of files, unpacked. */
  | {
      readonly kind: "idx";
      readonly images: Uint8Array;
      readonly labels: Uint8Array;
    }
  /** Ink, a drawing of one digit a line. */
  | { readonly kind: "ink"; readonly ndjson: Uint8Array }
  /** All of these, in this order; at least one. */
  | { readonly kind: "joined"; readonly parts: readonly DataSource[] };

/** Samples that the engine holds, until they are closed. */
export interface DatasetHandle {
  readonly id: number;
  readonly size: number;
  /** (11): samples of each digit, and last of what is no digit. */
  readonly counts: Uint32Array;
}

export interface Sample {
  readonly height: number;
  readonly width: number;
  /** (height·width), row-major, upright, 0 paper … 255 ink. */
  readonly pixels: Uint8Array;
  /** Null when it is no digit. */
  readonly label: number | null;
}

/** All that decides how a run goes on; may be kept and taken up in another visit. */
export interface RunState {
  readonly bytes: Uint8Array;
  /** That each epoch took, the one under way with what it took so far. */
  readonly seconds: readonly number[];
}

export interface RunRequest {
  /** "lab", "convnet", or a specification in Keras-like JSON. */
  readonly model: string;
  /** May be closed when the run is open. */
  readonly data: DatasetHandle;
  readonly settings?: TrainerSettings;
  /** To go on from: of a run with the same model, data and settings. */
  readonly state?: RunState;
}

/** A training that the engine has open, until it is closed. */
export interface RunHandle {
  readonly id: number;
  readonly trainSamples: number;
  readonly validationSamples: number;
  readonly batchesPerEpoch: number;
}

export interface EpochRow extends EpochReport {
  readonly seconds: number;
}

/** Where a run is. */
export interface RunPlace {
  /** Whole epochs done, and batches of the one under way. */
  readonly epoch: number;
  readonly batch: number;
  readonly finished: boolean;
  /** Mean loss of the last batch, before its step. */
  readonly batchLoss: number;
  /** Of the next step. */
  readonly learningRate: number;
}

export interface RunStatus extends RunPlace {
  /** A row for each whole epoch. */
  readonly history: readonly EpochRow[];
  /**
   * How often the worker under it was replaced. Each time the run was taken up after its last whole
   * epoch, or where it had been opened; what it does from there is what it would have done anyway.
   */
  readonly reopened: number;
}

/** Told several times a second, and after each epoch. */
export interface TrainProgress extends RunPlace {
  /** Of an epoch that is over just now; null otherwise. */
  readonly row: EpochRow | null;
  /** Mean since the call. */
  readonly samplesPerSecond: number;
}

/** How far to train; an epoch under way counts as the first one. Until all is done when left out. */
export type TrainGoal =
  { readonly batches: number } | { readonly epochs: number };

export interface ReportFacts {
  /** Of the model. */
  readonly name: string;
  /** The command line that would train it again; may be empty. */
  readonly command: string;
  /** What the samples are called. */
  readonly data: string;
  /** To test with, and what it is called. */
  readonly test?: { readonly data: DatasetHandle; readonly name: string };
}

export interface TrainingEngine {
  /** Begins to start the engine, which takes its time; else the first call does. Never fails. */
  prepare(): void;
  openData(source: DataSource, options?: CallOptions): Promise<DatasetHandle>;
  /** Samples `from` … `from + count - 1`, counted from 0; all of them must be there. */
  images(
    data: DatasetHandle,
    from: number,
    count: number,
    options?: CallOptions,
  ): Promise<Sample[]>;
  closeData(data: DatasetHandle): void;
  openRun(request: RunRequest, options?: CallOptions): Promise<RunHandle>;
  /**
   * Trains. The last batch of an epoch includes what ends the epoch, such as its validation. Aborted,
   * the run pauses after the batch under way: ask `status` where, and call this again to go on.
   */
  train(
    run: RunHandle,
    goal?: TrainGoal,
    options?: CallOptions & { progress?: (value: TrainProgress) => void },
  ): Promise<RunStatus>;
  status(run: RunHandle, options?: CallOptions): Promise<RunStatus>;
  state(run: RunHandle, options?: CallOptions): Promise<RunState>;
  /** The network as it is now: bytes of a model.safetensors, which `RecognitionEngine` opens. */
  weights(run: RunHandle, options?: CallOptions): Promise<Uint8Array>;
  /** The training so far as a report.json. */
  report(
    run: RunHandle,
    facts: ReportFacts,
    options?: CallOptions,
  ): Promise<string>;
  /** Frees a run; calls about it that are under way are refused. */
  closeRun(run: RunHandle): void;
  /** Ends the engine for good. */
  dispose(): void;
}
