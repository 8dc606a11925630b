/** Puts the page together: header, notices, and the view that the address asks for. */
import { loadCore } from "./core.ts";
import { el } from "./dom.ts";
import { makeDrawView } from "./draw-view.ts";
import { makeModelSelect } from "./model-select.ts";
import { FALLBACK_MODEL, fetchModelNames, ModelChoice } from "./models.ts";
import { Notices, reportUncaughtErrors } from "./notices.ts";
import { startRouter, type Route } from "./router.ts";
import { texts } from "./texts.ts";

const notices = new Notices();
reportUncaughtErrors(notices);

// The engine takes longest: ask for it first. Who needs it learns of a failure when opening a model.
loadCore().catch(() => {});

const choice = new ModelChoice();
// Made at once, whatever the address: the network is to be ready when somebody comes to draw.
const drawView = makeDrawView(choice, notices);
const routes: Route[] = [
  {
    id: "draw",
    title: texts.routes.draw,
    load: () => drawView,
  },
  {
    id: "results",
    title: texts.routes.results,
    load: async () =>
      (await import("./results/results-view.ts")).makeResultsView(choice),
  },
];
showPage();
void offerModels();

async function offerModels() {
  try {
    choice.offer(await fetchModelNames());
  } catch {
    notices.show(
      "models",
      texts.failures.modelList(texts.modelTitle(FALLBACK_MODEL)),
    );
    choice.offer([FALLBACK_MODEL]);
  }
}

function showPage() {
  const links = new Map(
    routes.map((route) => [
      route.id,
      el("a", { href: `#${route.id}` }, route.title),
    ]),
  );
  const outlet = el("main", { id: "content", tabindex: -1 });
  const header = el(
    "header",
    { class: "page-header" },
    el("a", { class: "wordmark", href: "#draw" }, texts.name),
    el("nav", { "aria-label": texts.navigation }, ...links.values()),
    makeModelSelect(choice),
  );
  document
    .getElementById("page")!
    .replaceChildren(
      header,
      notices.element,
      outlet,
      el("footer", {}, el("span", {}, texts.footer), " ", drawView.saveButton),
    );

  startRouter(
    routes,
    outlet,
    (route) => {
      notices.hide("view");
      document.title = texts.documentTitle(route.title);
      document.documentElement.dataset["route"] = route.id;
      for (const [id, link] of links) {
        if (id === route.id) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
    },
    (route) => notices.show("view", texts.failures.view(route.title)),
  );
}
