import { PAPER_SIDE, type Drawing, type Stroke } from "../session/strokes.ts";

/**
 * Sets up a context so that paper units fill a square of `pixels` device pixels.
 *
 * @param brushWidth in paper units
 */
export function preparePaper(
  context: CanvasRenderingContext2D,
  pixels: number,
  colour: string,
  brushWidth: number,
) {
  const scale = pixels / PAPER_SIDE;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.lineWidth = brushWidth;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = colour;
}

/**
 * Paints what is new of a stroke being drawn: straight lines from its point `from - 1` on. Points
 * come so densely that nobody sees corners, and no ink has to be taken back later.
 */
export function paintNewPoints(
  context: CanvasRenderingContext2D,
  stroke: Stroke,
  from: number,
): void {
  if (from === 0) return paintStroke(context, stroke);
  const start = from - 1;
  context.beginPath();
  context.moveTo(stroke[2 * start]!, stroke[2 * start + 1]!);
  for (let i = 2 * from; i < stroke.length; i += 2) {
    context.lineTo(stroke[i]!, stroke[i + 1]!);
  }
  context.stroke();
}

/** How far before and after a point the line may leave it for a curve, in paper units. */
const ROUNDING = 5;

/**
 * Paints a whole stroke as one path, each of its corners rounded by less than the pen's width:
 * smooth where points are dense, and never far from where the pen has been.
 */
export function paintStroke(
  context: CanvasRenderingContext2D,
  stroke: Stroke,
): void {
  const end = stroke.length - 2;
  if (end < 0) return;
  context.beginPath();
  context.moveTo(stroke[0]!, stroke[1]!);
  for (let i = 2; i < end; i += 2) {
    const [x, y] = [stroke[i]!, stroke[i + 1]!];
    const [backX, backY] = [stroke[i - 2]! - x, stroke[i - 1]! - y];
    const [onX, onY] = [stroke[i + 2]! - x, stroke[i + 3]! - y];
    const back = roundingShare(backX, backY);
    const on = roundingShare(onX, onY);
    context.lineTo(x + backX * back, y + backY * back);
    context.quadraticCurveTo(x, y, x + onX * on, y + onY * on);
  }
  // Lines without any length are not painted at all; a tap is to leave a dot.
  const nudge = end === 0 ? 0.01 : 0;
  context.lineTo(stroke[end]! + nudge, stroke[end + 1]!);
  context.stroke();
}

/** Share of a side given to the curve at one of its ends: half of it, or ROUNDING if that is less. */
function roundingShare(x: number, y: number): number {
  return Math.min(0.5, ROUNDING / Math.max(Math.hypot(x, y), 1e-6));
}

/** Wipes the paper and paints everything anew. */
export function paintDrawing(
  context: CanvasRenderingContext2D,
  drawing: Drawing,
  live: Stroke | null,
): void {
  context.clearRect(0, 0, PAPER_SIDE, PAPER_SIDE);
  for (const stroke of drawing) paintStroke(context, stroke);
  if (live) paintStroke(context, live);
}
