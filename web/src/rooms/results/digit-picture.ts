import { el } from "./dom.ts";
import { inkToAlpha } from "../../parts/pixels.ts";
import type { Picture, Pictures } from "../../engine/report.ts";
import { formatPercent } from "../../words/formats.ts";
import { results as words } from "../../words/results.ts";
import { decodeBytes } from "./facts.ts";

/** Canvas with RGBA pixels that `paint` fills in; screen readers hear `label`. */
export function pixelCanvas(
  height: number,
  width: number,
  label: string,
  paint: (rgba: Uint8ClampedArray) => void,
): HTMLCanvasElement {
  const canvas = el("canvas", {
    width,
    height,
    role: "img",
    "aria-label": label,
  });
  const image = new ImageData(width, height);
  paint(image.data);
  canvas.getContext("2d")!.putImageData(image, 0, 0);
  return canvas;
}

/** A digit of the report with its true and its read label. */
export function digitFigure(
  picture: Picture,
  { height, width }: Pictures,
): HTMLElement {
  const { label, predicted, probability } = picture;
  const bytes = decodeBytes(picture.pixels, height * width);
  const wrong = label !== predicted;
  const canvas = pixelCanvas(
    height,
    width,
    words.errorLabel(label, predicted),
    (rgba) => inkToAlpha(bytes, 255, rgba),
  );
  canvas.classList.add("inked-pixels");
  return el(
    "figure",
    { class: wrong ? "digit wrong" : "digit" },
    canvas,
    el(
      "figcaption",
      {},
      el(
        "span",
        { class: "true-label" },
        `${words.errorTrue} `,
        el("b", {}, String(label)),
      ),
      el(
        "span",
        { class: "read-label" },
        `${words.errorRead} `,
        el("b", {}, String(predicted)),
      ),
      el("span", { class: "probability" }, formatPercent(probability, 0)),
    ),
  );
}
