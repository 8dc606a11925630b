/** The paper: turns movements of a pen into strokes of the session, and its strokes into ink. */
import { createEffect, on, onCleanup, untrack } from "solid-js";
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

/** In paper units. */
export type Position = readonly [x: number, y: number];

/** A stroke shorter than this, in paper units, may still become a gesture, or be a resting hand. */
const LEAST_EXTENT = 16;

/** Points closer than this, in paper units, add nothing anybody could see. */
const POINT_DISTANCE = 0.75;

const onPaper = (value: number) =>
  roundToGrain(Math.max(0, Math.min(PAPER_SIDE, value)));

/** Must be made below a component, with whose end it ends. */
export class InkCanvas {
  private live: number[] | null = null;
  private context: CanvasRenderingContext2D;
  private gone = new AbortController();

  /** @param canvas shown as a square */
  constructor(
    private canvas: HTMLCanvasElement,
    private session: Session,
  ) {
    const context = canvas.getContext("2d");
    if (!context) throw new Error("this browser has no 2D canvas");
    this.context = context;
    this.watchSurroundings();
    const { desk } = session;
    createEffect(on([() => desk().ink, () => desk().brush], () => this.fit()));
    onCleanup(() => {
      this.gone.abort();
      if (this.hasExtent) this.end();
      else this.drop();
    });
  }

  /** Whether a stroke is under way. */
  get isDrawing(): boolean {
    return this.live !== null;
  }

  /** Whether the stroke under way is surely one. */
  get hasExtent(): boolean {
    return this.live !== null && strokeExtent(this.live) >= LEAST_EXTENT;
  }

  /** The place `x`, `y` from the corner of the canvas, shown with sides of `side`. */
  toPaper(x: number, y: number, side: number): Position {
    const scale = PAPER_SIDE / side;
    return [onPaper(x * scale), onPaper(y * scale)];
  }

  /** Begins a stroke; one that is under way is done. */
  begin(at: Position): void {
    this.end();
    this.live = [];
    this.extend([at]);
  }

  /** Leads the stroke on, and paints only what is new of it. */
  extend(positions: readonly Position[]): void {
    const stroke = this.live;
    if (!stroke) return;
    const before = stroke.length / 2;
    for (const [x, y] of positions) {
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

  /** The stroke under way is done, if there is one. */
  end(): void {
    if (!this.live) return;
    this.live = null;
    this.session.finishStroke(false);
  }

  /** The stroke under way was none. */
  drop(): void {
    if (!this.live) return;
    this.live = null;
    this.session.finishStroke(true);
    this.repaint();
  }

  private repaint() {
    const { drawing } = untrack(this.session.desk).ink;
    paintDrawing(this.context, drawing, this.live);
  }

  /** Gives the canvas as many pixels as the screen has there, and paints again. */
  private fit() {
    const pixels = Math.round(this.canvas.clientWidth * devicePixelRatio);
    if (pixels === 0) return; // Not in sight now.
    if (this.canvas.width !== pixels) {
      // Where the pen was is elsewhere now: a line from there would be nobody's.
      this.end();
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
