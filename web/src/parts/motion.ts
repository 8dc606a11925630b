/** Whether the visitor wants things to be there at once, and nothing to move. */
export const wantsNoMotion = (): boolean =>
  matchMedia("(prefers-reduced-motion: reduce)").matches;
