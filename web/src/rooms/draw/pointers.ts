/** Fingers, pens and mice on the paper: which of them draws, and where. */
import type { InkCanvas, Position } from "./ink-canvas.ts";
import type { PointerChoice } from "./pointer-choice.ts";

type PointerEventName =
  | "pointerdown"
  | "pointermove"
  | "pointerup"
  | "pointercancel"
  | "lostpointercapture";

/** Safari alone says of a touch whether it is the Pencil's. */
const isStylus = (event: TouchEvent) =>
  (event.touches[0] as { touchType?: string } | undefined)?.touchType ===
  "stylus";

/** Draws what pointers do on `canvas` with `ink`, until `signal` ends it. */
export function followPointers(
  canvas: HTMLCanvasElement,
  ink: InkCanvas,
  choice: PointerChoice,
  signal: AbortSignal,
): void {
  /** Whether the stroke under way is a pointer's: a turned screen ends it early. */
  const isDrawing = ({ pointerId }: PointerEvent) =>
    choice.draws(pointerId) && ink.isDrawing;

  const pointerDown = (event: PointerEvent) => {
    // The same pointer going down again means that nobody told us of its going up.
    if (choice.draws(event.pointerId)) {
      ink.end();
      choice.release(event.pointerId, event.timeStamp);
    }
    const verdict = choice.request(event, ink.hasExtent);
    if (verdict === "replace" || verdict === "gesture") ink.drop();
    if (verdict === "ignore" || verdict === "gesture") return;
    event.preventDefault();
    canvas.focus({ preventScroll: true });
    try {
      canvas.setPointerCapture(event.pointerId);
    } catch {
      // A pointer that is already gone cannot be captured; its events still arrive here.
    }
    ink.begin(positions([event])[0]!);
  };

  const positions = (events: readonly PointerEvent[]): Position[] => {
    const box = canvas.getBoundingClientRect();
    return events.map(({ clientX, clientY }) =>
      ink.toPaper(clientX - box.left, clientY - box.top, box.width),
    );
  };

  const pointerMove = (event: PointerEvent) => {
    if (!isDrawing(event)) return;
    const coalesced = event.getCoalescedEvents?.() ?? [];
    ink.extend(positions(coalesced.length > 0 ? coalesced : [event]));
  };

  const pointerEnd = (event: PointerEvent, isCancelled: boolean) => {
    if (isDrawing(event)) {
      // A cancelled pointer's position means nothing; what it drew may have been a gesture's start.
      if (!isCancelled) ink.extend(positions([event]));
      if (isCancelled && !ink.hasExtent) ink.drop();
      else ink.end();
    }
    choice.release(event.pointerId, event.timeStamp);
  };

  const follow = (
    name: PointerEventName,
    react: (event: PointerEvent) => void,
  ) => canvas.addEventListener(name, react, { signal });
  follow("pointerdown", pointerDown);
  follow("pointermove", pointerMove);
  follow("pointerup", (event) => pointerEnd(event, false));
  follow("pointercancel", (event) => pointerEnd(event, true));
  follow("lostpointercapture", (event) => pointerEnd(event, true));

  // The style touch-action lets two fingers zoom and nothing else happen. What it does not stop:
  // zooming in the middle of a stroke, the loupe and selection of iOS, and the Pencil's Scribble,
  // which would take short strokes for handwriting.
  const touching = (event: TouchEvent) => {
    const isZoom = event.touches.length > 1;
    const isOurs = isZoom
      ? ink.isDrawing
      : event.type === "touchmove" || isStylus(event);
    if (isOurs && event.cancelable) event.preventDefault();
  };
  const active = { passive: false, signal };
  canvas.addEventListener("touchstart", touching, active);
  canvas.addEventListener("touchmove", touching, active);
  canvas.addEventListener("contextmenu", (event) => event.preventDefault(), {
    signal,
  });
}
