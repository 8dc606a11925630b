/** What a visitor does to a copy of their ink: moves, resizes and turns it, changes its line. Pure. */
import { STAGES, type Stage } from "../../../session/framing.ts";
import {
  PAPER_SIDE,
  strokesBox,
  type Drawing,
} from "../../../session/strokes.ts";

/** Strokes, and how wide their line is; in paper units. */
export interface Ink {
  readonly drawing: Drawing;
  readonly brushWidth: number;
}

/** All of it against the ink as it was drawn, about the middle of its box. */
export interface Change {
  /** In paper units; what would leave the paper stops at its edge. */
  readonly right: number;
  readonly down: number;
  /** Of the ink and its line, as of a picture. */
  readonly size: number;
  /** Degrees, clockwise. */
  readonly turn: number;
  /** Of the line alone. */
  readonly pen: number;
}

export const UNCHANGED: Change = {
  right: 0,
  down: 0,
  size: 1,
  turn: 0,
  pen: 1,
};

/** How far each can be set, and the steps of its slider. */
export const RANGES = {
  size: { least: 0.2, most: 1.6, step: 0.05 },
  turn: { least: -180, most: 180, step: 5 },
  pen: { least: 0.1, most: 6, step: 0.05 },
} as const;
export type Measure = keyof typeof RANGES;
export const MEASURES = Object.keys(RANGES) as Measure[];

/** Whole degrees, and whole hundredths of all else: what is shown, and can be set back to 1. */
const GRAINS: Readonly<Record<Measure, number>> = {
  size: 100,
  turn: 1,
  pen: 100,
};

/** The nearest value there is. */
export function setMeasure(
  change: Change,
  measure: Measure,
  value: number,
): Change {
  const { least, most } = RANGES[measure];
  const grain = GRAINS[measure];
  const within = Math.max(least, Math.min(most, value));
  return { ...change, [measure]: Math.round(within * grain) / grain };
}

export type Point = readonly [x: number, y: number];

/** Middle of the box around strokes. */
export function middleOf(drawing: Drawing): Point {
  const { left, right, top, bottom } = strokesBox(drawing);
  return [(left + right) / 2, (top + bottom) / 2];
}

/** Turns and resizes about `middle`, then moves. */
export function changePoint(
  [x, y]: Point,
  { right, down, size, turn }: Change,
  [middleX, middleY]: Point,
): Point {
  const angle = (turn * Math.PI) / 180;
  const [cos, sin] = [size * Math.cos(angle), size * Math.sin(angle)];
  const [dx, dy] = [x - middleX, y - middleY];
  return [
    middleX + right + cos * dx - sin * dy,
    middleY + down + sin * dx + cos * dy,
  ];
}

/** `shift`, as far as a line from `low` to `high` stays on the paper; a longer one covers it. */
function keepOn(shift: number, low: number, high: number): number {
  const [a, b] = [-low, PAPER_SIDE - high];
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), shift));
}

/**
 * Between the points of the ink and the paper's edge at least, in paper units: half of MNIST's pen
 * where the paper is scaled to the frame. So what a network misses is never a line cut off.
 */
const LEAST_MARGIN = 16;

/** The same change with the ink, its line included, on the paper. None stays none. */
export function keepOnPaper(change: Change, ink: Ink): Change {
  if (isUnchanged(change)) return change;
  const inPlace = strokesBox(
    changeDrawing(ink.drawing, { ...change, right: 0, down: 0 }),
  );
  const radius = Math.max(
    LEAST_MARGIN,
    (ink.brushWidth * change.size * change.pen) / 2,
  );
  const { left, right, top, bottom } = inPlace;
  return {
    ...change,
    right: keepOn(change.right, left - radius, right + radius),
    down: keepOn(change.down, top - radius, bottom + radius),
  };
}

function changeDrawing(drawing: Drawing, change: Change): Drawing {
  const middle = middleOf(drawing);
  return drawing.map((stroke) => {
    const changed: number[] = [];
    for (let i = 0; i + 1 < stroke.length; i += 2)
      changed.push(
        ...changePoint([stroke[i]!, stroke[i + 1]!], change, middle),
      );
    return changed;
  });
}

/** The ink after the change. Unchanged ink is the same, wherever it lies. */
export function changeInk(ink: Ink, change: Change): Ink {
  if (isUnchanged(change)) return ink;
  return {
    drawing: changeDrawing(ink.drawing, keepOnPaper(change, ink)),
    brushWidth: ink.brushWidth * change.size * change.pen,
  };
}

const isMoved = ({ right, down }: Change) => right !== 0 || down !== 0;

export const isUnchanged = (change: Change) =>
  !isMoved(change) &&
  MEASURES.every((measure) => change[measure] === UNCHANGED[measure]);

/** The stages that take a change back: fitting the box moves the ink, too. None undoes a turn. */
export function stagesUndoing(change: Change): Stage[] {
  const undoing: Record<Stage, boolean> = {
    fitBox: isMoved(change) || change.size !== 1,
    normalizePen: change.pen !== 1,
    centerByMass: isMoved(change),
  };
  return STAGES.filter((stage) => undoing[stage]);
}

/** A change on the way from one to another, `share` of it done. */
export function between(from: Change, to: Change, share: number): Change {
  const mix = (a: number, b: number) => a + (b - a) * share;
  return {
    right: mix(from.right, to.right),
    down: mix(from.down, to.down),
    size: mix(from.size, to.size),
    turn: mix(from.turn, to.turn),
    pen: mix(from.pen, to.pen),
  };
}

/**
 * How much a handle at `from` sizes and turns the ink when it is led to `to`.
 *
 * @param middle of the ink, where it is now
 */
export function leverage(from: Point, to: Point, middle: Point) {
  const [x, y] = [from[0] - middle[0], from[1] - middle[1]];
  const [newX, newY] = [to[0] - middle[0], to[1] - middle[1]];
  const turned = ((Math.atan2(newY, newX) - Math.atan2(y, x)) * 180) / Math.PI;
  return {
    size: Math.hypot(newX, newY) / Math.max(Math.hypot(x, y), 1e-6),
    turn: turned,
  };
}

/** The same direction within half a turn either way, in degrees. */
export const withinHalfTurn = (degrees: number) =>
  degrees - 360 * Math.round(degrees / 360);
