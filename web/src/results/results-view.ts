/** #results: what the chosen network learned, and how well, from its report.json. */
import "../styles/results.css";
import "../styles/confusion.css";
import { el } from "../dom.ts";
import { FetchError, fetchReport, type ModelChoice } from "../models.ts";
import { asReport, type Report } from "../report.ts";
import type { View } from "../router.ts";
import { texts } from "../texts.ts";
import { confusionMatrix } from "./confusion.ts";
import { learningCurves } from "./curves.ts";
import { errorGallery } from "./error-gallery.ts";
import { headlineFigures, perClassTable } from "./figures.ts";
import { firstLayerWeights } from "./first-layer.ts";
import { provenance } from "./provenance.ts";
import { note, section } from "./section.ts";

const words = texts.results;

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
    const content = await loadContent(model);
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

async function loadContent(model: string): Promise<HTMLElement[]> {
  const title = texts.modelTitle(model);
  try {
    return sections(title, asReport(await fetchReport(model)));
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

function sections(title: string, report: Report): HTMLElement[] {
  const { model } = report;
  const units = [
    model.input.height * model.input.width,
    ...model.layers.flatMap((layer) => layer.units ?? []),
  ];
  return [
    el(
      "header",
      { class: "results-header" },
      heading(),
      el("p", { class: "lead" }, words.summary(title, model.parameters, units)),
      headlineFigures(report),
    ),
    section("confusion", words.confusionHeading, () => confusionMatrix(report)),
    section("errors", words.errorsHeading, () => errorGallery(report)),
    section("curves", words.curvesHeading, () =>
      learningCurves(report.history),
    ),
    section("first-layer", words.weightsHeading, () =>
      firstLayerWeights(report.first_layer),
    ),
    section("classes", words.classesHeading, () => perClassTable(report.test)),
    section("provenance", words.provenanceHeading, () => provenance(report)),
  ];
}
