/** What of a training survives its worker, and how a new worker comes by it. */
import type { Deaths } from "./deaths.ts";
import { EngineError } from "./engine.ts";
import type { Ask } from "./remote.ts";
import type { DataSource, RunRequest, RunState } from "./training-engine.ts";
import type { TrainingCalls } from "./training-host.ts";

export interface OpenRun {
  readonly model: string;
  readonly settings: NonNullable<RunRequest["settings"]>;
  /** Number of its data, which may be closed, and how to come by it again. */
  readonly data: number;
  readonly source: DataSource;
  /** Of its last whole epoch, or what it was opened with; null for the beginning. */
  kept: RunState | null;
  reopened: number;
  /** Why it could not be reopened. */
  lost: string | null;
  readonly deaths: Deaths;
}

/** Opens in a new worker what was open in the one before. */
export async function reopen(
  ask: Ask<TrainingCalls>,
  datasets: ReadonlyMap<number, DataSource>,
  runs: ReadonlyMap<number, OpenRun>,
): Promise<void> {
  const sources = new Map(datasets);
  for (const { data, source } of runs.values()) sources.set(data, source);
  for (const [id, source] of sources)
    await refusalOf(ask("openData", { id, source }));
  for (const [id, run] of runs) {
    const { model, data, settings, kept: state } = run;
    run.lost = await refusalOf(
      ask("openRun", { id, model, data, settings, state }),
    );
    ++run.reopened;
  }
  for (const id of sources.keys())
    if (!datasets.has(id)) await ask("closeData", { id });
}

/** What cannot be had again, for want of memory perhaps, must not take all else with it. */
async function refusalOf(opening: Promise<unknown>): Promise<string | null> {
  try {
    await opening;
    return null;
  } catch (error) {
    if (error instanceof EngineError && error.kind === "refused")
      return error.message;
    throw error;
  }
}
