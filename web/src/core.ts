/**
 * The only module that touches WebAssembly: loads the build that suits the browser, once and only
 * when asked, and owns the one recogniser in use.
 */
import type {
  DigitlabModule,
  FrameSettings,
  ReadDigit,
  Reading,
  Recognition,
  Recognizer,
} from "../../wasm/digitlab.d.ts";
import { texts } from "./texts.ts";

export type { ReadDigit, Reading, Recognition };

/** The engine itself could not start; no model will work. */
export class CoreError extends Error {}

// (module (func (result v128) i32.const 0, i8x16.splat, i8x16.popcnt)): valid where SIMD is.
const SIMD_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8,
  0, 65, 0, 253, 15, 253, 98, 11,
]);

async function importCore(): Promise<DigitlabModule> {
  if (typeof WebAssembly !== "object")
    throw new CoreError(texts.failures.noWebAssembly);
  try {
    const { default: createDigitlab } = WebAssembly.validate(SIMD_PROBE)
      ? await import("digitlab-wasm/digitlab-simd.js")
      : await import("digitlab-wasm/digitlab-scalar.js");
    return await createDigitlab();
  } catch (error) {
    throw new CoreError(error instanceof Error ? error.message : String(error));
  }
}

let core: Promise<DigitlabModule> | null = null;
let recognizer: Recognizer | null = null;
/** The bytes of the model in use, and whether it has been opened a second time after a trap. */
let inUse: Uint8Array | null = null;
let reopened = false;

/** Starts loading the engine if nobody did. Rejects with a `CoreError`. */
export function loadCore(): Promise<DigitlabModule> {
  core ??= importCore();
  return core;
}

/** Frees the recogniser in use, if any; there is no answer then. */
export function closeModel(): void {
  recognizer?.delete();
  recognizer = null;
  inUse = null;
}

/** A trap leaves the module's memory in doubt: nothing in it is touched again. */
function leaveModule(): void {
  core = null;
  recognizer = null;
}

async function load(weights: Uint8Array): Promise<Recognizer> {
  const module = await loadCore();
  try {
    const loaded = module.loadRecognizer(weights);
    // Browsers compile WebAssembly when it is first called: better now than under the first stroke.
    loaded.read(Float32Array.of(0, 0, 9, 9, 9, 0), Uint32Array.of(3), {});
    return loaded;
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) leaveModule();
    throw error;
  }
}

/**
 * Puts a model into use instead of the one before.
 *
 * @param weights bytes of a model.safetensors
 * @throws CoreError when the engine cannot start; Error, with the reason, when the bytes are no model
 */
export async function openModel(weights: Uint8Array): Promise<Recognizer> {
  const opened = await load(weights);
  closeModel();
  recognizer = opened;
  inUse = weights;
  reopened = false;
  return opened;
}

/**
 * The model in use in a new module. Once only: what traps again would for ever, and there is no
 * answer then until another model is opened.
 */
async function reopenModel(): Promise<void> {
  const weights = inUse;
  if (!weights || reopened) return;
  reopened = true;
  const opened = await load(weights);
  if (inUse === weights && !recognizer) recognizer = opened;
  else opened.delete();
}

function answer<Answer>(
  ask: (recognizer: Recognizer) => Answer,
): Answer | null {
  if (!recognizer) return null;
  try {
    return ask(recognizer);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) {
      leaveModule();
      void reopenModel().catch(() => {
        // This call's error says what happened; without a model the next one is silent.
      });
    }
    throw error;
  }
}

/**
 * Finds and reads the digits of a drawing with the model in use; null when there is none.
 *
 * @param points x0, y0, x1, y1, …; y downwards
 * @param strokeLengths number of points of each stroke
 * @param settings how each digit is framed; MNIST's way where it says nothing
 * @throws WebAssembly.RuntimeError when the engine trapped; a new one is on its way then
 */
export function read(
  points: Float32Array,
  strokeLengths: Uint32Array,
  settings: FrameSettings,
): Reading | null {
  return answer((model) => model.read(points, strokeLengths, settings));
}

/** Takes a whole drawing for one digit; the rest is as with `read`. */
export function recognize(
  points: Float32Array,
  strokeLengths: Uint32Array,
  settings: FrameSettings,
): Recognition | null {
  return answer((model) => model.recognize(points, strokeLengths, settings));
}
