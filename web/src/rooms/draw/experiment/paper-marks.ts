/** The ink as an SVG's paths, a box with handles around it, and keys as steps on the paper. Pure. */
import {
  PAPER_SIDE,
  strokesBox,
  type Drawing,
  type Stroke,
} from "../../../session/strokes.ts";
import {
  changePoint,
  middleOf,
  type Change,
  type Point,
} from "./ink-change.ts";

/** A stroke as an SVG's path; a tap leaves a dot, which needs a length of its own. */
export function pathOf(stroke: Stroke): string {
  const points: string[] = [];
  for (let i = 0; i + 1 < stroke.length; i += 2)
    points.push(`${stroke[i]!.toFixed(1)} ${stroke[i + 1]!.toFixed(1)}`);
  return points.length === 1 ? `M${points[0]}h.01` : `M${points.join("L")}`;
}

/** In paper units: between line and box, from the box to the handle above it, handle to paper's edge. */
const PADDING = 8;
const STALK = 22;
const HANDLE_MARGIN = 14;

const keepIn = (value: number) =>
  Math.max(HANDLE_MARGIN, Math.min(PAPER_SIDE - HANDLE_MARGIN, value));

/**
 * A box around changed ink that turns with it, and on it what one takes hold of.
 *
 * @param drawing as it was before the change
 * @param lineWidth after the change
 */
export function outlineOf(
  drawing: Drawing,
  change: Change,
  lineWidth: number,
): { path: string; sizeHandle: Point; turnHandle: Point } {
  const { left, right, top, bottom } = strokesBox(drawing);
  const middle = middleOf(drawing);
  const padding = lineWidth / 2 + PADDING;
  const half = {
    width: (change.size * (right - left)) / 2 + padding,
    height: (change.size * (bottom - top)) / 2 + padding,
  };
  /** From the middle, in shares of half a side, and then by so much up. */
  const at = (across: number, down: number, up = 0): Point =>
    changePoint(
      [middle[0] + across * half.width, middle[1] + down * half.height - up],
      { ...change, size: 1 },
      middle,
    );
  const corners = [at(-1, -1), at(1, -1), at(1, 1), at(-1, 1)];
  const reach = ([x, y]: Point): Point => [keepIn(x), keepIn(y)];
  const turnHandle = reach(at(0, -1, STALK));
  return {
    path: `M${corners.map((corner) => corner.join(" ")).join("L")}ZM${at(0, -1).join(" ")}L${turnHandle.join(" ")}`,
    sizeHandle: reach(at(1, 1)),
    turnHandle,
  };
}

/** In paper units, as the keyboard's pen has it; less with Shift. */
const STEP = 20;
const SMALL_STEP = 5;

const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** How far an arrow key moves what is on the paper; null for other keys. */
export function arrowStep(
  event: Pick<
    KeyboardEvent,
    "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey"
  >,
): [right: number, down: number] | null {
  const way = WAYS[event.key];
  if (!way || event.ctrlKey || event.metaKey || event.altKey) return null;
  const step = event.shiftKey ? SMALL_STEP : STEP;
  return [way[0] * step, way[1] * step];
}
