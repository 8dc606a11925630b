/** A small paper on which a copy of the ink is moved, and sized and turned by its handles. */
import { createMemo, createUniqueId, For, Show } from "solid-js";
import { PAPER_SIDE, strokesBox } from "../../../session/strokes.ts";
import { experiment as words } from "../../../words/experiment.ts";
import {
  changeInk,
  changePoint,
  isUnchanged,
  keepOnPaper,
  leverage,
  middleOf,
  setMeasure,
  withinHalfTurn,
  type Change,
  type Ink,
  type Point,
} from "./ink-change.ts";
import { arrowStep, pathOf } from "./paper-marks.ts";
import "./movable-ink.css";

/** From the ink's box to a handle, and from there to the paper's edge at least; in paper units. */
const HANDLE_GAP = 16;
const HANDLE_MARGIN = 14;

type Grip = "ink" | "size" | "turn";

/** A pointer that leads the ink, and how both were when it came down. */
interface Hold {
  readonly pointer: number;
  readonly grip: Grip;
  readonly at: Point;
  readonly middle: Point;
  readonly change: Change;
}

export function MovableInk(props: {
  ink: Ink;
  change: Change;
  setChange: (change: Change) => void;
  /** Told when a pointer takes the ink and when it lets go. */
  setHeld: (isHeld: boolean) => void;
}) {
  const keysId = createUniqueId();
  let paper!: SVGSVGElement;
  let hold: Hold | null = null;

  const placed = createMemo(() => keepOnPaper(props.change, props.ink));
  const shown = createMemo(() => changeInk(props.ink, props.change));
  const middle = createMemo(() => {
    const [x, y] = middleOf(props.ink.drawing);
    return [x + placed().right, y + placed().down] as const;
  });
  /** A place on the edge of the ink's box, given by shares of its half sides, and then a bit outward. */
  const handle = (across: number, down: number): Point => {
    const { left, right, top, bottom } = strokesBox(props.ink.drawing);
    const [x, y] = middleOf(props.ink.drawing);
    const corner: Point = [
      x + (across * (right - left)) / 2,
      y + (down * (bottom - top)) / 2,
    ];
    const [edgeX, edgeY] = changePoint(corner, placed(), [x, y]);
    const [outX, outY] = changePoint(
      [x + across, y + down],
      { ...placed(), size: 1 },
      [x, y],
    );
    const gap =
      (HANDLE_GAP + shown().brushWidth / 2) / Math.hypot(across, down);
    const keepIn = (value: number) =>
      Math.max(HANDLE_MARGIN, Math.min(PAPER_SIDE - HANDLE_MARGIN, value));
    return [
      keepIn(edgeX + gap * (outX - middle()[0])),
      keepIn(edgeY + gap * (outY - middle()[1])),
    ];
  };
  const handles = {
    size: createMemo(() => handle(1, 1)),
    turn: createMemo(() => handle(0, -1)),
  };

  const toPaper = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top, width } = paper.getBoundingClientRect();
    const scale = PAPER_SIDE / width;
    return [(clientX - left) * scale, (clientY - top) * scale];
  };
  const take = (event: PointerEvent) => {
    if (hold || event.button !== 0) return;
    const target = event.target as Element;
    hold = {
      pointer: event.pointerId,
      grip: (target.getAttribute("data-grip") as Grip | null) ?? "ink",
      at: toPaper(event),
      middle: middle(),
      change: placed(),
    };
    paper.setPointerCapture(event.pointerId);
    props.setHeld(true);
  };
  const lead = (event: PointerEvent) => {
    if (hold?.pointer !== event.pointerId) return;
    props.setChange(led(hold, toPaper(event)));
  };
  const led = ({ grip, at, middle, change }: Hold, to: Point): Change => {
    if (grip === "ink") return moved(change, to[0] - at[0], to[1] - at[1]);
    const { size, turn } = leverage(at, to, middle);
    return grip === "size"
      ? setMeasure(change, "size", change.size * size)
      : setMeasure(change, "turn", withinHalfTurn(change.turn + turn));
  };
  const moved = (from: Change, right: number, down: number) =>
    keepOnPaper(
      { ...from, right: from.right + right, down: from.down + down },
      props.ink,
    );
  const letGo = (event: PointerEvent) => {
    if (hold?.pointer !== event.pointerId) return;
    hold = null;
    props.setHeld(false);
  };
  const pressed = (event: KeyboardEvent) => {
    const step = arrowStep(event);
    if (!step) return;
    event.preventDefault();
    props.setChange(moved(placed(), ...step));
  };

  return (
    <div class="movable">
      <svg
        ref={paper}
        viewBox={`0 0 ${PAPER_SIDE} ${PAPER_SIDE}`}
        role="application"
        tabindex={0}
        data-testid="experiment-ink"
        aria-label={words.paper(
          Math.round(placed().right),
          Math.round(placed().down),
        )}
        aria-roledescription={words.paperRole}
        aria-describedby={keysId}
        onPointerDown={take}
        onPointerMove={lead}
        onPointerUp={letGo}
        onPointerCancel={letGo}
        onLostPointerCapture={letGo}
        onKeyDown={pressed}
      >
        <Show when={!isUnchanged(props.change)}>
          <g class="before" stroke-width={props.ink.brushWidth}>
            <For each={props.ink.drawing}>
              {(stroke) => <path d={pathOf(stroke)} />}
            </For>
          </g>
        </Show>
        <g class="copy" stroke-width={shown().brushWidth}>
          <For each={shown().drawing}>
            {(stroke) => <path d={pathOf(stroke)} />}
          </For>
        </g>
        <line
          class="stalk"
          x1={middle()[0]}
          y1={middle()[1]}
          x2={handles.turn()[0]}
          y2={handles.turn()[1]}
        />
        <Handle grip="turn" at={handles.turn()} />
        <Handle grip="size" at={handles.size()} />
      </svg>
      <p id={keysId} hidden>
        {words.paperKeys}
      </p>
    </div>
  );
}

/** Larger to the finger than to the eye. Keys use the sliders instead. */
function Handle(props: { grip: Grip; at: Point }) {
  return (
    <g class={`handle ${props.grip}`}>
      <circle cx={props.at[0]} cy={props.at[1]} r={9} />
      <circle
        class="reach"
        data-grip={props.grip}
        cx={props.at[0]}
        cy={props.at[1]}
        r={26}
      />
    </g>
  );
}
