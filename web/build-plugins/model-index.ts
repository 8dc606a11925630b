import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import type { AboutModel, KeptModel } from "../src/engine/about-model.ts";
import type { Report, Source } from "../src/engine/report.ts";

const FIRST = ["convnet", "lab"];
const LAST = ["trained-here"];
const FILES = ["model.safetensors", "report.json", "model-card.md"];

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

/** The digits a model was tested on, as one word; empty when it was not tested. */
const testSet = (sources: readonly Source[] = []) =>
  sources.map(({ source, sha256 }) => sha256 ?? source).join();

/**
 * What the page says of each model before anybody asks for its report, which weighs a hundred times
 * as much. A model whose report is missing or damaged is left out.
 */
export function describeModels(folder: string): Record<string, AboutModel> {
  const about = new Map<string, AboutModel>();
  let compared: string | null = null;
  for (const name of listModels(folder)) {
    try {
      const { model, test, data } = JSON.parse(
        readFileSync(join(folder, name, "report.json"), "utf8"),
      ) as Report;
      const digits = testSet(data?.test);
      if (test) compared ??= digits;
      about.set(name, {
        parameters: model.parameters,
        accuracy: test?.accuracy ?? null,
        ...(test && digits !== compared && { ownTest: true }),
        card: existsSync(join(folder, name, "model-card.md")),
      });
    } catch {
      // The page does without these words, and #results tells what is wrong with the report.
    }
  }
  return Object.fromEntries(about);
}

const sha256 = (bytes: Buffer) =>
  createHash("sha256").update(bytes).digest("hex");

/** The files of a model that are there. */
const filesOf = (folder: string, name: string) =>
  FILES.filter((file) => existsSync(join(folder, name, file))).map((file) => ({
    file,
    bytes: readFileSync(join(folder, name, file)),
  }));

/** The models with the folders that hold them under the checksum of all their files. */
export function keepModels(folder: string): KeptModel[] {
  return listModels(folder).map((name) => {
    const files = filesOf(folder, name);
    const all = sha256(Buffer.concat(files.map(({ bytes }) => bytes)));
    return {
      name,
      folder: `models/${encodeURIComponent(name)}.${all.slice(0, 12)}`,
      sha256: sha256(files[0]!.bytes),
    };
  });
}

/**
 * Writes models/index.json and models/about.json at build, and each model a second time, in a folder
 * whose name changes with its content: an old page never gets new weights. Development has the
 * folders by their names alone.
 */
export function modelIndex(folder: string): Plugin {
  const about = () => JSON.stringify(describeModels(folder));
  const served: Record<string, () => string> = {
    "models/index.json": () => JSON.stringify(listModels(folder)),
    "models/about.json": about,
  };
  return {
    name: "digitlab-model-index",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const file = served[request.url?.split("?")[0]?.slice(1) ?? ""];
        if (!file) return next();
        response.setHeader("Content-Type", "application/json");
        response.end(file());
      });
    },
    generateBundle() {
      const emit = (fileName: string, source: string | Uint8Array) =>
        void this.emitFile({ type: "asset", fileName, source });
      const models = keepModels(folder);
      emit("models/index.json", JSON.stringify(models));
      emit("models/about.json", about());
      for (const { name, folder: kept } of models)
        for (const { file, bytes } of filesOf(folder, name))
          emit(`${decodeURIComponent(kept)}/${file}`, bytes);
    },
  };
}
