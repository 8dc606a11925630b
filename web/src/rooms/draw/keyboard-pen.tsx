/** A pen that is led by keys: arrows move it, space or Enter puts it down and lifts it. */
import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { Announcer } from "../../parts/announcer.tsx";
import { PAPER_SIDE } from "../../session/strokes.ts";
import { texts } from "../../words/texts.ts";
import type { InkCanvas } from "./ink-canvas.ts";

/** Steps across the paper. */
const STEPS = 20;
const STEP = PAPER_SIDE / STEPS;
/** With Shift, in paper units. */
const SMALL_STEP = STEP / 4;

const WAYS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const keepIn = (value: number) => Math.max(0, Math.min(PAPER_SIDE, value));

/** Lies over the paper; shows the pen while `canvas` has the keyboard's focus. */
export function KeyboardPen(props: {
  canvas: () => HTMLCanvasElement;
  ink: () => InkCanvas | undefined;
}) {
  const [place, setPlace] = createSignal({
    x: PAPER_SIDE / 2,
    y: PAPER_SIDE / 4,
  });
  const [isDown, setDown] = createSignal(false);
  const [isUsed, setUsed] = createSignal(false);
  /** Whether the paper has its focus from the keyboard; a pointer knows where it is. */
  const [isLed, setLed] = createSignal(false);
  let isPointed = false;

  const lift = () => {
    if (!isDown()) return;
    setDown(false);
    props.ink()?.end();
  };
  const putDownOrLift = () => {
    if (isDown()) return lift();
    const { x, y } = place();
    setDown(true);
    props.ink()?.begin([x, y]);
  };
  const move = ([right, down]: readonly [number, number], step: number) => {
    const { x, y } = setPlace((now) => ({
      x: keepIn(now.x + right * step),
      y: keepIn(now.y + down * step),
    }));
    if (isDown()) props.ink()?.extend([[x, y]]);
  };

  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WAYS[event.key];
    if (way) move(way, event.shiftKey ? SMALL_STEP : STEP);
    else if (event.key === "Escape" && isDown()) lift();
    else if (event.key !== " " && event.key !== "Enter") return;
    else if (!event.repeat) putDownOrLift();
    setUsed(true);
    setLed(true);
    event.preventDefault();
  };
  onMount(() => {
    const canvas = props.canvas();
    const listening = new AbortController();
    const { signal } = listening;
    canvas.addEventListener("keydown", pressed, { signal });
    canvas.addEventListener("focus", () => setLed(!isPointed), { signal });
    canvas.addEventListener(
      "blur",
      () => {
        lift();
        setLed(false);
        isPointed = false;
      },
      { signal },
    );
    // Another pen takes over.
    canvas.addEventListener(
      "pointerdown",
      () => {
        lift();
        setLed(false);
        isPointed = true;
      },
      { signal, capture: true },
    );
    onCleanup(() => listening.abort());
  });

  const words = () => {
    const { x, y } = place();
    const count = (value: number) => Math.round(value / STEP);
    return texts.draw.pen(isDown(), count(x), count(y), STEPS);
  };
  return (
    <>
      <svg
        class="keyboard-pen"
        classList={{ led: isLed() }}
        viewBox={`0 0 ${PAPER_SIDE} ${PAPER_SIDE}`}
        aria-hidden="true"
      >
        <g transform={`translate(${place().x} ${place().y})`}>
          <path class="halo" d="M-16 0h32M0 -16v32" />
          <path d="M-16 0h32M0 -16v32" />
          <Show when={isDown()}>
            <circle r="7" />
          </Show>
        </g>
      </svg>
      <Announcer words={isUsed() ? words() : null} />
    </>
  );
}
