import { el, type Child } from "./dom.ts";
import { texts } from "../../words/texts.ts";

/** A part of the results: a heading and what `fill` returns; words instead when it throws. */
export function section(
  id: string,
  title: string,
  fill: () => Child[],
): HTMLElement {
  const element = el("section", {
    class: `result ${id}`,
    "aria-labelledby": `${id}-heading`,
  });
  element.append(el("h2", { id: `${id}-heading` }, title));
  try {
    for (const child of fill()) if (child) element.append(child);
  } catch (error) {
    // One broken part of a report must not take the others down.
    console.warn(error);
    element.append(note(texts.failures.section(title)));
  }
  return element;
}

/** A quiet paragraph. */
export function note(text: string): HTMLElement {
  return el("p", { class: "note" }, text);
}

/** A table of text cells; the first column heads its rows. Columns marked in `numeric` align right. */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly Child[][],
  numeric: ReadonlySet<number>,
): HTMLElement {
  const kind = (column: number) => (numeric.has(column) ? "number" : undefined);
  const head = columns.map((name, i) =>
    el("th", { scope: "col", class: kind(i) }, name),
  );
  const body = rows.map((cells) =>
    el(
      "tr",
      {},
      ...cells.map((cell, i) =>
        i === 0
          ? el("th", { scope: "row", class: kind(i) }, cell)
          : el("td", { class: kind(i) }, cell),
      ),
    ),
  );
  return el(
    "div",
    {
      class: "table-scroll",
      tabindex: 0,
      role: "group",
      "aria-label": caption,
    },
    el(
      "table",
      { class: "plain" },
      el("caption", { class: "visually-hidden" }, caption),
      el("thead", {}, el("tr", {}, ...head)),
      el("tbody", {}, ...body),
    ),
  );
}
