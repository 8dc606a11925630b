/** What a page holds on to, after collection. Needs Chromium's protocol. */
import assert from "node:assert/strict";
import type { Visit } from "./browser.ts";

export interface Held {
  readonly nodes: number;
  readonly listeners: number;
  /**
   * Bytes of the scripts' objects, texts and closures. Code that the browser compiles the longer a
   * script runs is not among them, nor are its own records, of slow frames for instance.
   */
  readonly heap: number;
}

/** The parts of a heap snapshot that are read here. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[]];
    };
  };
  readonly nodes: readonly number[];
}

async function heapOfScripts({ cdp }: Visit): Promise<number> {
  const chunks: string[] = [];
  const collect = ({ chunk }: { chunk: string }) => chunks.push(chunk);
  cdp.on("HeapProfiler.addHeapSnapshotChunk", collect);
  await cdp.send("HeapProfiler.takeHeapSnapshot", {});
  cdp.off("HeapProfiler.addHeapSnapshotChunk", collect);
  const { snapshot, nodes } = JSON.parse(chunks.join("")) as Snapshot;
  const { node_fields: fields, node_types: kinds } = snapshot.meta;
  const [kind, size] = [fields.indexOf("type"), fields.indexOf("self_size")];
  let bytes = 0;
  for (let i = 0; i < nodes.length; i += fields.length)
    if (!["code", "native"].includes(kinds[0][nodes[i + kind]!]!))
      bytes += nodes[i + size]!;
  return bytes;
}

export async function held(visit: Visit): Promise<Held> {
  const { cdp } = visit;
  for (let i = 0; i < 3; ++i) await cdp.send("HeapProfiler.collectGarbage");
  const { nodes, jsEventListeners } = await cdp.send("Memory.getDOMCounters");
  const heap = await heapOfScripts(visit);
  return { nodes, listeners: jsEventListeners, heap };
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
