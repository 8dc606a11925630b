/** Tells the visitor why a network cannot be used, and the page when one can. */
import { createEffect, untrack } from "solid-js";
import { EngineError } from "../engine/engine.ts";
import { MissingFile } from "../engine/fetch-file.ts";
import { FALLBACK_MODEL } from "../engine/library.ts";
import type { Networks } from "../engine/networks.ts";
import type { NoticeBoard } from "../parts/notices.tsx";
import { reasonOf } from "../parts/reasons.ts";
import { texts } from "../words/texts.ts";

const words = texts.failures;

function failureWords(name: string, error: unknown): string {
  const title = texts.modelTitle(name);
  const reason = reasonOf(error);
  if (!(error instanceof EngineError))
    return words.weightsDamaged(title, reason);
  if (error.kind === "unsupported") return words.unsupported;
  if (error.kind === "died") return words.notOpened(title, reason);
  if (error.kind === "refused") return words.weightsDamaged(title, reason);
  const file = error.file ?? "";
  return error instanceof MissingFile && file.endsWith(".safetensors")
    ? words.weightsMissing(title, file, reason)
    : words.engineFile(file, reason);
}

/** Whether it may help to ask again; damaged weights may be a sign-in page of the network's. */
const canRetry = (error: unknown) =>
  !(error instanceof EngineError && error.kind === "unsupported");

export function tellOfNetworks(networks: Networks, notices: NoticeBoard): void {
  const root = document.documentElement;
  createEffect(() => {
    root.dataset["ready"] = String(networks.ready());
  });
  createEffect(() => {
    const failure = networks.failure();
    if (!failure) return notices.hide("network");
    const message = failureWords(failure.name, failure.error);
    const working = untrack(networks.inUse);
    notices.show(
      "network",
      working
        ? `${message} ${words.stays(texts.modelTitle(working.name))}`
        : message,
      canRetry(failure.error) ? networks.retry : undefined,
    );
  });
  createEffect(() => {
    if (networks.listMissing())
      notices.show(
        "list",
        words.modelList(texts.modelTitle(FALLBACK_MODEL)),
        networks.retry,
      );
    else notices.hide("list");
  });
  createEffect(() => {
    if (networks.names()?.length === 0) notices.show("none", words.noModels);
    else notices.hide("none");
  });
}
