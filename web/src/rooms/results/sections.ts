/** The sections of the results, from a report that is there. */
import { modelCardAddress } from "../../engine/library.ts";
import type { Report } from "../../engine/report.ts";
import { results as words } from "../../words/results.ts";
import { confusionMatrix } from "./confusion.ts";
import { learningCurves } from "./curves.ts";
import { el } from "./dom.ts";
import { errorGallery } from "./error-gallery.ts";
import { describeLayers } from "./facts.ts";
import { headlineFigures, heldOutTable, perClassTable } from "./figures.ts";
import { firstLayerWeights } from "./first-layer.ts";
import { provenance } from "./provenance.ts";
import { section } from "./section.ts";
import { hasTrust, trust } from "./trust.ts";

/** @param card name of the model whose card there is; null without a card */
export function sections(
  title: string,
  report: Report,
  card: string | null,
): HTMLElement[] {
  const { model, validation = [] } = report;
  const address = card && modelCardAddress(card);
  const parts = [
    section("confusion", words.confusionHeading, () => confusionMatrix(report)),
    section("errors", words.errorsHeading, () => errorGallery(report)),
    section("curves", words.curvesHeading, () =>
      learningCurves(report.history),
    ),
    section("first-layer", words.weightsHeading, () =>
      firstLayerWeights(report),
    ),
    section("classes", words.classesHeading, () => perClassTable(report.test)),
    section("provenance", words.provenanceHeading, () => provenance(report)),
  ];
  if (hasTrust(report)) {
    const trusted = section("trust", words.trustHeading, () => trust(report));
    parts.splice(2, 0, trusted);
  }
  if (validation.length > 0) {
    const heldOut = section("held-out", words.heldOutHeading, () =>
      heldOutTable(validation),
    );
    parts.splice(2, 0, heldOut);
  }
  const summary = words.summary(
    title,
    model.parameters,
    describeLayers(report.model),
  );
  return [
    el(
      "header",
      { class: "results-header" },
      el("h1", {}, words.heading),
      el(
        "p",
        { class: "lead" },
        summary,
        address && " ",
        address && el("a", { href: address }, words.modelCard),
      ),
      headlineFigures(report),
    ),
    ...parts,
  ];
}
