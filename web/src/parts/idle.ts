/** How long something may wait for a quiet moment, in milliseconds. */
const AT_MOST_MS = 5000;
/** Where browsers do not tell of quiet moments, one has come by then. */
const GUESS_MS = 1000;

/** Waits until the page has nothing more urgent to do. */
export const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof requestIdleCallback === "function")
      requestIdleCallback(() => resolve(), { timeout: AT_MOST_MS });
    else setTimeout(resolve, GUESS_MS);
  });
