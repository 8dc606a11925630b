/** Scrolling to where a visitor was, in a room that may still be growing. */

/** How long a room may take to grow as high as it was, in milliseconds. */
const PATIENCE_MS = 5000;
const VISITOR_MOVES = ["wheel", "touchstart", "pointerdown", "keydown"];

let stopWaiting = () => {};

/**
 * Scrolls the page to `top` pixels as soon as `room` is high enough, unless the visitor scrolls
 * first. A later call takes the place of one that still waits.
 */
export function scrollWhenThere(room: HTMLElement, top: number): void {
  stopWaiting();
  const isThere = () => {
    scrollTo(0, top);
    return Math.abs(scrollY - top) <= 1;
  };
  if (isThere()) return;
  const growth = new ResizeObserver(() => {
    if (isThere()) stopWaiting();
  });
  const timer = setTimeout(() => stopWaiting(), PATIENCE_MS);
  stopWaiting = () => {
    growth.disconnect();
    clearTimeout(timer);
    for (const move of VISITOR_MOVES) removeEventListener(move, stop);
    stopWaiting = () => {};
  };
  const stop = stopWaiting;
  for (const move of VISITOR_MOVES)
    addEventListener(move, stop, { passive: true });
  growth.observe(room);
}
