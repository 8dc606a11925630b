/** Thin boxes on the paper, around each digit of a number. They lie over the ink and are no part of it. */
import { createMemo, Index } from "solid-js";
import { PAPER_SIDE, strokesBox } from "../../session/strokes.ts";
import type { Sight } from "./answering.ts";

/** Between ink and box, in paper units. */
const MARGIN = 5;
/** From the paper's edge, in paper units. */
const INSET = 2;

const keepIn = (value: number) =>
  Math.max(INSET, Math.min(PAPER_SIDE - INSET, value));

/** A digit alone needs no box. */
function boxesOf({ drawing, digits, brushWidth }: Sight) {
  if (digits.length < 2) return [];
  const margin = brushWidth / 2 + MARGIN;
  return digits.map(({ strokes }) => {
    const box = strokesBox(Array.from(strokes, (stroke) => drawing[stroke]!));
    const [x, y] = [keepIn(box.left - margin), keepIn(box.top - margin)];
    return {
      x,
      y,
      width: keepIn(box.right + margin) - x,
      height: keepIn(box.bottom + margin) - y,
    };
  });
}

export function DigitBoxes(props: { sight: Sight | null }) {
  const boxes = createMemo(() => (props.sight ? boxesOf(props.sight) : []));
  return (
    <svg
      class="digit-boxes"
      viewBox={`0 0 ${PAPER_SIDE} ${PAPER_SIDE}`}
      aria-hidden="true"
    >
      <Index each={boxes()}>
        {(box, i) => (
          <rect
            x={box().x}
            y={box().y}
            width={box().width}
            height={box().height}
            rx={6}
            classList={{ selected: i === props.sight?.selected }}
          />
        )}
      </Index>
    </svg>
  );
}
