/** Leads a value from here to there in a moment, so that one sees what becomes of what. */
import { onCleanup } from "solid-js";
import { wantsNoMotion } from "../../../parts/motion.ts";

const DURATION_MS = 450;

/** Slow at both ends. @param share of the time, 0 to 1 */
const ease = (share: number) => share * share * (3 - 2 * share);

export interface Glide {
  /** @param step called with the share of the way, at last with 1 */
  start(step: (share: number) => void): void;
  stop(): void;
}

/** Must be made below a component, with whose end it stops. */
export function createGlide(): Glide {
  let frame = 0;
  const stop = () => cancelAnimationFrame(frame);
  onCleanup(stop);
  return {
    start(step) {
      stop();
      if (wantsNoMotion()) return step(1);
      const begin = performance.now();
      const go = (now: number) => {
        const share = Math.max(0, Math.min(1, (now - begin) / DURATION_MS));
        step(ease(share));
        if (share < 1) frame = requestAnimationFrame(go);
      };
      frame = requestAnimationFrame(go);
    },
    stop,
  };
}
