/** The files of networks: which there are, their weights, their reports. */
import type { AboutModel } from "./about-model.ts";
import { fetchFile, MissingFile } from "./fetch-file.ts";

/** Used when the list of models is missing. */
export const FALLBACK_MODEL = "lab";

const folderOf = (model: string) => `models/${encodeURIComponent(model)}`;

/**
 * Names of the models that are there, default first.
 *
 * @throws MissingFile, or TypeError when it is no list of names
 */
export async function fetchModelNames(): Promise<string[]> {
  const response = await fetchFile("models/index.json", "models/index.json");
  const names: unknown = await response.json();
  if (
    !Array.isArray(names) ||
    !names.every((name) => typeof name === "string")
  ) {
    throw new TypeError("models/index.json is not a list of names");
  }
  return names;
}

/** What there is to say of each model; a name that is missing has nothing. Never fails. */
export async function fetchAbout(): Promise<ReadonlyMap<string, AboutModel>> {
  try {
    const response = await fetchFile("models/about.json", "models/about.json");
    const about = (await response.json()) as Record<string, AboutModel>;
    return new Map(Object.entries(about));
  } catch {
    return new Map(); // Words of good manners only: all works without them.
  }
}

/** Address of a model's card. */
export const modelCardAddress = (model: string) =>
  `${folderOf(model)}/model-card.md`;

/** Bytes of a model's weights. @throws MissingFile */
export async function fetchWeights(model: string): Promise<Uint8Array> {
  const name = `${model}/model.safetensors`;
  const response = await fetchFile(
    `${folderOf(model)}/model.safetensors`,
    name,
  );
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    throw new MissingFile(name, null);
  }
}

/** A model's report.json, parsed but not checked. @throws MissingFile, or SyntaxError */
export async function fetchReport(model: string): Promise<unknown> {
  const response = await fetchFile(
    `${folderOf(model)}/report.json`,
    `${model}/report.json`,
  );
  let text: string;
  try {
    text = await response.text();
  } catch {
    throw new MissingFile(`${model}/report.json`, null);
  }
  return JSON.parse(text);
}
