/** What a page holds on to, after collection. Needs Chromium's protocol. */
import assert from "node:assert/strict";
import type { Visit } from "./browser.ts";

export interface Held {
  readonly nodes: number;
  readonly listeners: number;
  /** Bytes. */
  readonly heap: number;
}

export async function held({ cdp }: Visit): Promise<Held> {
  for (let i = 0; i < 3; ++i) await cdp.send("HeapProfiler.collectGarbage");
  const { nodes, jsEventListeners } = await cdp.send("Memory.getDOMCounters");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  return { nodes, listeners: jsEventListeners, heap: usedSize };
}

/** Nothing may have grown by a twentieth. */
export function assertFlat(what: string, before: Held, after: Held): void {
  console.log(`${what}:`, JSON.stringify({ before, after }));
  for (const part of ["nodes", "listeners", "heap"] as const)
    assert.ok(
      after[part] < 1.05 * before[part],
      `${what}: ${part} grew from ${before[part]} to ${after[part]}`,
    );
}
