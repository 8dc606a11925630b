/** Strokes of any unit, in the middle of the paper. Pure. */
import {
  PAPER_SIDE,
  roundToGrain,
  strokesBox,
  type Drawing,
} from "../../session/strokes.ts";

/** Of the paper's side, that the longer side of the ink takes. */
const SHARE = 0.62;

export function fitToPaper({
  points,
  strokeLengths,
}: {
  /** (2·n): x0, y0, x1, y1, … */
  readonly points: ArrayLike<number>;
  readonly strokeLengths: Iterable<number>;
}): Drawing {
  const { left, right, top, bottom } = strokesBox([Array.from(points)]);
  const scale =
    (SHARE * PAPER_SIDE) / Math.max(right - left, bottom - top, 1e-6);
  const middle = [(left + right) / 2, (top + bottom) / 2];
  const placed = Array.from(points, (value, i) =>
    roundToGrain(PAPER_SIDE / 2 + scale * (value - middle[i % 2]!)),
  );
  let at = 0;
  return Array.from(strokeLengths, (length) =>
    placed.slice(at, (at += 2 * length)),
  );
}
