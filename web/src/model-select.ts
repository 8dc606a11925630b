/** The list of networks in the header: their names, and in words what each one is. */
import { el } from "./dom.ts";
import type { ModelChoice } from "./models.ts";
import { texts } from "./texts.ts";

/**
 * A list of the browser's own, invisible over a face of ours: the face says the name of the chosen
 * network and, where there is room, what it is; the list says it of all.
 */
export function makeModelSelect(choice: ModelChoice): HTMLElement {
  const select = el("select", {
    "data-testid": "model-select",
    "aria-label": texts.modelLabel,
  });
  const title = el("b");
  const detail = el("span", { class: "model-detail" });
  const face = el(
    "span",
    { class: "model-face", "aria-hidden": "true" },
    title,
    detail,
  );
  const details = new Map<string, string>();

  const showChosen = () => {
    const model = choice.current;
    select.value = model ?? "";
    title.textContent = model === null ? "" : texts.modelTitle(model);
    detail.textContent = (model !== null && details.get(model)) || "";
  };
  const fill = () => {
    const names = choice.names ?? [];
    select.replaceChildren(
      ...names.map((name) => {
        const words = [texts.modelTitle(name), details.get(name)];
        return el("option", { value: name }, words.filter(Boolean).join(" · "));
      }),
    );
    select.disabled = names.length === 0;
  };
  choice.follow(() => {
    if (select.options.length !== (choice.names ?? []).length) fill();
    showChosen();
  });
  select.addEventListener("change", () => choice.choose(select.value));

  void choice.about().then((about) => {
    for (const [name, { parameters, accuracy }] of Object.entries(about)) {
      details.set(name, texts.modelDetail(parameters, accuracy));
    }
    fill();
    showChosen();
  });
  return el("div", { class: "model-choice" }, face, select);
}
