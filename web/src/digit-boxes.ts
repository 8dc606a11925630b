/** Thin boxes on the paper, around each digit of a number. They lie over the ink and are no part of it. */
import type { Part } from "./reading.ts";
import { svg } from "./dom.ts";
import { PAPER_SIDE, strokesBox, type Drawing } from "./strokes.ts";

/** Between ink and box, in paper units. */
const MARGIN = 5;
/** From the paper's edge, in paper units. */
const INSET = 2;

export class DigitBoxes {
  readonly element = svg("svg", {
    class: "digit-boxes",
    viewBox: `0 0 ${PAPER_SIDE} ${PAPER_SIDE}`,
    "aria-hidden": "true",
  });
  /** What is shown now. */
  private shown = "";

  /** Draws the boxes of a number; a digit alone needs none. @param brushWidth in paper units */
  show(
    drawing: Drawing,
    digits: readonly Part[],
    selected: number,
    brushWidth: number,
  ): void {
    const margin = brushWidth / 2 + MARGIN;
    const keepIn = (value: number) =>
      Math.max(INSET, Math.min(PAPER_SIDE - INSET, value));
    const boxes =
      digits.length < 2
        ? []
        : digits.map((digit, i) => {
            const { left, right, top, bottom } = strokesBox(
              Array.from(digit.strokes, (stroke) => drawing[stroke]!),
            );
            const [x, y] = [keepIn(left - margin), keepIn(top - margin)];
            return {
              x,
              y,
              width: keepIn(right + margin) - x,
              height: keepIn(bottom + margin) - y,
              rx: 6,
              class: i === selected ? "selected" : undefined,
            };
          });
    const next = JSON.stringify(boxes);
    if (next === this.shown) return;
    this.shown = next;
    this.element.replaceChildren(...boxes.map((box) => svg("rect", box)));
  }

  clear(): void {
    this.show([], [], -1, 0);
  }
}
