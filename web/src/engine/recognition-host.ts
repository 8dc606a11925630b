/** The recognition worker's calls: convert, ask the core, convert. */
import type {
  DigitlabModule,
  ModuleFactory,
  Recognizer,
} from "../../../wasm/digitlab.d.ts";
import type { Look, LookRequest, NetworkHandle, ReadDigit } from "./engine.ts";
import { instantiate } from "./instantiate.ts";
import type { Host } from "./messages.ts";

export type RecognitionCalls = {
  /** Must be the first: starts the core. */
  start: { input: WebAssembly.Module; output: void };
  open: {
    input: { readonly id: number; readonly weights: Uint8Array };
    output: NetworkHandle;
  };
  close: { input: { readonly id: number }; output: void };
  look: {
    input: { readonly id: number; readonly request: LookRequest };
    output: Look;
  };
};

/** Index of the digit that a stroke belongs to; of the last one when it belongs to none. */
function digitOfStroke(
  digits: readonly { readonly strokes: Uint32Array }[],
  stroke: number,
): number {
  const index = digits.findIndex(({ strokes }) => strokes.includes(stroke));
  return index < 0 ? digits.length - 1 : index;
}

/** The strokes with these numbers alone. */
function strokesOf(
  { points, lengths }: LookRequest,
  numbers: Uint32Array,
): { points: Float32Array; lengths: Uint32Array } {
  const starts = [0];
  for (const length of lengths) starts.push(starts.at(-1)! + 2 * length);
  const parts = Array.from(numbers, (stroke) =>
    points.subarray(starts[stroke], starts[stroke + 1]),
  );
  const chosen = new Float32Array(
    parts.reduce((sum, part) => sum + part.length, 0),
  );
  let at = 0;
  for (const part of parts) {
    chosen.set(part, at);
    at += part.length;
  }
  return {
    points: chosen,
    lengths: Uint32Array.from(parts, (part) => part.length / 2),
  };
}

/** The drawing as one digit, which no reading takes apart. */
function wholeDigit(
  recognizer: Recognizer,
  { points, lengths, settings }: LookRequest,
): ReadDigit {
  const recognition = recognizer.recognize(points, lengths, settings);
  return { ...recognition, strokes: Uint32Array.from(lengths.keys()), line: 0 };
}

function lookAt(recognizer: Recognizer, request: LookRequest): Look {
  const { points, lengths, settings, stroke } = request;
  const digits =
    stroke === null
      ? [wholeDigit(recognizer, request)]
      : recognizer.read(points, lengths, settings).digits;
  const selected = digitOfStroke(digits, stroke ?? 0);
  const digit = digits[selected];
  if (!digit) return { digits, selected, others: [] };
  const part = strokesOf(request, digit.strokes);
  const others = request.others.map((other) =>
    recognizer.recognize(part.points, part.lengths, other),
  );
  return { digits, selected, others };
}

/** @param create the core's loader; the same for builds with and without SIMD */
export function recognitionHost(
  create: ModuleFactory<DigitlabModule>,
): Host<RecognitionCalls> {
  let core: DigitlabModule | null = null;
  const networks = new Map<number, Recognizer>();
  const network = (id: number) => {
    const found = networks.get(id);
    if (!found) throw new Error("this network is not open");
    return found;
  };
  return {
    async start(code) {
      core = await instantiate(create, code);
    },
    open({ id, weights }) {
      if (!core) throw new Error("the core has not been started");
      const opened = core.loadRecognizer(weights);
      // Browsers compile WebAssembly when it is first called: better now than under the first stroke.
      opened.read(Float32Array.of(0, 0, 9, 9, 9, 0), Uint32Array.of(3), {});
      networks.set(id, opened);
      const { parameterCount, inputHeight, inputWidth, inputDeskew } = opened;
      return { id, parameterCount, inputHeight, inputWidth, inputDeskew };
    },
    close({ id }) {
      networks.get(id)?.delete();
      networks.delete(id);
    },
    look({ id, request }) {
      return lookAt(network(id), request);
    },
  };
}
