/**
 * What has been drawn: strokes as vectors, and the history for undo and redo. Pure values; a change
 * makes a new `Ink`. Coordinates are paper units, so that drawings do not depend on the canvas's
 * size, its rotation or the screen's density.
 */

/** Side of the square paper in paper units. Of the size of a canvas, as the core expects pen positions. */
export const PAPER_SIDE = 400;

/** Widths of the brushes in paper units. Only for the eye: the core frames strokes with its own width. */
export const BRUSHES = { fine: 9, medium: 19, broad: 32 } as const;
export type Brush = keyof typeof BRUSHES;

/** Coordinates are kept to a hundredth of a unit, so that a saved drawing is the one that was read. */
export const roundToGrain = (value: number) => Math.round(value * 100) / 100;

/** One movement of the pen: x0, y0, x1, y1, … in paper units, y downwards. */
export type Stroke = readonly number[];
export type Drawing = readonly Stroke[];

export interface Ink {
  readonly drawing: Drawing;
  /** Drawings that undo goes back to, oldest first. */
  readonly past: readonly Drawing[];
  /** Drawings that redo goes forward to, next one last. */
  readonly future: readonly Drawing[];
}

export const blankInk: Ink = { drawing: [], past: [], future: [] };

function change(ink: Ink, drawing: Drawing): Ink {
  return { drawing, past: [...ink.past, ink.drawing], future: [] };
}

/** Adds a finished stroke. A stroke without points changes nothing. */
export function addStroke(ink: Ink, stroke: Stroke): Ink {
  return stroke.length === 0 ? ink : change(ink, [...ink.drawing, stroke]);
}

/** Empties the paper, which undo can take back. */
export function clearInk(ink: Ink): Ink {
  return ink.drawing.length === 0 ? ink : change(ink, []);
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
    past: [...ink.past, ink.drawing],
    future: ink.future.slice(0, -1),
  };
}

/** The box around the points of strokes, in paper units; infinite, inside out, when there are none. */
export function strokesBox(strokes: Drawing) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const stroke of strokes) {
    for (let i = 0; i + 1 < stroke.length; i += 2) {
      left = Math.min(left, stroke[i]!);
      right = Math.max(right, stroke[i]!);
      top = Math.min(top, stroke[i + 1]!);
      bottom = Math.max(bottom, stroke[i + 1]!);
    }
  }
  return { left, right, top, bottom };
}

/** Longest side of the box around a stroke, in paper units. */
export function strokeExtent(stroke: Stroke): number {
  const { left, right, top, bottom } = strokesBox([stroke]);
  return stroke.length < 2 ? 0 : Math.max(right - left, bottom - top);
}

/** Strokes laid out as the core takes them, in buffers that are reused from call to call. */
export class StrokePacker {
  private points = new Float32Array(1024);
  private lengths = new Uint32Array(16);

  /**
   * @returns `points` x0, y0, x1, y1, … in paper units, and the number of points of each stroke.
   * Both are views that the next call overwrites.
   */
  pack(
    drawing: Drawing,
    live: Stroke | null,
  ): { points: Float32Array; lengths: Uint32Array } {
    const strokes = live ? drawing.length + 1 : drawing.length;
    let numbers = live ? live.length : 0;
    for (const stroke of drawing) numbers += stroke.length;
    if (this.points.length < numbers)
      this.points = new Float32Array(2 * numbers);
    if (this.lengths.length < strokes)
      this.lengths = new Uint32Array(2 * strokes);

    let at = 0;
    for (let s = 0; s < strokes; ++s) {
      const stroke = drawing[s] ?? live!;
      this.points.set(stroke, at);
      this.lengths[s] = stroke.length / 2;
      at += stroke.length;
    }
    return {
      points: this.points.subarray(0, at),
      lengths: this.lengths.subarray(0, strokes),
    };
  }
}
