/** Strokes laid out as the engine takes them. */
import type { Drawing } from "./strokes.ts";

export interface PackedStrokes {
  /** x0, y0, x1, y1, … in paper units, y downwards. */
  readonly points: Float32Array;
  /** Number of points of each stroke. */
  readonly lengths: Uint32Array;
}

export function packStrokes(drawing: Drawing): PackedStrokes {
  let numbers = 0;
  for (const stroke of drawing) numbers += stroke.length;
  const points = new Float32Array(numbers);
  let at = 0;
  for (const stroke of drawing) {
    points.set(stroke, at);
    at += stroke.length;
  }
  const lengths = Uint32Array.from(drawing, (stroke) => stroke.length / 2);
  return { points, lengths };
}
