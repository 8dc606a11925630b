/** The digits of a number: what the network sees of each, and which one the rest of the page shows. */
import { answerOf } from "./answer.ts";
import type { ReadDigit } from "./core.ts";
import { el } from "./dom.ts";
import { PixelView } from "./pixels.ts";
import { FRAME_SIDE } from "./stage-pictures.ts";
import { formatPercent, texts } from "./texts.ts";

interface Entry {
  button: HTMLButtonElement;
  picture: PixelView;
  sign: HTMLElement;
  share: HTMLElement;
  /** What the picture shows now. */
  frame: Uint8Array | null;
}

const isSame = (a: Uint8Array, b: Uint8Array | null) =>
  b !== null && a.every((value, i) => value === b[i]);

export class DigitRow {
  /** Hidden unless there are several digits. */
  readonly element = el("div", {
    class: "reading",
    role: "group",
    "aria-label": texts.number.digits,
    hidden: true,
  });
  private entries: Entry[] = [];

  /** @param choose called with the number of a digit that was tapped */
  constructor(private choose: (index: number) => void) {}

  /** Shows the digits of a number; of fewer than two there is nothing to choose. */
  show(digits: readonly ReadDigit[], selected: number): void {
    const count = digits.length < 2 ? 0 : digits.length;
    this.element.hidden = count === 0;
    while (this.entries.length > count) this.entries.pop()!.button.remove();
    while (this.entries.length < count) this.add();
    if (count > 0)
      digits.forEach((_, i) => this.update(i, digits, i === selected));
  }

  private add() {
    const index = this.entries.length;
    const canvas = el("canvas", {
      width: FRAME_SIDE,
      height: FRAME_SIDE,
      "aria-hidden": "true",
    });
    const sign = el("span", { class: "digit" });
    const share = el("span", { class: "share" });
    const button = el(
      "button",
      { type: "button", "data-testid": `read-digit-${index}` },
      el("span", { class: "thumb" }, canvas),
      el("span", { class: "caption" }, sign, " ", share),
    );
    button.addEventListener("click", () => this.choose(index));
    this.element.append(button);
    const picture = new PixelView(canvas);
    this.entries.push({ button, picture, sign, share, frame: null });
  }

  /** Touches only what differs: while one digit grows, the others stay as they are. */
  private update(
    index: number,
    digits: readonly ReadDigit[],
    selected: boolean,
  ) {
    const entry = this.entries[index]!;
    const digit = digits[index]!;
    if (!isSame(digit.frame, entry.frame)) {
      entry.frame = digit.frame;
      entry.picture.show(digit.frame, FRAME_SIDE, FRAME_SIDE, 255);
    }
    const { sign, words } = answerOf(digit);
    // A digit that is none has no confidence of its own.
    const share =
      digit.digit === null
        ? ""
        : formatPercent(digit.probabilities[digit.digit]!, 0);
    if (entry.sign.textContent !== sign) entry.sign.textContent = sign;
    if (entry.share.textContent !== share) entry.share.textContent = share;

    const label = texts.number.digit(
      index,
      digits.length,
      share ? texts.number.digitShare(words, share) : words,
    );
    const startsLine = index > 0 && digit.line !== digits[index - 1]!.line;
    for (const [name, value] of [
      ["aria-label", label],
      ["aria-pressed", String(selected)],
      ["class", startsLine ? "new-line" : ""],
    ] as const) {
      if (entry.button.getAttribute(name) !== value)
        entry.button.setAttribute(name, value);
    }
  }
}
