/** Where models and their reports are, and which one is chosen. Knows nothing of the core. */
import type { AboutModel } from "./about-model.ts";
import { texts } from "./texts.ts";

/** A file that did not arrive; the message is the reason, fit for people. */
export class FetchError extends Error {}

/** Used when the list of models is missing. */
export const FALLBACK_MODEL = "lab";

async function get(path: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(new URL(`models/${path}`, document.baseURI));
  } catch {
    throw new FetchError(texts.failures.network);
  }
  if (!response.ok)
    throw new FetchError(texts.failures.httpStatus(response.status));
  return response;
}

/** Names of the models that are there, default first. Throws when the list is missing or no list. */
export async function fetchModelNames(): Promise<string[]> {
  const names: unknown = await (await get("index.json")).json();
  if (
    !Array.isArray(names) ||
    !names.every((name) => typeof name === "string")
  ) {
    throw new TypeError("models/index.json is not a list of names");
  }
  return names;
}

/** What there is to say of each model; a name that is missing has nothing. Never fails. */
export async function fetchAbout(): Promise<Record<string, AboutModel>> {
  try {
    const about: unknown = await (await get("about.json")).json();
    return about as Record<string, AboutModel>;
  } catch {
    return {}; // Words of good manners only: all works without them.
  }
}

/** Address of a model's card. */
export const modelCardAddress = (model: string) =>
  `models/${encodeURIComponent(model)}/model-card.md`;

/** Bytes of a model's weights. Throws FetchError. */
export async function fetchWeights(model: string): Promise<Uint8Array> {
  const response = await get(`${encodeURIComponent(model)}/model.safetensors`);
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    throw new FetchError(texts.failures.network);
  }
}

/** A model's report.json, parsed but not checked. Throws FetchError or SyntaxError. */
export async function fetchReport(model: string): Promise<unknown> {
  return (await get(`${encodeURIComponent(model)}/report.json`)).json();
}

/** The models there are and the chosen one, shared by all views. */
export class ModelChoice {
  private listeners: ((model: string | null) => void)[] = [];
  private offered: readonly string[] | null = null;
  private chosen: string | null = null;
  private words: Promise<Record<string, AboutModel>> | null = null;

  /** What there is to say of each model, asked for once. */
  about(): Promise<Record<string, AboutModel>> {
    this.words ??= fetchAbout();
    return this.words;
  }

  /** Names to choose from, default first; null until they are known. */
  get names(): readonly string[] | null {
    return this.offered;
  }

  /** Name of the chosen model; null while none is known. */
  get current(): string | null {
    return this.chosen;
  }

  /** Says which models there are, possibly none, and chooses the first. */
  offer(names: readonly string[]): void {
    this.offered = names;
    this.chosen = names[0] ?? null;
    this.tell();
  }

  choose(model: string): void {
    if (model === this.chosen) return;
    this.chosen = model;
    this.tell();
  }

  /** Calls `listener` now and after every change, with the chosen model. */
  follow(listener: (model: string | null) => void): void {
    this.listeners.push(listener);
    listener(this.chosen);
  }

  private tell() {
    for (const listener of this.listeners) listener(this.chosen);
  }
}
