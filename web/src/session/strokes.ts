/**
 * What has been drawn: strokes as vectors. Coordinates are paper units, so that drawings do not
 * depend on the canvas's size, its rotation or the screen's density.
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
