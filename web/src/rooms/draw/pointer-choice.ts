/** Which pointer may draw: one at a time, and a pen rather than the hand that holds it. */

/** How long after the pen's last contact a touch still counts as the resting hand, in milliseconds. */
export const PALM_GUARD_MS = 600;

export interface PointerDown {
  readonly pointerId: number;
  readonly pointerType: string;
  /** As in PointerEvent: 0 is the primary button, touch or pen contact. */
  readonly button: number;
  /** Milliseconds. */
  readonly timeStamp: number;
}

export class PointerChoice {
  private drawing: { id: number; type: string } | null = null;
  private penSeen = -Infinity;

  /**
   * Asks to draw with a pointer that went down.
   * "take": it draws now. "replace": it draws now, and what the one before drew was a palm.
   */
  request(pointer: PointerDown): "take" | "replace" | "ignore" {
    if (pointer.button !== 0) return "ignore";
    const isPen = pointer.pointerType === "pen";
    if (isPen) this.penSeen = pointer.timeStamp;
    else if (
      pointer.pointerType === "touch" &&
      pointer.timeStamp - this.penSeen < PALM_GUARD_MS
    ) {
      return "ignore";
    }
    const replaces = isPen && this.drawing?.type === "touch";
    if (this.drawing && !replaces) return "ignore";
    this.drawing = { id: pointer.pointerId, type: pointer.pointerType };
    return replaces ? "replace" : "take";
  }

  /** Whether this pointer is the one that draws. */
  draws(pointerId: number): boolean {
    return this.drawing?.id === pointerId;
  }

  /** The pointer that draws has left the paper, or lost its right to draw. */
  release(timeStamp: number): void {
    if (this.drawing?.type === "pen") this.penSeen = timeStamp;
    this.drawing = null;
  }

  get busy(): boolean {
    return this.drawing !== null;
  }
}
