/** The paper: turns pointers into strokes of the session, and its strokes into ink. */
import { createEffect, on, onCleanup, untrack } from "solid-js";
import { PointerChoice } from "./pointer-choice.ts";
import {
  paintDrawing,
  paintNewPoints,
  preparePaper,
} from "../../parts/ink-painter.ts";
import type { Session } from "../../session/session.ts";
import {
  BRUSHES,
  PAPER_SIDE,
  roundToGrain,
  strokeExtent,
} from "../../session/strokes.ts";

/** A cancelled stroke shorter than this, in paper units, was no stroke but the start of a gesture. */
const CANCELLED_STROKE_MINIMUM = 16;

/** Points closer than this, in paper units, add nothing anybody could see. */
const POINT_DISTANCE = 0.75;

const toPaper = (value: number) =>
  roundToGrain(Math.max(0, Math.min(PAPER_SIDE, value)));

/** Must be made below a component, with whose end it ends. */
export class InkCanvas {
  private live: number[] | null = null;
  private pointers = new PointerChoice();
  private context: CanvasRenderingContext2D;
  /** Ends all listening. */
  private gone = new AbortController();

  /** @param canvas shown as a square */
  constructor(
    private canvas: HTMLCanvasElement,
    private session: Session,
  ) {
    const context = canvas.getContext("2d");
    if (!context) throw new Error("this browser has no 2D canvas");
    this.context = context;
    this.listen();
    this.watchSurroundings();
    const { desk } = session;
    createEffect(on([() => desk().ink, () => desk().brush], () => this.fit()));
    onCleanup(() => {
      this.gone.abort();
      if (this.live) this.finish(performance.now(), true);
    });
  }

  private listen() {
    const canvas = this.canvas;
    const { signal } = this.gone;
    const follow = (
      name:
        | "pointerdown"
        | "pointermove"
        | "pointerup"
        | "pointercancel"
        | "lostpointercapture",
      react: (event: PointerEvent) => void,
    ) => canvas.addEventListener(name, react, { signal });
    follow("pointerdown", (event) => this.pointerDown(event));
    follow("pointermove", (event) => this.pointerMove(event));
    follow("pointerup", (event) => this.pointerEnd(event, false));
    follow("pointercancel", (event) => this.pointerEnd(event, true));
    follow("lostpointercapture", (event) => this.pointerEnd(event, true));
    // touch-action: none stops scrolling and zooming; this stops the loupe and selection of iOS.
    const prevent = (event: Event) => event.preventDefault();
    canvas.addEventListener("touchstart", prevent, { passive: false, signal });
    canvas.addEventListener("contextmenu", prevent, { signal });
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
      this.session.setLive(null);
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
    this.session.finishStroke(isGesture);
    if (isGesture) this.repaint();
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
    this.session.setLive(stroke);
  }

  private get drawing() {
    return untrack(this.session.desk).ink.drawing;
  }

  private repaint() {
    paintDrawing(this.context, this.drawing, this.live);
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
      BRUSHES[untrack(this.session.desk).brush],
    );
    this.repaint();
  }

  private watchSurroundings() {
    const { signal } = this.gone;
    const sizes = new ResizeObserver(() => this.fit());
    sizes.observe(this.canvas);
    signal.addEventListener("abort", () => sizes.disconnect());
    const fit = () => this.fit();
    for (const query of [
      "(prefers-color-scheme: dark)",
      "(forced-colors: active)",
    ])
      matchMedia(query).addEventListener("change", fit, { signal });
    const watchDensity = () => {
      if (signal.aborted) return;
      matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
        "change",
        () => {
          this.fit();
          watchDensity();
        },
        { once: true, signal },
      );
    };
    watchDensity();
  }
}
