/** How the drawing is framed for the network, a switch a stage, and in words what that costs. */
import type { FrameSettings } from "../../wasm/digitlab.d.ts";
import type { Verdict } from "./answer.ts";
import { topTwo } from "./answer.ts";
import { PAPER_SIDE } from "./strokes.ts";
import { formatPercent, texts } from "./texts.ts";

/** The stages that can be switched off, in the order in which the ink goes through them. */
export const STAGES = ["fitBox", "normalizePen", "centerByMass"] as const;
export type Stage = (typeof STAGES)[number];
export type Framing = Readonly<Record<Stage, boolean>>;

/** All stages on, as MNIST's digits were framed. */
export const MNIST_FRAMING: Framing = {
  fitBox: true,
  normalizePen: true,
  centerByMass: true,
};

export const stagesOff = (framing: Framing): Stage[] =>
  STAGES.filter((stage) => !framing[stage]);

/** What the core is told. @param brushWidth in paper units */
export const frameSettings = (
  framing: Framing,
  brushWidth: number,
): FrameSettings => ({ ...framing, canvasSide: PAPER_SIDE, brushWidth });

/** "7, 61 %"; "not sure (7, 41 %)" without an answer. */
function verdictWords({ digit, probabilities }: Verdict): string {
  const best = digit ?? topTwo(probabilities)[0];
  const share = formatPercent(probabilities[best]!, 0);
  return digit === null
    ? texts.stages.verdictUnsure(best, share)
    : texts.stages.verdict(best, share);
}

/**
 * What it costs this drawing that `off` are off; what switches are for when none is.
 *
 * @param now what the network says with them off
 * @param usual what it says with all stages on
 */
export function costWords(
  off: readonly Stage[],
  now: Verdict,
  usual: Verdict,
): string {
  if (off.length === 0) return texts.stages.invitation;
  const without = texts.stages.without(off);
  if (usual.reason === "blank") return texts.stages.costUnknown(without);
  const [here, there] = [verdictWords(now), verdictWords(usual)];
  if (here === there) return texts.stages.costNothing(without, here);
  return now.digit !== null && now.digit === usual.digit
    ? texts.stages.costSame(
        without,
        here,
        formatPercent(usual.probabilities[usual.digit]!, 0),
      )
    : texts.stages.cost(without, here, there);
}
