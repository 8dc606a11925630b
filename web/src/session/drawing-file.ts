/** Drawings as text: the line of an ink file that the command line reads (`digitlab predict --ink`). */
import { PAPER_SIDE, roundToGrain, type Drawing } from "./strokes.ts";

/** Bytes of an ink file that are read: more than anybody draws. */
export const INK_FILE_LIMIT = 1_000_000;

/** Layout of Quick, Draw!: `{"word":"","drawing":[[[x0,x1,…],[y0,y1,…]],…]}` in paper units. */
export function inkLine(drawing: Drawing): string {
  const strokes = drawing.map((stroke) => [
    stroke.filter((_, i) => i % 2 === 0),
    stroke.filter((_, i) => i % 2 === 1),
  ]);
  return JSON.stringify({ word: "", drawing: strokes });
}

/** Hands the drawing to the visitor as a file. */
export function saveDrawing(drawing: Drawing): void {
  const ink = new Blob([`${inkLine(drawing)}\n`], {
    type: "application/x-ndjson",
  });
  const address = URL.createObjectURL(ink);
  const link = document.createElement("a");
  link.href = address;
  link.download = "drawing.ndjson";
  link.click();
  // The download has begun by then, also where it waits for a question to the visitor.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * The drawing of the first line of an ink file.
 *
 * @throws TypeError when it is none, or does not lie on the paper
 */
export function drawingOf(text: string): Drawing {
  const broken = (): never => {
    throw new TypeError("it is no line of ink");
  };
  let line: unknown;
  try {
    line = JSON.parse(text.trim().split("\n", 1)[0]!);
  } catch {
    broken();
  }
  const strokes = (line as { drawing?: unknown } | null)?.drawing;
  if (!Array.isArray(strokes) || strokes.length === 0) return broken();
  return strokes.map((stroke: unknown) => {
    const [xs, ys] = Array.isArray(stroke) ? (stroke as unknown[]) : [];
    if (!Array.isArray(xs) || !Array.isArray(ys) || xs.length === 0)
      return broken();
    if (xs.length !== ys.length) return broken();
    return xs
      .flatMap((x: unknown, i) => [x, ys[i] as unknown])
      .map((value) =>
        typeof value === "number" && value >= 0 && value <= PAPER_SIDE
          ? roundToGrain(value)
          : broken(),
      );
  });
}
