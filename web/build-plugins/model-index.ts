import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import type { AboutModel } from "../src/engine/about-model.ts";

const FIRST = ["convnet", "lab"];
const LAST = ["trained-here"];

/** Names of the models in `folder`, the default one first; [] when there is no such folder. */
export function listModels(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const rank = (name: string) => {
    const first = FIRST.indexOf(name);
    if (first >= 0) return first - FIRST.length;
    return LAST.includes(name) ? 1 : 0;
  };
  return readdirSync(folder, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() &&
        existsSync(join(folder, entry.name, "model.safetensors")),
    )
    .map((entry) => entry.name)
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

/**
 * What the page says of each model before anybody asks for its report, which weighs a hundred times
 * as much. A model whose report is missing or damaged is left out.
 */
export function describeModels(folder: string): Record<string, AboutModel> {
  const about: [string, AboutModel][] = [];
  for (const name of listModels(folder)) {
    try {
      const { model, test } = JSON.parse(
        readFileSync(join(folder, name, "report.json"), "utf8"),
      );
      const accuracy = test?.accuracy ?? null;
      const card = existsSync(join(folder, name, "model-card.md"));
      about.push([name, { parameters: model.parameters, accuracy, card }]);
    } catch {
      // The page does without these words, and #results tells what is wrong with the report.
    }
  }
  // Made of entries, so that a model called __proto__ is one like any other.
  return Object.fromEntries(about);
}

/** Writes models/index.json and models/about.json at build; serves them in dev. */
export function modelIndex(folder: string): Plugin {
  const files: Record<string, () => string> = {
    "models/index.json": () => JSON.stringify(listModels(folder)),
    "models/about.json": () => JSON.stringify(describeModels(folder)),
  };
  return {
    name: "digitlab-model-index",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const file = files[request.url?.split("?")[0]?.slice(1) ?? ""];
        if (!file) return next();
        response.setHeader("Content-Type", "application/json");
        response.end(file());
      });
    },
    generateBundle() {
      for (const [fileName, source] of Object.entries(files)) {
        this.emitFile({ type: "asset", fileName, source: source() });
      }
    },
  };
}
