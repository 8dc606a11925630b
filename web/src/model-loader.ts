/** Brings the chosen network into the core, and says what went wrong when it cannot. */
import { closeModel, CoreError, openModel } from "./core.ts";
import { FetchError, fetchWeights } from "./models.ts";
import type { Notices } from "./notices.ts";
import { texts } from "./texts.ts";

/** What an error says. */
export const reasonOf = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

export interface InputFormat {
  readonly inputHeight: number;
  readonly inputWidth: number;
  /** Share of its slant, 0 to 1, that is taken out of the frame first. */
  readonly inputDeskew: number;
}

/**
 * Loads a model into the core and says so through `done`: the format of its input, or null when it
 * failed, which `notices` then explains. Nothing happens once the model is no longer `wanted`.
 */
export async function loadModel(
  model: string,
  wanted: () => boolean,
  notices: Notices,
  done: (outcome: InputFormat | null) => void,
): Promise<void> {
  document.documentElement.dataset["ready"] = "false";
  try {
    const weights = await fetchWeights(model);
    if (!wanted()) return;
    const recognizer = await openModel(weights);
    if (!wanted()) return;
    notices.hide("model");
    done(recognizer);
  } catch (error) {
    if (!wanted()) return;
    closeModel();
    const title = texts.modelTitle(model);
    const reason = reasonOf(error);
    if (error instanceof CoreError)
      notices.show("core", texts.failures.core(reason));
    else if (error instanceof FetchError)
      notices.show("model", texts.failures.weightsMissing(title, reason));
    else notices.show("model", texts.failures.weightsDamaged(title, reason));
    done(null);
  }
}
