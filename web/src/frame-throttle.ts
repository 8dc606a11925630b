/**
 * Runs `work` at most once an animation frame, and at once when this frame has not seen it yet:
 * waiting for the next frame would only make the answer late. A call that came too early in a
 * frame is made up for at the start of the next.
 *
 * @param nextFrame schedules a callback for the next frame (`requestAnimationFrame` in the page)
 */
export function oncePerFrame(
  work: () => void,
  nextFrame: (callback: () => void) => unknown,
): () => void {
  let ranInThisFrame = false;
  let asked = false;

  const run = () => {
    ranInThisFrame = true;
    asked = false;
    nextFrame(() => {
      ranInThisFrame = false;
      if (asked) run();
    });
    work();
  };
  return () => {
    if (ranInThisFrame) asked = true;
    else run();
  };
}
