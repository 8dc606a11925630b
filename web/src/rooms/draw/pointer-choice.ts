/**
 * Which pointer may draw: one at a time, a pen rather than the hand that holds it, a finger rather
 * than the palm that rests. Two fingers at once draw nothing: they zoom the page.
 */

/** How long after the pen's last contact a touch still counts as the resting hand, in milliseconds. */
export const PALM_GUARD_MS = 600;

/** Fingers that zoom come together, in milliseconds; one that has rested for longer is a hand. */
export const PINCH_MS = 250;

export interface PointerDown {
  readonly pointerId: number;
  readonly pointerType: string;
  /** As in PointerEvent: 0 is the primary button, touch or pen contact. */
  readonly button: number;
  /** Milliseconds. */
  readonly timeStamp: number;
}

/**
 * "take": it draws now. "replace": it draws now, and what the one before drew was a hand. "gesture":
 * nothing draws, nor what the one before drew, until all fingers are up.
 */
export type PointerVerdict = "take" | "replace" | "gesture" | "ignore";

export class PointerChoice {
  private drawing: { id: number; type: string; since: number } | null = null;
  private penLeft = -Infinity;
  private touches = new Set<number>();
  private isGesture = false;

  /**
   * @param touchDraws whether fingers may draw now
   * @param penSeen called when a pen that drew is lifted: what the page then shows takes room from
   *   the paper, which must not move under a pen
   */
  constructor(
    private touchDraws: () => boolean = () => true,
    private penSeen: () => void = () => {},
  ) {}

  /**
   * Asks to draw with a pointer that went down.
   *
   * @param hasDrawn whether the one that draws now has left more than a dot
   */
  request(pointer: PointerDown, hasDrawn = false): PointerVerdict {
    if (pointer.button !== 0) return "ignore";
    const verdict =
      pointer.pointerType === "touch"
        ? this.requestTouch(pointer, hasDrawn)
        : this.requestOther(pointer);
    if (verdict === "take" || verdict === "replace")
      this.drawing = {
        id: pointer.pointerId,
        type: pointer.pointerType,
        since: pointer.timeStamp,
      };
    return verdict;
  }

  private requestTouch(
    { pointerId, timeStamp }: PointerDown,
    hasDrawn: boolean,
  ): PointerVerdict {
    this.touches.add(pointerId);
    const isHand = timeStamp - this.penLeft < PALM_GUARD_MS;
    if (this.isGesture || isHand || !this.touchDraws()) return "ignore";
    const { drawing } = this;
    if (!drawing) return "take";
    if (drawing.type !== "touch" || hasDrawn) return "ignore";
    if (timeStamp - drawing.since > PINCH_MS) return "replace";
    this.drawing = null;
    this.isGesture = true;
    return "gesture";
  }

  private requestOther({ pointerType, timeStamp }: PointerDown) {
    const isPen = pointerType === "pen";
    if (isPen) this.penLeft = timeStamp;
    if (!this.drawing) return "take";
    return isPen && this.drawing.type === "touch" ? "replace" : "ignore";
  }

  /** Whether this pointer is the one that draws. */
  draws(pointerId: number): boolean {
    return this.drawing?.id === pointerId;
  }

  /** A pointer has left the paper, or lost its right to draw. */
  release(pointerId: number, timeStamp: number): void {
    this.touches.delete(pointerId);
    if (this.touches.size === 0) this.isGesture = false;
    if (!this.draws(pointerId)) return;
    const isPen = this.drawing?.type === "pen";
    this.drawing = null;
    if (!isPen) return;
    this.penLeft = timeStamp;
    this.penSeen();
  }
}
