/** Pictures of the stages, each with marks of what that stage does. */
import type { JSX } from "solid-js";
import type { Recognition } from "../../engine/engine.ts";
import { PAPER_SIDE } from "../../session/strokes.ts";

/** Side of MNIST's images and of the box a digit fills in them, in pixels. */
export const FRAME_SIDE = 28;
const FRAME_BOX = 20;

/** A square canvas of `pixels`, with marks over it in units of which its side has `side`. */
export function Picture(props: {
  label: string;
  pixels: number;
  side: number;
  canvas: (canvas: HTMLCanvasElement) => void;
  children?: JSX.Element;
}) {
  return (
    <span class="picture">
      <canvas
        width={props.pixels}
        height={props.pixels}
        role="img"
        aria-label={props.label}
        ref={props.canvas}
      />
      <svg viewBox={`0 0 ${props.side} ${props.side}`} aria-hidden="true">
        {props.children}
      </svg>
    </span>
  );
}

function Rectangle(props: {
  left: number;
  top: number;
  right: number;
  bottom: number;
  kind: string;
}) {
  return (
    <rect
      x={props.left}
      y={props.top}
      width={props.right - props.left}
      height={props.bottom - props.top}
      class={props.kind}
    />
  );
}

/** On the paper: the box around the ink; all of the paper, when the box is not fitted. */
export function PaperMarks(props: {
  recognition: Recognition;
  fitted: boolean;
}) {
  const box = () =>
    props.fitted
      ? props.recognition.box
      : { left: 0, top: 0, right: PAPER_SIDE, bottom: PAPER_SIDE };
  return <>{box() && <Rectangle {...box()!} kind="mark" />}</>;
}

/** In the frame: the box that the ink is scaled to fill. */
export function FrameBoxMarks() {
  const margin = (FRAME_SIDE - FRAME_BOX) / 2;
  const end = FRAME_SIDE - margin;
  return (
    <Rectangle
      left={margin}
      top={margin}
      right={end}
      bottom={end}
      kind="guide"
    />
  );
}

const cross = (x: number, y: number, arm: number) =>
  `M${x} ${y - arm}v${2 * arm}M${x - arm} ${y}h${2 * arm}`;

/** In the frame: lines through the box's middle, and a cross hair on the centre of mass. */
export function CentreMarks(props: { recognition: Recognition }) {
  const place = (penX: number, penY: number, arm: number) => {
    const { scale, offsetX, offsetY } = props.recognition;
    return cross(scale * penX + offsetX, scale * penY + offsetY, arm);
  };
  const middle = () => {
    const { box } = props.recognition;
    if (!box) return null;
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    return place(x, y, FRAME_SIDE);
  };
  const mass = () => {
    const { centerOfMass } = props.recognition;
    return centerOfMass && place(centerOfMass.x, centerOfMass.y, 5);
  };
  return (
    <>
      {middle() && <path d={middle()!} class="guide" />}
      {mass() && <path d={mass()!} class="mark halo" />}
      {mass() && <path d={mass()!} class="mark" />}
    </>
  );
}
