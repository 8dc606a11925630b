/** Ready digits, written anew by the core's generator. Its module is fetched when the first is asked for. */
import penAddress from "digitlab-wasm/digitlab-pen.wasm?url";
import type {
  DigitlabPenModule,
  GeneratedStrokes,
} from "../../../wasm/digitlab.d.ts";
import { compile } from "./core-module.ts";
import { EngineError } from "./engine.ts";
import { instantiate } from "./instantiate.ts";

async function fetchLoader() {
  try {
    return await import("digitlab-wasm/digitlab-pen.js");
  } catch (error) {
    throw new EngineError("file", String(error), "digitlab-pen.js");
  }
}

async function fetchPen(): Promise<DigitlabPenModule> {
  const [{ default: create }, code] = await Promise.all([
    fetchLoader(),
    compile(penAddress, "digitlab-pen.wasm"),
  ]);
  return instantiate(create, code);
}

let pen: Promise<DigitlabPenModule> | null = null;

/**
 * One written digit; the same seed writes the same again.
 *
 * @throws EngineError "file" when the generator does not arrive; whoever asks again tries again
 */
export async function writeDigit(
  digit: number,
  seed: number,
): Promise<GeneratedStrokes> {
  pen ??= fetchPen().catch((error: unknown) => {
    pen = null;
    throw error;
  });
  return (await pen).generateStrokes(digit, seed);
}
