/**
 * Every word of the page, room by room in the files beside this one. Functions where a number or a
 * name goes into the sentence. Nothing here touches the DOM. The results bring their own words when
 * they are opened.
 */
import { answer } from "./answer.ts";
import { draw } from "./draw.ts";
import { failures } from "./failures.ts";
import { number } from "./number.ts";
import { stages } from "./stages.ts";
import { formatCount, formatPercent } from "./formats.ts";

const modelTitles = new Map([
  ["lab", "Lab"],
  ["convnet", "Best"],
  ["trained-here", "Trained here"],
]);

export const texts = {
  name: "Digitlab",
  navigation: "Pages",
  documentTitle: (page: string) => `${page} · Digitlab`,
  footer: "Nothing you draw leaves this device.",
  modelLabel: "Network",
  modelTitle: (name: string) => modelTitles.get(name) ?? name,
  modelDetail: (parameters: number, accuracy: number | null) =>
    accuracy === null
      ? `${formatCount(parameters)} parameters`
      : `${formatCount(parameters)} parameters, ${formatPercent(accuracy)} right`,
  close: "Dismiss",
  loading: "Loading…",

  /** A room's name, in the navigation and in the title of the page. */
  routes: { draw: "Draw", results: "Results", notFound: "Not found" },
  retry: "Try again",

  notFound: {
    heading: "There is nothing here",
    detail: (address: string) => `No page has the address “${address}”.`,
    wayOn: "Draw a digit instead",
  },

  draw,
  stages,
  answer,
  number,
  failures,
};
