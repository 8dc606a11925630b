/** Pictures of the stages, each with marks of what that stage does. */
import type { Recognition } from "./core.ts";
import { el, svg } from "./dom.ts";
import { PAPER_SIDE } from "./strokes.ts";

/** Side of MNIST's images and of the box a digit fills in them, in pixels. */
export const FRAME_SIDE = 28;
const FRAME_BOX = 20;

export interface Picture {
  readonly canvas: HTMLCanvasElement;
  /** Lies over the canvas, in units of its own. */
  readonly marks: SVGElement;
  readonly element: HTMLElement;
}

/**
 * @param pixels side of the canvas
 * @param side side of the picture in the units of its marks
 */
export function makePicture(
  label: string,
  pixels: number,
  side: number,
): Picture {
  const canvas = el("canvas", {
    width: pixels,
    height: pixels,
    role: "img",
    "aria-label": label,
  });
  const marks = svg("svg", {
    viewBox: `0 0 ${side} ${side}`,
    "aria-hidden": "true",
  });
  const element = el("span", { class: "picture" }, canvas, marks);
  return { canvas, marks, element };
}

function rectangle(
  left: number,
  top: number,
  right: number,
  bottom: number,
  kind: string,
): SVGElement {
  return svg("rect", {
    x: left,
    y: top,
    width: right - left,
    height: bottom - top,
    class: kind,
  });
}

/** On the paper: the box around the ink. */
export function inkBoxMarks({ box }: Recognition): SVGElement[] {
  return box
    ? [rectangle(box.left, box.top, box.right, box.bottom, "mark")]
    : [];
}

/** On the paper, when the box is not fitted: all of it is scaled. */
export function wholePaperMarks(): SVGElement[] {
  return [rectangle(0, 0, PAPER_SIDE, PAPER_SIDE, "mark")];
}

/** In the frame: the box that the ink is scaled to fill. */
export function frameBoxMarks(): SVGElement[] {
  const margin = (FRAME_SIDE - FRAME_BOX) / 2;
  const end = FRAME_SIDE - margin;
  return [rectangle(margin, margin, end, end, "guide")];
}

/** In the frame: lines through the box's middle, and a cross hair on the centre of mass. */
export function centreMarks(recognition: Recognition): SVGElement[] {
  const { box, centerOfMass, scale, offsetX, offsetY } = recognition;
  const cross = (penX: number, penY: number, arm: number, kind: string) => {
    const [x, y] = [scale * penX + offsetX, scale * penY + offsetY];
    const d = `M${x} ${y - arm}v${2 * arm}M${x - arm} ${y}h${2 * arm}`;
    return svg("path", { d, class: kind });
  };
  const marks: SVGElement[] = [];
  if (box) {
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    marks.push(cross(x, y, FRAME_SIDE, "guide"));
  }
  if (centerOfMass) {
    const { x, y } = centerOfMass;
    marks.push(cross(x, y, 5, "mark halo"), cross(x, y, 5, "mark"));
  }
  return marks;
}
