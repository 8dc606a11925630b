/**
 * The training engine beside the finished site, for as long as no room of the page uses it: built
 * from its sources as the page would build it, and imported by a test in the page.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import type { TrainingEngine } from "../../../web/src/engine/training-engine.ts";

const fromRoot = (path: string) =>
  fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** What of Vite is used here; the package is the page's. */
interface Vite {
  build(options: object): Promise<unknown>;
}

const ENTRY = "start-training.js";

/** Builds it into a folder of its own, to be served with the site; `remove` takes that away. */
export async function buildTraining(): Promise<{
  folder: string;
  remove: () => void;
}> {
  const folder = mkdtempSync(join(tmpdir(), "digitlab-training-"));
  const { build } = (await import(
    new URL(
      "../../../web/node_modules/vite/dist/node/index.js",
      import.meta.url,
    ).href
  )) as Vite;
  await build({
    configFile: false,
    logLevel: "warn",
    root: fromRoot("web"),
    publicDir: false,
    base: "./",
    resolve: { alias: { "digitlab-wasm": fromRoot("build/wasm/wasm") } },
    worker: { format: "es" },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2022",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: fromRoot("web/src/engine/start-training.ts"),
        preserveEntrySignatures: "strict",
        output: { entryFileNames: ENTRY },
      },
    },
  });
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** The engine in the page, and what has been heard of it. */
export interface Training {
  engine: TrainingEngine;
  replaced: string[];
  reports: number;
  /** Why the training that was left to itself has ended; null while it goes on. */
  ended: string | null;
}

/** Starts the engine in a page of the site, as `globalThis.training`. */
export async function startTraining(page: Page): Promise<void> {
  await page.evaluate(async (entry) => {
    const { startTraining } = (await import(
      new URL(entry, document.baseURI).href
    )) as {
      startTraining(replaced: (reason: string) => void): TrainingEngine;
    };
    const replaced: string[] = [];
    const engine = startTraining((reason) => replaced.push(reason));
    const training: Training = { engine, replaced, reports: 0, ended: null };
    Object.assign(globalThis, { training });
  }, ENTRY);
}

/** Begins a training that goes on for longer than any test. */
export async function trainForEver(
  page: Page,
  model: string,
  batchSize: number,
  count: number,
): Promise<void> {
  await page.evaluate(
    async ([model, batchSize, count]) => {
      const { training } = globalThis as unknown as { training: Training };
      const { engine } = training;
      const data = await engine.openData({ kind: "digits", count, seed: 1 });
      const settings = { epochs: 100_000, batchSize };
      const run = await engine.openRun({ model, data, settings });
      engine
        .train(run, undefined, { progress: () => ++training.reports })
        .then(
          () => "done",
          (error: unknown) => String(error),
        )
        .then((ended) => (training.ended = ended));
    },
    [model, batchSize, count] as const,
  );
}
