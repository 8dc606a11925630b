/** "Try it on your own ink": what the stages are worth. It comes with the panel that it stands in. */
import { listOf } from "./formats.ts";

export const experiment = {
  heading: "Try it on your own ink",
  introduction:
    "This is a copy; your drawing stays as it is. Drag it, or take an idea, and see what the networks make of it with the stages and without.",
  introductionOfSeveral:
    "This is a copy of the digit you look at; your drawing stays as it is. Drag it, or take an idea, and see what the networks make of it with the stages and without.",

  empty: "The paper is empty. Draw a digit first, or",
  takeReady: (digit: number) => `take a ready ${digit}`,

  ideas: "Ideas",
  idea: {
    corner: "Into a corner",
    tiny: "Tiny",
    thin: "Thin line",
    thick: "Thick line",
    turned: "Turned",
  },
  reset: "Back to my drawing",

  paper: (right: number, down: number) => {
    const ways = [
      ...(right === 0
        ? []
        : [`${Math.abs(right)} to the ${right < 0 ? "left" : "right"}`]),
      ...(down === 0 ? [] : [`${Math.abs(down)} ${down < 0 ? "up" : "down"}`]),
    ];
    return ways.length === 0
      ? "A copy of your ink, where you drew it"
      : `A copy of your ink, ${listOf(ways)} from where you drew it`;
  },
  paperRole: "ink to move",
  paperKeys: "Arrow keys move the ink, with Shift by less.",
  measures: { size: "Size", turn: "Turn", pen: "Line" },
  degrees: (turn: number) => `${turn < 0 ? "−" : ""}${Math.abs(turn)}°`,

  table: "What each network answers, and the picture that it reads",
  network: "Network",
  withAll: "With all stages",
  upright: "As you drew it",
  turned: (turn: number) =>
    `Turned by ${Math.abs(turn)}°${turn < 0 ? " to the left" : ""}`,
  reads: (network: string, height: number, width: number) =>
    `What ${network} reads, ${height} by ${width} pixels`,
  missing: (network: string, reason: string) =>
    `${network} did not arrive (${reason}).`,

  /** What an answer is called in a sentence. */
  digit: (digit: number, share: string) => `${digit}\u00a0(${share})`,
  unsure: (digit: number, share: string) =>
    `an unsure ${digit}\u00a0(${share})`,
  noDigit: (share: string) => `no digit\u00a0(${share})`,
  nothing: "nothing",

  instead: (network: string, other: string, usual: string) =>
    `${network} reads ${other} instead of ${usual}`,
  still: (network: string, digit: number, other: string, usual: string) =>
    `${network} still reads ${digit} (${other} instead of ${usual})`,
  same: (network: string, usual: string) => `${network} still reads ${usual}`,
  sentence: (lead: string, clauses: readonly string[]) =>
    `${lead}, ${listOf(clauses)}.`,
  turnedSentence: (lead: string, clauses: readonly string[]) =>
    `${lead}, ${listOf(clauses)}: no stage takes a turn back.`,
};
