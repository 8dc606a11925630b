/** Everything needed to make the same network again. */
import { el, type Child } from "./dom.ts";
import type { Report } from "../../engine/report.ts";
import { formatCount, formatPercent } from "../../words/formats.ts";
import { results as words } from "../../words/results.ts";
import { shapeWords } from "./facts.ts";
import { table } from "./section.ts";

export function provenance(report: Report): Child[] {
  const { data } = report;
  const validation = data.validation;
  const sources = { ...data, validation: validation.sources ?? [] };
  const roles = (["train", "validation", "test", "pictures"] as const).flatMap(
    (role) =>
      sources[role].map(({ source, sha256, samples }) => [
        words.dataRoles[role],
        source,
        formatCount(samples),
        sha256 ? el("code", { class: "hash" }, sha256) : words.generated,
      ]),
  );
  const settings = Object.entries(report.settings).map(([name, value]) =>
    el(
      "div",
      {},
      el("dt", {}, settingName(name)),
      el("dd", {}, settingWords(value)),
    ),
  );
  const layers = report.model.layers.map((layer) => {
    const size = layer.kernel_size ?? layer.pool_size;
    return [
      layer.name,
      size ? `${layer.type}, ${shapeWords(size)}` : layer.type,
      shapeWords(
        layer.output_shape ?? (layer.units ? [layer.units] : undefined),
      ),
      layer.activation ?? "–",
      formatCount(layer.parameters),
    ];
  });
  const calibrated = report.calibration?.command;
  return [
    ...command(words.provenanceCommand, report.command),
    ...(calibrated ? command(words.provenanceCalibration, calibrated) : []),
    el("h3", {}, words.data),
    table(words.data, words.dataColumns, roles, new Set([2])),
    validation.fraction > 0 &&
      el(
        "p",
        { class: "note" },
        words.dataValidation(
          validation.samples,
          formatPercent(validation.fraction, 0),
        ),
      ),
    el("h3", {}, words.settings),
    el("dl", { class: "settings" }, ...settings),
    el("h3", {}, words.layers),
    table(words.layers, words.layersColumns, layers, new Set([2, 4])),
  ];
}

const settingName = (name: string) =>
  Object.hasOwn(words.settingNames, name) ? words.settingNames[name] : name;

/** Checksums, which are the only lists among the settings, are cut to where they differ. */
function settingWords(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.map((checksum) => String(checksum).slice(0, 12)).join(", ");
}

/** A command to be copied, under its heading. */
function command(heading: string, text: string): HTMLElement[] {
  const code = el("code", {}, text);
  const button = el(
    "button",
    { type: "button", class: "quiet-button" },
    words.copy,
  );
  const said = el("span", { class: "visually-hidden", "aria-live": "polite" });
  button.addEventListener("click", async () => {
    let outcome = words.copied;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without a secure connection there is no clipboard; the keyboard still has one.
      getSelection()?.selectAllChildren(code);
      outcome = words.copySelected;
    }
    button.textContent = outcome;
    said.textContent = outcome;
    setTimeout(() => (button.textContent = words.copy), 2000);
  });
  return [
    el("h3", {}, heading),
    el(
      "div",
      { class: "command" },
      el("pre", { tabindex: 0, role: "region", "aria-label": heading }, code),
      button,
      said,
    ),
  ];
}
