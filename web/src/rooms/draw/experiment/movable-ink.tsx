/** A small paper on which a copy of the ink is moved, and sized and turned by its handles. */
import { createMemo, createUniqueId, For, Show } from "solid-js";
import { PAPER_SIDE } from "../../../session/strokes.ts";
import { experiment as words } from "../../../words/experiment.ts";
import {
  changeInk,
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
import { arrowStep, outlineOf, pathOf } from "./paper-marks.ts";
import "./movable-ink.css";

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
  const outline = createMemo(() =>
    outlineOf(props.ink.drawing, placed(), shown().brushWidth),
  );

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
        <path class="outline" d={outline().path} />
        <Handle grip="turn" at={outline().turnHandle} />
        <Handle grip="size" at={outline().sizeHandle} />
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
