/** The files of networks: which there are, their weights, their reports, their cards. */
import type { AboutModel, KeptModel } from "./about-model.ts";
import { fetchFile, MissingFile } from "./fetch-file.ts";

/** Used when the list of models is missing. */
export const FALLBACK_MODEL = "lab";

const INDEX = "models/index.json";

/** Those that are known; all others are in the folder that has their name. */
const kept = new Map<string, KeptModel>();

const folderOf = (model: string) =>
  kept.get(model)?.folder ?? `models/${encodeURIComponent(model)}`;

const isKept = (entry: unknown): entry is KeptModel =>
  typeof entry === "object" &&
  entry !== null &&
  (["name", "folder", "sha256"] as const).every(
    (part) => typeof (entry as Partial<KeptModel>)[part] === "string",
  );

/** Entries of an index: models of the build, and names of those that somebody added by hand. */
async function fetchIndex(address: string): Promise<(KeptModel | string)[]> {
  const response = await fetchFile(address, INDEX);
  const entries: unknown = await response.json();
  if (
    !Array.isArray(entries) ||
    !entries.every((entry) => typeof entry === "string" || isKept(entry))
  ) {
    throw new TypeError(`${INDEX} is not a list of models`);
  }
  return entries;
}

/**
 * Names of the models that are there, default first.
 *
 * @throws MissingFile, or TypeError when it is no list of models
 */
export async function fetchModelNames(): Promise<string[]> {
  const entries = await fetchIndex(INDEX);
  kept.clear();
  return entries.map((entry) => {
    if (typeof entry === "string") return entry;
    kept.set(entry.name, entry);
    return entry.name;
  });
}

/**
 * Names that have been added to the site's list since this page was put by for use without a
 * network; none for a page that comes from the network itself. Models of another build are not for
 * this one. Never fails.
 */
export async function fetchAddedNames(): Promise<string[]> {
  if (!navigator.serviceWorker?.controller) return [];
  try {
    const entries = await fetchIndex(`${INDEX}?added`);
    return entries.filter(
      (entry) => typeof entry === "string" && !kept.has(entry),
    ) as string[];
  } catch {
    return [];
  }
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

async function fetchModelFile<Content>(
  model: string,
  file: string,
  read: (response: Response) => Promise<Content>,
): Promise<Content> {
  const name = `${model}/${file}`;
  const response = await fetchFile(`${folderOf(model)}/${file}`, name);
  try {
    return await read(response);
  } catch {
    throw new MissingFile(name, null);
  }
}

/**
 * Bytes of a model's weights, which are those that the page was built with.
 *
 * @throws MissingFile, or TypeError when they are other ones
 */
export async function fetchWeights(model: string): Promise<Uint8Array> {
  const bytes = await fetchModelFile(model, "model.safetensors", (response) =>
    response.arrayBuffer(),
  );
  const expected = kept.get(model)?.sha256;
  if (expected !== undefined) await check(bytes, expected);
  return new Uint8Array(bytes);
}

/** @throws TypeError when the SHA-256 of the bytes is not the expected one */
async function check(bytes: ArrayBuffer, expected: string): Promise<void> {
  // Browsers compute none on a plain connection, where nothing could be vouched for anyway.
  if (!crypto.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const actual = Array.from(digest, (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  if (actual !== expected)
    throw new TypeError(
      `their SHA-256 begins with ${actual.slice(0, 8)}, expected ${expected.slice(0, 8)}`,
    );
}

/** A model's report.json, parsed but not checked. @throws MissingFile, or SyntaxError */
export async function fetchReport(model: string): Promise<unknown> {
  const text = await fetchModelFile(model, "report.json", (response) =>
    response.text(),
  );
  return JSON.parse(text);
}

/** A model's card, in Markdown. @throws MissingFile */
export const fetchModelCard = (model: string): Promise<string> =>
  fetchModelFile(model, "model-card.md", (response) => response.text());
