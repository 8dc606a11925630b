/** How far a call trains. */
import { EngineError } from "./engine.ts";
import type { RunPlace, TrainGoal } from "./training-engine.ts";

/** Where a goal is, in batches since the run's beginning. */
export function goalAt(
  goal: TrainGoal | undefined,
  { epoch, batch }: RunPlace,
  perEpoch: number,
): number {
  if (!goal) return Infinity;
  const [count, from, each] =
    "epochs" in goal
      ? [goal.epochs, epoch * perEpoch, perEpoch]
      : [goal.batches, epoch * perEpoch + batch, 1];
  if (!(count > 0)) throw new EngineError("refused", "there is nothing to do");
  return from + count * each;
}
