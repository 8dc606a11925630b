/** What the visitor has on the desk: one immutable value, of which all views are functions. */
import { MNIST_FRAMING, type Framing } from "./framing.ts";
import { blankInk, type Ink } from "./ink.ts";
import type { Brush } from "./strokes.ts";

export interface Desk {
  readonly ink: Ink;
  readonly brush: Brush;
  /** Stages of the framing that are on. */
  readonly framing: Framing;
  /** A stroke of the digit that was chosen to look at; null for the one drawn last. */
  readonly chosenStroke: number | null;
  /** Name of the chosen network; null before there is a choice. */
  readonly network: string | null;
}

export const emptyDesk: Desk = {
  ink: blankInk,
  brush: "medium",
  framing: MNIST_FRAMING,
  chosenStroke: null,
  network: null,
};

/** Other ink: the digit to look at is then the one drawn last. */
export const withInk = (desk: Desk, ink: Ink): Desk =>
  ink === desk.ink ? desk : { ...desk, ink, chosenStroke: null };
