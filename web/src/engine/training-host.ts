/** The training worker's calls: convert, ask the core, convert. */
import type {
  Dataset,
  DigitlabTrainingModule,
  ModuleFactory,
  TrainerSettings,
} from "../../../wasm/digitlab.d.ts";
import { instantiate } from "./instantiate.ts";
import type { Host } from "./messages.ts";
import type {
  DatasetHandle,
  DataSource,
  RunHandle,
  RunState,
  RunStatus,
  Sample,
} from "./training-engine.ts";
import { TrainingRun, type SliceReport } from "./training-run.ts";

type Named = { readonly id: number };
/** How often it was reopened is known to the page alone. */
export type HostStatus = Omit<RunStatus, "reopened">;

export type TrainingCalls = {
  /** Must be the first: starts the core. */
  start: { input: WebAssembly.Module; output: void };
  openData: {
    input: Named & { readonly source: DataSource };
    output: DatasetHandle;
  };
  images: {
    input: Named & { readonly from: number; readonly count: number };
    output: Sample[];
  };
  closeData: { input: Named; output: void };
  openRun: {
    input: Named & {
      readonly model: string;
      /** Number of a dataset. */
      readonly data: number;
      readonly settings: TrainerSettings;
      readonly state: RunState | null;
    };
    output: RunHandle;
  };
  train: {
    /** Batches since the run's beginning. */
    input: Named & { readonly until: number };
    output: HostStatus;
    progress: SliceReport;
  };
  status: { input: Named; output: HostStatus };
  state: { input: Named; output: RunState };
  weights: { input: Named; output: Uint8Array };
  report: {
    input: Named & {
      readonly name: string;
      readonly command: string;
      readonly data: string;
      readonly test: { readonly data: number; readonly name: string } | null;
    };
    output: string;
  };
  closeRun: { input: Named; output: void };
};

function open(core: DigitlabTrainingModule, source: DataSource): Dataset {
  switch (source.kind) {
    case "digits":
      return core.generateDigits(source.count, source.seed);
    case "non-digits":
      return core.generateNonDigits(source.count, source.seed, source.heldOut);
    case "idx":
      return core.datasetFromIdx(source.images, source.labels);
    case "ink":
      return core.datasetFromInk(source.ndjson);
    case "joined":
      return join(core, source.parts);
  }
}

function join(
  core: DigitlabTrainingModule,
  [first, ...others]: readonly DataSource[],
): Dataset {
  if (!first) throw new Error("there is no data to join");
  let all = open(core, first);
  for (const other of others) {
    const before = all;
    let part: Dataset | null = null;
    try {
      part = open(core, other);
      all = before.joined(part);
    } finally {
      part?.delete();
      before.delete();
    }
  }
  return all;
}

const statusOf = (run: TrainingRun): HostStatus => ({
  ...run.place(),
  history: run.history(),
});

/** Training holds up other calls for so long, or for a batch. */
const SLICE_MS = 40;

/** @param create the core's loader; the same for builds with and without SIMD */
export function trainingHost(
  create: ModuleFactory<DigitlabTrainingModule>,
  sliceMs = SLICE_MS,
): Host<TrainingCalls> {
  let core: DigitlabTrainingModule | null = null;
  const datasets = new Map<number, Dataset>();
  const runs = new Map<number, TrainingRun>();
  const started = () => {
    if (!core) throw new Error("the core has not been started");
    return core;
  };
  const dataset = (id: number) => {
    const found = datasets.get(id);
    if (!found) throw new Error("this data is not open");
    return found;
  };
  const run = (id: number) => {
    const found = runs.get(id);
    if (!found) throw new Error("this run is not open");
    return found;
  };
  return {
    async start(code) {
      core = await instantiate(create, code);
    },
    openData({ id, source }) {
      const data = open(started(), source);
      datasets.set(id, data);
      return { id, size: data.size, counts: data.counts() };
    },
    images({ id, from, count }) {
      const data = dataset(id);
      if (!(from >= 0 && count >= 0 && from + count <= data.size))
        throw new Error(`there are ${data.size} samples`);
      return Array.from({ length: count }, (_, i) => data.image(from + i));
    },
    closeData({ id }) {
      datasets.get(id)?.delete();
      datasets.delete(id);
    },
    openRun({ id, model, data, settings, state }) {
      const trainer = started().createTrainer(model, dataset(data), settings);
      try {
        if (state) trainer.restore(state.bytes);
      } catch (error) {
        trainer.delete();
        throw error;
      }
      runs.set(id, new TrainingRun(trainer, state?.seconds ?? [], sliceMs));
      const { trainSamples, validationSamples, batchesPerEpoch } = trainer;
      return { id, trainSamples, validationSamples, batchesPerEpoch };
    },
    async train({ id, until }, { signal, progress }) {
      const training = run(id);
      await training.train(until, signal, progress);
      return statusOf(training);
    },
    status: ({ id }) => statusOf(run(id)),
    state: ({ id }) => run(id).state(),
    weights: ({ id }) => run(id).trainer.modelBytes(),
    report({ id, name, command, data, test }) {
      const seconds = run(id)
        .history()
        .map((row) => row.seconds);
      return run(id).trainer.reportJson({
        ...{ name, command, data, seconds: Float64Array.from(seconds) },
        ...(test && { test: { data: dataset(test.data), name: test.name } }),
      });
    },
    closeRun({ id }) {
      runs.get(id)?.close();
      runs.delete(id);
    },
  };
}
