/** The pictures of what the network sees, and their switches. */
import { listOf } from "./formats.ts";

export const stages = {
  heading: "What the network sees",
  introduction:
    "The network never sees your drawing as it is. It is first made to look like the digits that the network learned from, in three stages. Each can be left out.",
  switches: {
    fitBox: {
      name: "Fit the box",
      detail:
        "The drawing is shrunk or enlarged until it just fills a box of 20 by 20 pixels. Without it, a small or a large digit looks like nothing the network knows.",
    },
    normalizePen: {
      name: "Normalise the pen",
      detail:
        "The line is drawn as wide as a pen on paper, whatever your brush. Without it, the line is as thin or as thick as you drew it.",
    },
    centerByMass: {
      name: "Centre by mass",
      detail:
        "The digit is moved until as much ink lies left as right, and above as below, of the middle (the cross). Without it, the middle of its box is used.",
    },
  },
  pictures: {
    fitBox: "Your ink, and the box that is scaled",
    normalizePen: "The ink scaled to 20 pixels, in a frame of 28 by 28",
    centerByMass:
      "The ink placed in the frame, its centre of mass against the box’s middle",
    input: "The image the network reads",
  },
  input: "What it reads",
  inputDetail:
    "The same picture with as many pixels as this network has inputs, its slant taken out.",
  read: (height: number, width: number, deskew: number) =>
    `${height}\u00a0×\u00a0${width}` +
    (deskew === 0 ? "" : deskew === 1 ? ", upright" : ", steeper"),
  invitation: "Switch a stage off to see what it is worth.",
  reset: "Back to MNIST’s way",
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
