/** Data and trainings, in a worker that is replaced when it traps; runs go on from their last epoch. */
import { askAndCount, isDeath, isHopeless } from "./deaths.ts";
import { EngineError, type CallOptions } from "./engine.ts";
import type { Port } from "./messages.ts";
import { Remote } from "./remote.ts";
import { reopen, type OpenRun } from "./reopening.ts";
import type {
  DatasetHandle,
  DataSource,
  RunHandle,
  RunStatus,
  TrainingEngine,
} from "./training-engine.ts";
import { goalAt } from "./training-goal.ts";
import type { HostStatus, TrainingCalls } from "./training-host.ts";
import type { SliceReport } from "./training-run.ts";

/** A training is heard of many times a second, but a slow phone may generate digits for a minute. */
const PATIENCE_MS = 120_000;

export interface TrainingOptions {
  readonly spawn: () => Port;
  /** The compiled core. */
  readonly module: () => Promise<WebAssembly.Module>;
  /** Called when a worker had to be replaced, with the reason. */
  readonly replaced?: (reason: string) => void;
}

/** `spawn` starts a worker of ./training-worker.ts, or for tests a port that is served here. */
export function trainingEngine({
  spawn,
  module,
  replaced,
}: TrainingOptions): TrainingEngine {
  const datasets = new Map<number, DataSource>();
  const runs = new Map<number, OpenRun>();
  let lastId = 0;
  const remote = new Remote<TrainingCalls>({
    spawn,
    script: "training-worker.js",
    patienceMs: PATIENCE_MS,
    ...(replaced && { replaced }),
    async restore(ask) {
      await ask("start", await module());
      await reopen(ask, datasets, runs);
    },
  });

  const free = (call: "closeData" | "closeRun", id: number) => {
    // In a worker that is gone there is nothing to free.
    remote.ask(call, { id }).catch(() => {});
  };
  const sourceOf = ({ id }: DatasetHandle): DataSource => {
    const source = datasets.get(id);
    if (!source) throw new EngineError("refused", "this data is closed");
    return source;
  };
  const runOf = ({ id }: RunHandle): OpenRun => {
    const run = runs.get(id);
    if (!run) throw new EngineError("refused", "this run is closed");
    if (run.lost !== null) throw new EngineError("refused", run.lost);
    return run;
  };
  const askAbout = <Name extends keyof TrainingCalls & string>(
    run: OpenRun,
    ...[name, input, options]: Parameters<typeof remote.ask<Name>>
  ): Promise<TrainingCalls[Name]["output"]> =>
    askAndCount(run.deaths, name, () => remote.ask(name, input, options));
  const told = (run: OpenRun, status: HostStatus): RunStatus => ({
    ...status,
    reopened: run.reopened,
  });

  return {
    // A failure is told to whoever calls first, and tried again then.
    prepare: () => void remote.start().catch(() => {}),

    async openData(source, options) {
      const id = ++lastId;
      try {
        const handle = await remote.ask("openData", { id, source }, options);
        datasets.set(id, source);
        return handle;
      } catch (error) {
        // The worker may have opened what nobody waits for any more.
        if (options?.signal?.aborted) free("closeData", id);
        throw error;
      }
    },

    async images(data, from, count, options) {
      sourceOf(data);
      return remote.ask("images", { id: data.id, from, count }, options);
    },

    closeData({ id }) {
      if (datasets.delete(id)) free("closeData", id);
    },

    async openRun({ model, data, settings = {}, state }, options) {
      const source = sourceOf(data);
      const id = ++lastId;
      const kept = state ?? null;
      const input = { id, model, data: data.id, settings, state: kept };
      try {
        const handle = await remote.ask("openRun", input, options);
        runs.set(id, {
          ...{ model, settings, data: data.id, source, kept },
          ...{ reopened: 0, lost: null, deaths: new Map() },
        });
        return handle;
      } catch (error) {
        if (options?.signal?.aborted) free("closeRun", id);
        throw error;
      }
    },

    async train(handle, goal, { signal, progress } = {}) {
      const { id } = handle;
      const run = runOf(handle);
      const abort: CallOptions = signal ? { signal } : {};
      const place = await askAbout(run, "status", { id }, abort);
      // A place, and not a distance: it stays where it is when the run has to go back.
      const until = goalAt(goal, place, handle.batchesPerEpoch);
      const heard = ({ state, ...seen }: SliceReport) => {
        if (state) {
          run.kept = state;
          run.deaths.delete("train");
        }
        progress?.(seen);
      };
      const options = { ...abort, progress: heard };
      for (;;) {
        runOf(handle); // It may have been closed or lost meanwhile.
        try {
          return told(
            run,
            await askAbout(run, "train", { id, until }, options),
          );
        } catch (error) {
          const again = isDeath(error) && !isHopeless(run.deaths, "train");
          if (!again || signal?.aborted) throw error;
        }
      }
    },

    async status(handle, options) {
      const run = runOf(handle);
      return told(run, await askAbout(run, "status", handle, options));
    },
    state: async (run, options) =>
      askAbout(runOf(run), "state", { id: run.id }, options),
    weights: async (run, options) =>
      askAbout(runOf(run), "weights", { id: run.id }, options),
    async report(handle, { name, command, data, test }, options) {
      const run = runOf(handle);
      if (test) sourceOf(test.data);
      const tested = test ? { data: test.data.id, name: test.name } : null;
      const facts = { name, command, data, test: tested };
      return askAbout(run, "report", { id: handle.id, ...facts }, options);
    },

    closeRun({ id }) {
      if (runs.delete(id)) free("closeRun", id);
    },

    dispose: () => remote.dispose(),
  };
}
