/** The weights of the first layer, a picture a unit. */
import { el, type Child } from "./dom.ts";
import type { Report } from "../../engine/report.ts";
import { formatLoss } from "../../words/formats.ts";
import { results as words } from "../../words/results.ts";
import { weightsGradient, weightsToRgba } from "./colour-maps.ts";
import { pixelCanvas } from "./digit-picture.ts";
import { decodeBytes } from "./facts.ts";
import { note } from "./section.ts";

export function firstLayerWeights({
  model,
  first_layer: layer,
}: Report): Child[] {
  if (!layer) return [note(words.weightsNone)];
  const isFilter = model.layers[0]?.type === "Conv2D";
  const say = isFilter ? words.filtersDetail : words.weightsDetail;
  const label = isFilter ? words.weightsFilter : words.weightsUnit;
  const { height, width, limit } = layer;
  const pictures = layer.units.map((unit, i) => {
    const bytes = decodeBytes(unit, height * width);
    return pixelCanvas(height, width, label(i + 1), (rgba) =>
      weightsToRgba(bytes, rgba),
    );
  });
  // As near to a square as can be, up to ten a row.
  const grid = el(
    "div",
    { class: isFilter ? "weights filters" : "weights" },
    ...pictures,
  );
  const columns = Math.min(10, Math.ceil(Math.sqrt(pictures.length)));
  grid.style.setProperty("--columns", String(columns));
  const bar = el("span", { class: "scale-bar" });
  bar.style.background = weightsGradient();
  return [
    note(say(layer.name, layer.units.length, `${height}\u202f×\u202f${width}`)),
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
