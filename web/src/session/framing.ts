/** How a drawing is framed for the network: a switch a stage. */
import type { FrameSettings } from "../engine/engine.ts";
import { PAPER_SIDE } from "./strokes.ts";

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
