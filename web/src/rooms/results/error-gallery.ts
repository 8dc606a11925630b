/** Digits that were read wrongly, with what they are and what they were taken for. */
import { el, type Child } from "./dom.ts";
import type { Report } from "../../engine/report.ts";
import { results as words } from "../../words/results.ts";
import { digitFigure } from "./digit-picture.ts";
import { countMistakes, mistakes } from "./facts.ts";
import { note } from "./section.ts";

/** Shown at first; the rest on demand. */
const SHOWN_AT_FIRST = 36;

export function errorGallery(report: Report): Child[] {
  const gallery = el("div", {
    class: "digits gallery",
    "data-testid": "error-gallery",
  });
  const { pictures } = report;
  if (!pictures) {
    gallery.append(note(words.noPictures));
    return [gallery];
  }
  const wrong = mistakes(pictures.items);
  const source = words.source(pictures.source);
  if (wrong.length === 0) {
    gallery.append(note(words.errorsNone(pictures.samples, source)));
    return [gallery];
  }

  gallery.append(
    ...wrong
      .slice(0, SHOWN_AT_FIRST)
      .map((picture) => digitFigure(picture, pictures)),
  );
  const rest = wrong.slice(SHOWN_AT_FIRST);
  const more = el(
    "button",
    { type: "button", class: "quiet-button" },
    words.errorsMore(rest.length),
  );
  more.addEventListener("click", () => {
    gallery.append(...rest.map((picture) => digitFigure(picture, pictures)));
    more.remove();
  });
  const all = countMistakes(pictures.confusion);
  return [
    note(words.errorsDetail(wrong.length, all, pictures.samples, source)),
    gallery,
    rest.length > 0 && more,
  ];
}
