/**
 * Every word of the page, room by room in the files beside this one. Functions where a number or a
 * name goes into the sentence. Nothing here touches the DOM. The results and the stages bring
 * their own words when they are opened.
 */
import { answer } from "./answer.ts";
import { draw } from "./draw.ts";
import { failures } from "./failures.ts";
import { number } from "./number.ts";
import { formatCount, formatPercent } from "./formats.ts";

interface ModelFacts {
  readonly parameters: number;
  readonly accuracy: number | null;
  readonly ownTest?: boolean;
}

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
  modelDetail: ({ parameters, accuracy, ownTest }: ModelFacts) => {
    const size = `${formatCount(parameters)} parameters`;
    if (accuracy === null) return size;
    const right = `${size}, ${formatPercent(accuracy)} right`;
    return ownTest ? `${right} on a test of its own` : right;
  },
  close: "Dismiss",
  loading: "Loading…",

  /** A room's name, in the navigation and in the title of the page. */
  routes: { draw: "Draw", results: "Results", notFound: "Not found" },
  retry: "Try again",
  update: {
    there: "A new version of this page is ready.",
    elsewhere: "Another tab has gone on to a new version of this page.",
    take: "Use it now",
    later: "Later",
  },

  notFound: {
    heading: "There is nothing here",
    detail: (address: string) => `No page has the address “${address}”.`,
    wayOn: "Draw a digit instead",
  },

  draw,
  answer,
  number,
  failures,
};
