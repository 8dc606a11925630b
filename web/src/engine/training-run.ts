/** A run in the worker: trains in slices, so that calls and aborts that arrive meanwhile are heard. */
import type { Trainer } from "../../../wasm/digitlab.d.ts";
import { otherTasks } from "./other-tasks.ts";
import type {
  EpochRow,
  RunPlace,
  RunState,
  TrainProgress,
} from "./training-engine.ts";

/** What is told of a slice; the state goes to the page's half of the engine alone. */
export type SliceReport = TrainProgress & {
  /** After an epoch. */
  readonly state: RunState | null;
};

export class TrainingRun {
  private seconds: number[];
  /** Of the call that trains. One that was aborted may still have to wake up and leave. */
  private training: AbortSignal | null = null;
  private closed = false;

  constructor(
    readonly trainer: Trainer,
    seconds: readonly number[],
    /** A slice ends with the first batch after this, or with an epoch. */
    private sliceMs: number,
  ) {
    this.seconds = [...seconds];
  }

  place(): RunPlace {
    const { epoch, batch, finished, batchLoss, learningRate } = this.trainer;
    return { epoch, batch, finished, batchLoss, learningRate };
  }

  history(): EpochRow[] {
    return this.trainer
      .history()
      .map((row, i) => ({ ...row, seconds: this.seconds[i] ?? 0 }));
  }

  state(): RunState {
    return { bytes: this.trainer.stateBytes(), seconds: [...this.seconds] };
  }

  /**
   * @param until batches since the run's beginning: a place that is the same for whoever takes the
   *   run up from an earlier one
   */
  async train(
    until: number,
    signal: AbortSignal,
    tell: (report: SliceReport) => void,
  ): Promise<void> {
    if (this.training && !this.training.aborted)
      throw new Error("this run is training already");
    this.training = signal;
    const began = performance.now();
    let samples = 0;
    try {
      while (!signal.aborted && !this.isAt(until)) {
        const { batches, row } = this.slice(until);
        const { trainSamples, batchesPerEpoch } = this.trainer;
        samples += (batches * trainSamples) / batchesPerEpoch;
        tell({
          ...this.place(),
          row,
          samplesPerSecond: (1000 * samples) / (performance.now() - began),
          state: row && this.state(),
        });
        await otherTasks();
        if (this.closed) throw new Error("this run was closed");
      }
    } finally {
      if (this.training === signal) this.training = null;
    }
  }

  close(): void {
    this.closed = true;
    this.trainer.delete();
  }

  private isAt(until: number): boolean {
    const { epoch, batch, batchesPerEpoch, finished } = this.trainer;
    // After an epoch's last batch there is more to do before it is over.
    const between = batch < batchesPerEpoch;
    return finished || (between && epoch * batchesPerEpoch + batch >= until);
  }

  private slice(until: number): { batches: number; row: EpochRow | null } {
    let batches = 0;
    let left = this.sliceMs;
    let since = performance.now();
    do {
      const { epoch } = this.trainer;
      const done = this.trainer.advance();
      const now = performance.now();
      this.seconds[epoch] = (this.seconds[epoch] ?? 0) + (now - since) / 1000;
      left -= now - since;
      since = now;
      if (done === "batch") ++batches;
      if (done === "epoch") return { batches, row: this.history().at(-1)! };
    } while (left > 0 && !this.isAt(until));
    return { batches, row: null };
  }
}
