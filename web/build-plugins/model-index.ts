import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const FIRST = ["lab", "convnet"];
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

/** Writes models/index.json, the list of models that are there, at build; serves it in dev. */
export function modelIndex(folder: string): Plugin {
  return {
    name: "digitlab-model-index",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url?.split("?")[0] !== "/models/index.json") return next();
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify(listModels(folder)));
      });
    },
    generateBundle() {
      this.emitFile({
        type: "asset",
        fileName: "models/index.json",
        source: JSON.stringify(listModels(folder)),
      });
    },
  };
}
