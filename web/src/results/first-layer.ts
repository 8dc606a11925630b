/** The weights of the first layer, a picture a unit. */
import { el, type Child } from "../dom.ts";
import type { FirstLayer } from "../report.ts";
import { formatLoss, texts } from "../texts.ts";
import { weightsGradient, weightsToRgba } from "./colour-maps.ts";
import { pixelCanvas } from "./digit-picture.ts";
import { decodeBytes } from "./facts.ts";
import { note } from "./section.ts";

export function firstLayerWeights(layer: FirstLayer | null): Child[] {
  const words = texts.results;
  if (!layer) return [note(words.weightsNone)];
  const { height, width, limit } = layer;
  const pictures = layer.units.map((unit, i) => {
    const bytes = decodeBytes(unit, height * width);
    return pixelCanvas(height, width, words.weightsUnit(i + 1), (rgba) =>
      weightsToRgba(bytes, rgba),
    );
  });
  // As near to a square as can be, up to ten a row.
  const grid = el("div", { class: "weights" }, ...pictures);
  const columns = Math.min(10, Math.ceil(Math.sqrt(pictures.length)));
  grid.style.setProperty("--columns", String(columns));
  const bar = el("span", { class: "scale-bar" });
  bar.style.background = weightsGradient();
  return [
    note(words.weightsDetail(layer.name, layer.units.length)),
    grid,
    el(
      "div",
      { class: "scale" },
      el("span", { class: "scale-title" }, words.weightsScale),
      bar,
      el(
        "span",
        { class: "scale-ticks" },
        el("span", {}, `−${formatLoss(limit)}`),
        el("span", {}, "0"),
        el("span", {}, `+${formatLoss(limit)}`),
      ),
    ),
  ];
}
