/** Asks the network about a drawing: which digits there are, and more about one of them. */
import type { FrameSettings } from "../../wasm/digitlab.d.ts";
import { read, recognize, type ReadDigit, type Recognition } from "./core.ts";
import { frameSettings, MNIST_FRAMING } from "./framing.ts";
import { digitOfStroke, textOf } from "./reading.ts";
import { StrokePacker, type Drawing } from "./strokes.ts";

/** What is written, and the digit that is looked at. */
export interface Sighting {
  /** The number as text; "" when there is no ink, or too little. */
  readonly text: string;
  /** In reading order. */
  readonly digits: readonly ReadDigit[];
  /** Index of the digit that is looked at; −1 when there is none. */
  readonly selected: number;
  /** Asks the network again, about this digit alone. */
  readonly ask: (settings: FrameSettings) => Recognition | null;
}

export class DrawingReader {
  private whole = new StrokePacker();
  private part = new StrokePacker();

  /**
   * Null when there is no network.
   *
   * @param brushWidth in paper units
   * @param stroke number of a stroke of the digit to look at
   * @param other how that digit is framed, when not MNIST's way. Where digits begin and end is
   *   found in MNIST's way in any case.
   */
  read(
    drawing: Drawing,
    brushWidth: number,
    stroke: number,
    other: FrameSettings | null,
  ): Sighting | null {
    const all = this.whole.pack(drawing, null);
    const reading = read(
      all.points,
      all.lengths,
      frameSettings(MNIST_FRAMING, brushWidth),
    );
    if (!reading) return null;
    const { text, digits } = reading;
    const selected = digitOfStroke(digits, stroke);
    const digit = digits[selected];
    if (!digit) return { text, digits, selected, ask: () => null };

    const { points, lengths } =
      digit.strokes.length === drawing.length
        ? all
        : this.part.pack(
            Array.from(digit.strokes, (number) => drawing[number]!),
            null,
          );
    const ask = (settings: FrameSettings) =>
      recognize(points, lengths, settings);
    if (!other) return { text, digits, selected, ask };
    const reframed = digits.map((each) =>
      each === digit ? { ...digit, ...ask(other) } : each,
    );
    return { text: textOf(reframed), digits: reframed, selected, ask };
  }
}
