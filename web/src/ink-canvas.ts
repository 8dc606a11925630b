/** The paper: turns pointers into strokes and strokes into ink. */
import { paintDrawing, paintNewPoints, preparePaper } from "./ink-painter.ts";
import { PointerChoice } from "./pointer-choice.ts";
import {
  addStroke,
  blankInk,
  BRUSHES,
  clearInk,
  PAPER_SIDE,
  redo,
  roundToGrain,
  strokeExtent,
  undo,
  type Drawing,
  type Ink,
  type Stroke,
} from "./strokes.ts";

/** A cancelled stroke shorter than this, in paper units, was no stroke but the start of a gesture. */
const CANCELLED_STROKE_MINIMUM = 16;

/** Points closer than this, in paper units, add nothing anybody could see. */
const POINT_DISTANCE = 0.75;

const toPaper = (value: number) =>
  roundToGrain(Math.max(0, Math.min(PAPER_SIDE, value)));

/**
 * What happened to the ink: a stroke has begun (one point yet), the stroke under the pen has grown,
 * strokes have come or gone for good, or the same strokes are drawn with another brush.
 */
export type InkChange = "begun" | "grown" | "settled" | "repainted";

export class InkCanvas {
  private ink: Ink = blankInk;
  private live: number[] | null = null;
  private pointers = new PointerChoice();
  private context: CanvasRenderingContext2D;
  private brush: number = BRUSHES.medium;

  /**
   * @param canvas shown as a square
   * @param changed called after each change of the ink
   */
  constructor(
    private canvas: HTMLCanvasElement,
    private changed: (change: InkChange) => void,
  ) {
    const context = canvas.getContext("2d");
    if (!context) throw new Error("this browser has no 2D canvas");
    this.context = context;
    this.listen();
    this.watchSurroundings();
  }

  /** Finished strokes. */
  get drawing(): Drawing {
    return this.ink.drawing;
  }
  /** The stroke under the pen; null when the pen is up. */
  get liveStroke(): Stroke | null {
    return this.live;
  }
  get canUndo(): boolean {
    return this.ink.past.length > 0;
  }
  get canRedo(): boolean {
    return this.ink.future.length > 0;
  }
  get isBlank(): boolean {
    return this.ink.drawing.length === 0 && this.live === null;
  }

  /** In paper units; strokes have no width of their own, so that all ink is drawn with one brush. */
  get brushWidth(): number {
    return this.brush;
  }
  set brushWidth(width: number) {
    this.brush = width;
    this.fit();
    this.changed("repainted");
  }

  undo(): void {
    this.replaceInk(undo(this.ink));
  }
  redo(): void {
    this.replaceInk(redo(this.ink));
  }
  clear(): void {
    this.replaceInk(clearInk(this.ink));
  }

  /** Undo, redo and clear wait while a stroke is being drawn: they would pull the paper away. */
  private replaceInk(ink: Ink) {
    if (this.pointers.busy || ink === this.ink) return;
    this.ink = ink;
    this.repaint();
    this.changed("settled");
  }

  private listen() {
    const canvas = this.canvas;
    canvas.addEventListener("pointerdown", (event) => this.pointerDown(event));
    canvas.addEventListener("pointermove", (event) => this.pointerMove(event));
    canvas.addEventListener("pointerup", (event) =>
      this.pointerEnd(event, false),
    );
    canvas.addEventListener("pointercancel", (event) =>
      this.pointerEnd(event, true),
    );
    canvas.addEventListener("lostpointercapture", (event) =>
      this.pointerEnd(event, true),
    );
    // touch-action: none stops scrolling and zooming; this stops the loupe and selection of iOS.
    canvas.addEventListener("touchstart", (event) => event.preventDefault(), {
      passive: false,
    });
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  private pointerDown(event: PointerEvent) {
    // The same pointer going down again means that nobody told us of its going up.
    if (this.live && this.pointers.draws(event.pointerId))
      this.finish(event.timeStamp, false);
    const verdict = this.pointers.request(event);
    if (verdict === "ignore") return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    if (verdict === "replace") {
      this.live = null;
      this.repaint();
    }
    try {
      this.canvas.setPointerCapture(event.pointerId);
    } catch {
      // A pointer that is already gone cannot be captured; its events still arrive here.
    }
    this.live = [];
    this.extend([event]);
  }

  private pointerMove(event: PointerEvent) {
    if (!this.live || !this.pointers.draws(event.pointerId)) return;
    const coalesced = event.getCoalescedEvents?.() ?? [];
    this.extend(coalesced.length > 0 ? coalesced : [event]);
  }

  private pointerEnd(event: PointerEvent, cancelled: boolean) {
    if (!this.live || !this.pointers.draws(event.pointerId)) return;
    // A cancelled pointer's position means nothing.
    if (!cancelled) this.extend([event]);
    this.finish(event.timeStamp, cancelled);
  }

  private finish(timeStamp: number, cancelled: boolean) {
    const stroke = this.live!;
    this.live = null;
    this.pointers.release(timeStamp);
    const isGesture =
      cancelled && strokeExtent(stroke) < CANCELLED_STROKE_MINIMUM;
    if (!isGesture) this.ink = addStroke(this.ink, stroke);
    this.repaint();
    this.changed("settled");
  }

  /** Adds points to the stroke and paints only what is new. */
  private extend(events: readonly { clientX: number; clientY: number }[]) {
    const stroke = this.live!;
    const before = stroke.length / 2;
    const box = this.canvas.getBoundingClientRect();
    const scale = PAPER_SIDE / box.width;
    for (const { clientX, clientY } of events) {
      const x = toPaper((clientX - box.left) * scale);
      const y = toPaper((clientY - box.top) * scale);
      const n = stroke.length;
      if (
        n > 0 &&
        Math.hypot(x - stroke[n - 2]!, y - stroke[n - 1]!) < POINT_DISTANCE
      )
        continue;
      stroke.push(x, y);
    }
    if (stroke.length / 2 === before) return;
    paintNewPoints(this.context, stroke, before);
    this.changed(before === 0 ? "begun" : "grown");
  }

  private repaint() {
    paintDrawing(this.context, this.ink.drawing, this.live);
  }

  /** Gives the canvas as many pixels as the screen has there, and paints again. */
  private fit() {
    const pixels = Math.round(this.canvas.clientWidth * devicePixelRatio);
    if (pixels === 0) return; // Not in sight now.
    if (this.canvas.width !== pixels) {
      this.canvas.width = pixels;
      this.canvas.height = pixels;
    }
    preparePaper(
      this.context,
      pixels,
      getComputedStyle(this.canvas).color,
      this.brush,
    );
    this.repaint();
  }

  private watchSurroundings() {
    new ResizeObserver(() => this.fit()).observe(this.canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
      this.fit(),
    );
    const watchDensity = () => {
      matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
        "change",
        () => {
          this.fit();
          watchDensity();
        },
        { once: true },
      );
    };
    watchDensity();
  }
}
