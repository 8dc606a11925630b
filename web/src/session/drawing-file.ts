/** Drawings as text: the line of an ink file that the command line reads (`digitlab predict --ink`). */
import type { Drawing } from "./strokes.ts";

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
