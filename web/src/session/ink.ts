/** A drawing with the history for undo and redo. Pure values; a change makes a new `Ink`. */
import type { Drawing, Stroke } from "./strokes.ts";

/** Steps back that are kept: more than anybody takes, and a bound for what a device has to keep. */
export const HISTORY_STEPS = 100;

export interface Ink {
  readonly drawing: Drawing;
  /** Drawings that undo goes back to, oldest first. */
  readonly past: readonly Drawing[];
  /** Drawings that redo goes forward to, next one last. */
  readonly future: readonly Drawing[];
}

export const blankInk: Ink = { drawing: [], past: [], future: [] };

/** Puts another drawing in the place of this one, which undo brings back. */
export function replaceDrawing(ink: Ink, drawing: Drawing): Ink {
  const past = [...ink.past, ink.drawing].slice(-HISTORY_STEPS);
  return { drawing, past, future: [] };
}

/** Adds a finished stroke. A stroke without points changes nothing. */
export function addStroke(ink: Ink, stroke: Stroke): Ink {
  return stroke.length === 0
    ? ink
    : replaceDrawing(ink, [...ink.drawing, stroke]);
}

/** Empties the paper, which undo can take back. */
export function clearInk(ink: Ink): Ink {
  return ink.drawing.length === 0 ? ink : replaceDrawing(ink, []);
}

/** One step back; the same ink when there is none. */
export function undo(ink: Ink): Ink {
  const before = ink.past.at(-1);
  if (before === undefined) return ink;
  return {
    drawing: before,
    past: ink.past.slice(0, -1),
    future: [...ink.future, ink.drawing],
  };
}

/** One step forward again; the same ink when there is none. */
export function redo(ink: Ink): Ink {
  const after = ink.future.at(-1);
  if (after === undefined) return ink;
  return {
    drawing: after,
    past: [...ink.past, ink.drawing].slice(-HISTORY_STEPS),
    future: ink.future.slice(0, -1),
  };
}
