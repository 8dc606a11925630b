/** The confusion matrix, and beside it the digits behind the chosen cell. */
import { el, type Child } from "./dom.ts";
import type { Confusion, Report } from "../../engine/report.ts";
import { results as words } from "../../words/results.ts";
import { countColour, css, readableOn, shareScale } from "./colour-maps.ts";
import { digitFigure } from "./digit-picture.ts";
import { commonestMistake, rowSum } from "./facts.ts";
import { note } from "./section.ts";

const THEMES = ["light", "dark"] as const;
const ARROWS: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function confusionMatrix(report: Report): Child[] {
  const counted = report.test ?? report.pictures;
  if (!counted) return [note(words.noConfusion)];

  const panel = el("div", {
    class: "cell-panel",
    "aria-live": "polite",
    "data-testid": "cell-panel",
  });
  const cells: HTMLButtonElement[][] = [];
  let chosen: HTMLButtonElement | null = null;
  const choose = (label: number, predicted: number) => {
    if (chosen) {
      chosen.setAttribute("aria-pressed", "false");
      chosen.tabIndex = -1;
    }
    chosen = cells[label]![predicted]!;
    chosen.setAttribute("aria-pressed", "true");
    chosen.tabIndex = 0;
    panel.replaceChildren(
      ...panelContent(report, counted.confusion, label, predicted),
    );
  };

  const matrix = makeTable(counted.confusion, cells, (label, predicted) => {
    choose(label, predicted);
    // On a narrow screen the panel lies below the matrix, perhaps out of sight.
    panel.scrollIntoView({ block: "nearest", behavior: "smooth" });
  });
  const [label, predicted] = commonestMistake(counted.confusion) ?? [0, 0];
  choose(label, predicted);

  return [
    note(words.confusionDetail),
    report.test
      ? null
      : note(
          words.confusionFromPictures(
            counted.samples,
            words.source(report.pictures!.source),
          ),
        ),
    el(
      "div",
      { class: "confusion-layout" },
      el("div", { class: "confusion-matrix" }, matrix, scaleBar()),
      panel,
    ),
  ];
}

function makeTable(
  confusion: Confusion,
  cells: HTMLButtonElement[][],
  choose: (label: number, predicted: number) => void,
): HTMLElement {
  const digits = [...Array(10).keys()];
  const body = digits.map((label) => {
    const row = confusion[label]!;
    const sum = rowSum(row);
    cells[label] = digits.map((predicted) =>
      makeCell(label, predicted, row[predicted]!, sum),
    );
    cells[label].forEach((cell, predicted) =>
      cell.addEventListener("click", () => choose(label, predicted)),
    );
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, String(label)),
      ...cells[label].map((cell) => el("td", {}, cell)),
    );
  });
  const table = el(
    "table",
    {},
    el("caption", {}, words.confusionCaption),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("td", {}),
        ...digits.map((digit) => el("th", { scope: "col" }, String(digit))),
      ),
    ),
    el("tbody", {}, ...body),
  );
  table.addEventListener("keydown", (event) => {
    const step = ARROWS[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    const at = cells.flat().indexOf(event.target as HTMLButtonElement);
    if (at < 0) return;
    event.preventDefault();
    cells[Math.floor(at / 10) + step[0]]?.[(at % 10) + step[1]]?.focus();
  });
  return table;
}

function makeCell(
  label: number,
  predicted: number,
  cases: number,
  sum: number,
) {
  const cell = el(
    "button",
    {
      type: "button",
      tabindex: -1,
      "data-testid": `confusion-cell-${label}-${predicted}`,
      "aria-label": words.confusionCell(label, predicted, cases),
      "aria-pressed": "false",
      class: label === predicted ? "diagonal" : undefined,
    },
    String(cases),
  );
  if (cases > 0) {
    // CSS picks the pair that suits the theme.
    for (const theme of THEMES) {
      const colour = countColour(shareScale(cases / sum), theme);
      cell.style.setProperty(`--${theme}`, css(colour));
      cell.style.setProperty(`--${theme}-text`, readableOn(colour));
    }
    cell.classList.add("counted");
  }
  return cell;
}

/** The colours' meaning, on the same logarithmic scale. */
function scaleBar(): HTMLElement {
  const bar = el("span", { class: "scale-bar" });
  for (const theme of THEMES) {
    const stops = [...Array(13).keys()].map((i) =>
      css(countColour(i / 12, theme)),
    );
    bar.style.setProperty(
      `--${theme}`,
      `linear-gradient(to right, ${stops.join()})`,
    );
  }
  const ticks = ["0.1\u202f%", "1\u202f%", "10\u202f%", "100\u202f%"];
  return el(
    "div",
    { class: "scale" },
    el("span", { class: "scale-title" }, words.confusionScale),
    bar,
    el(
      "span",
      { class: "scale-ticks" },
      ...ticks.map((tick) => el("span", {}, tick)),
    ),
  );
}

function panelContent(
  report: Report,
  confusion: Confusion,
  label: number,
  predicted: number,
): Child[] & Node[] {
  const content: Node[] = [el("h3", {}, words.panelTitle(label, predicted))];
  const row = confusion[label]!;
  if (report.test) {
    content.push(note(words.panelCount(row[predicted]!, rowSum(row), label)));
  }
  const { pictures } = report;
  if (!pictures) return [...content, note(words.noPictures)];

  const shown = pictures.items.filter(
    (item) => item.label === label && item.predicted === predicted,
  );
  const all = pictures.confusion[label]![predicted]!;
  content.push(
    note(words.panelPictures(words.source(pictures.source), shown.length, all)),
  );
  if (shown.length > 0) {
    content.push(
      el(
        "div",
        { class: "digits" },
        ...shown.map((picture) => digitFigure(picture, pictures)),
      ),
    );
  }
  return content;
}
