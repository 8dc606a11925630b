import { setTimeout as sleep } from "node:timers/promises";

/** Playwright's own patience. */
const PATIENCE = 30_000;

/** Asks again and again until the answer is not null; `what` tells what was waited for in vain. */
export async function poll<T>(
  what: string,
  ask: () => Promise<T | null>,
): Promise<T> {
  for (const start = Date.now(); Date.now() - start < PATIENCE;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await sleep(20);
  }
  throw new Error(`waited in vain for ${what}`);
}
