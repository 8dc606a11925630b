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
 * Paints a stroke from its point `from` on, over what is there: curves through the middles between
 * points, and a straight tip to the last one, so that the ink never trails behind the pen.
 */
export function paintStroke(
  context: CanvasRenderingContext2D,
  stroke: Stroke,
  from = 0,
): void {
  const points = stroke.length / 2;
  if (points === 0) return;
  const x = (i: number) => stroke[2 * i]!;
  const y = (i: number) => stroke[2 * i + 1]!;
  const middleX = (i: number) => (x(i - 1) + x(i)) / 2;
  const middleY = (i: number) => (y(i - 1) + y(i)) / 2;

  context.beginPath();
  if (points === 1) {
    context.moveTo(x(0), y(0));
    context.lineTo(x(0), y(0));
  } else {
    const start = Math.max(1, Math.min(from, points - 1));
    if (start === 1) context.moveTo(x(0), y(0));
    else context.moveTo(middleX(start - 1), middleY(start - 1));
    for (let i = start; i < points; ++i) {
      context.quadraticCurveTo(x(i - 1), y(i - 1), middleX(i), middleY(i));
    }
    context.lineTo(x(points - 1), y(points - 1));
  }
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
