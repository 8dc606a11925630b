/** The pictures of what the network sees, and their switches. */
import { listOf } from "./formats.ts";

export const stages = {
  heading: "What the network sees",
  switches: {
    fitBox: {
      name: "Fit the box",
      short: "box",
      detail: "Scales the ink’s box, pen included, to 20 pixels",
    },
    normalizePen: {
      name: "Normalise the pen",
      short: "pen",
      detail: "Draws the line as wide as MNIST’s pens, whatever the brush",
    },
    centerByMass: {
      name: "Centre by mass",
      short: "mass",
      detail:
        "Puts the ink’s centre of mass (dot) in the middle, not the box’s (ring)",
    },
  },
  pictures: {
    fitBox: "Your ink, and the box that is scaled",
    normalizePen: "The ink scaled to 20 pixels, in a frame of 28 by 28",
    centerByMass:
      "The ink placed in the frame, its centre of mass against the box’s middle",
    input: "The image the network reads",
  },
  input: "Its input",
  read: (height: number, width: number, deskew: number) =>
    `${height}\u00a0×\u00a0${width}` +
    (deskew === 0 ? "" : deskew === 1 ? ", upright" : ", steeper"),
  invitation: "Switch a stage off to see what it is worth.",
  reset: "Back to MNIST’s way",
  resetShort: "Reset",
  without: (off: readonly ("fitBox" | "normalizePen" | "centerByMass")[]) => {
    const names = {
      fitBox: "fitting the box",
      normalizePen: "normalising the pen",
      centerByMass: "centring",
    };
    return off.length === 3
      ? "Without all three"
      : `Without ${listOf(off.map((stage) => names[stage]))}`;
  },
  verdict: (digit: number, share: string) => `${digit}, ${share}`,
  verdictUnsure: (digit: number, share: string) =>
    `not sure (${digit}, ${share})`,
  cost: (without: string, here: string, there: string) =>
    `${without}: ${here} instead of ${there}.`,
  costSame: (without: string, here: string, there: string) =>
    `${without}: still ${here} instead of ${there}.`,
  costNothing: (without: string, here: string) =>
    `${without}: ${here} as well; it costs this drawing nothing.`,
  costUnknown: (without: string) =>
    `${without}: draw a digit to see what it costs.`,
};
