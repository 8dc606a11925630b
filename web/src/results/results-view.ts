/** #results: what the chosen network learned, and how well, from its report.json. */
import "../styles/results.css";
import "../styles/confusion.css";
import { el } from "../dom.ts";
import {
  FetchError,
  fetchReport,
  modelCardAddress,
  type ModelChoice,
} from "../models.ts";
import { asReport, type Report } from "../report.ts";
import type { View } from "../router.ts";
import { texts } from "../texts.ts";
import { results as words } from "../texts/results.ts";
import { confusionMatrix } from "./confusion.ts";
import { learningCurves } from "./curves.ts";
import { errorGallery } from "./error-gallery.ts";
import { describeLayers } from "./facts.ts";
import { headlineFigures, heldOutTable, perClassTable } from "./figures.ts";
import { firstLayerWeights } from "./first-layer.ts";
import { provenance } from "./provenance.ts";
import { note, section } from "./section.ts";
import { hasTrust, trust } from "./trust.ts";

/** Builds the view; the report is fetched when the view comes into sight, and once a model. */
export function makeResultsView(choice: ModelChoice): View {
  const element = el("article", { class: "results" });
  let shown: string | null = null;
  let inSight = false;

  const refresh = async () => {
    const model = choice.current;
    if (!inSight || (model !== null && model === shown)) return;
    if (model === null) {
      element.replaceChildren(
        heading(),
        note(choice.names ? words.none : words.loading),
      );
      return;
    }
    shown = model;
    element.replaceChildren(heading(), note(words.loading));
    const hasCard = (await choice.about())[model]?.card ?? false;
    const content = await loadContent(
      model,
      hasCard ? modelCardAddress(model) : null,
    );
    if (choice.current === model) element.replaceChildren(...content);
  };
  choice.follow(() => {
    inSight = inSight && !element.hidden;
    void refresh();
  });
  return {
    element,
    shown: () => {
      inSight = true;
      void refresh();
    },
  };
}

const heading = () => el("h1", {}, words.heading);

async function loadContent(
  model: string,
  card: string | null,
): Promise<HTMLElement[]> {
  const title = texts.modelTitle(model);
  try {
    return sections(title, asReport(await fetchReport(model)), card);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message =
      error instanceof FetchError
        ? texts.failures.reportMissing(title, reason)
        : texts.failures.reportDamaged(title, reason);
    return [
      heading(),
      el(
        "div",
        { class: "notice", role: "alert", "data-testid": "report-notice" },
        note(message),
      ),
    ];
  }
}

function sections(
  title: string,
  report: Report,
  card: string | null,
): HTMLElement[] {
  const { model, validation = [] } = report;
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
      heading(),
      el(
        "p",
        { class: "lead" },
        summary,
        card && " ",
        card && el("a", { href: card }, words.modelCard),
      ),
      headlineFigures(report),
    ),
    ...parts,
  ];
}
