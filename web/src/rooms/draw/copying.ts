/** A drawing on the clipboard: as text that can be opened again, and as a picture. */
import { paintDrawing, preparePaper } from "../../parts/ink-painter.ts";
import { inkLine } from "../../session/drawing-file.ts";
import { PAPER_SIDE, type Drawing } from "../../session/strokes.ts";

/** Side of the picture, in pixels. */
const PICTURE_SIDE = 800;

/** Black ink on white paper, as a PNG. @param brushWidth in paper units */
function pictureOf(drawing: Drawing, brushWidth: number): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = PICTURE_SIDE;
  const paper = canvas.getContext("2d")!;
  preparePaper(paper, PICTURE_SIDE, "#000", brushWidth);
  paintDrawing(paper, drawing, null);
  paper.globalCompositeOperation = "destination-over";
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, PAPER_SIDE, PAPER_SIDE);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) =>
      blob ? resolve(blob) : reject(new Error("there is no picture")),
    ),
  );
}

/** Answers a copy event. The text is there at once; where the browser can, the picture joins it. */
export function copyDrawing(
  event: ClipboardEvent,
  drawing: Drawing,
  brushWidth: number,
): void {
  const line = inkLine(drawing);
  event.clipboardData?.setData("text/plain", line);
  event.preventDefault();
  try {
    const both = new ClipboardItem({
      "text/plain": new Blob([line], { type: "text/plain" }),
      "image/png": pictureOf(drawing, brushWidth),
    });
    navigator.clipboard.write([both]).catch(() => {});
  } catch {
    // No pictures on this browser's clipboard, or none without a secure connection.
  }
}
