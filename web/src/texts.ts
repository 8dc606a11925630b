/**
 * Every word of the page, view by view in texts/. Functions where a number or a name goes into the
 * sentence. Nothing here touches the DOM, so that the build can use it too. The results bring their
 * own words when they are opened.
 */
import { answer } from "./texts/answer.ts";
import { draw } from "./texts/draw.ts";
import { failures } from "./texts/failures.ts";
import { number } from "./texts/number.ts";
import { stages } from "./texts/stages.ts";
import { formatCount, formatPercent } from "./texts/formats.ts";

export {
  formatCount,
  formatDuration,
  formatLoss,
  formatPercent,
  formatTick,
  listOf,
} from "./texts/formats.ts";

/** Words that stand in index.html itself and must not need a script. */
export const htmlTexts = {
  title: "Digitlab: draw a digit",
  description:
    "Draw a digit and watch a small neural network read it. Everything happens on your device.",
  bootMessage:
    "The page could not start: its script did not load, or this browser is too old for it. Reload the page, or try a current Firefox, Chrome, Edge or Safari.",
  noScript:
    "Digitlab draws and recognises digits on your own device, and needs JavaScript for it. Please allow JavaScript for this page and reload.",
};

const modelTitles: Record<string, string> = {
  lab: "Lab",
  convnet: "Best",
  "trained-here": "Trained here",
};

export const texts = {
  name: "Digitlab",
  navigation: "Pages",
  documentTitle: (page: string) => `${page} · Digitlab`,
  footer: "Nothing you draw leaves this device.",
  modelLabel: "Network",
  modelTitle: (name: string) => modelTitles[name] ?? name,
  modelDetail: (parameters: number, accuracy: number | null) =>
    accuracy === null
      ? `${formatCount(parameters)} parameters`
      : `${formatCount(parameters)} parameters, ${formatPercent(accuracy)} right`,
  close: "Dismiss",
  loading: "Loading…",

  routes: { draw: "Draw", results: "Results" },

  draw,
  stages,
  answer,
  number,
  failures,
};
