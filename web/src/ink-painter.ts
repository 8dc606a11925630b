import { PAPER_SIDE, PEN_WIDTH, type Drawing, type Stroke } from "./strokes.ts";

/** Sets up a context so that paper units fill a square of `pixels` device pixels. */
export function preparePaper(
  context: CanvasRenderingContext2D,
  pixels: number,
  colour: string,
) {
  const scale = pixels / PAPER_SIDE;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.lineWidth = PEN_WIDTH;
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

/** Paints a whole stroke as one smooth path: curves through the middles between its points. */
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
    context.quadraticCurveTo(
      x,
      y,
      (x + stroke[i + 2]!) / 2,
      (y + stroke[i + 3]!) / 2,
    );
  }
  // Lines without any length are not painted at all; a tap is to leave a dot.
  const nudge = end === 0 ? 0.01 : 0;
  context.lineTo(stroke[end]! + nudge, stroke[end + 1]!);
  context.stroke();
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
