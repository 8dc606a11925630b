/**
 * A drawing as part of an address. Layout, before base64url: a byte 1 (the version), then for each
 * stroke the number of its points and the steps from point to point, x before y, in half paper
 * units, the first from where the stroke before ended. Numbers are varints (7 bits a byte, least
 * first), steps zigzag (0, −1, 1, −2, …): a step of a hand takes a byte.
 */
import { PAPER_SIDE, type Drawing } from "./strokes.ts";

const VERSION = 1;
/** Steps of a paper unit that are kept: finer than any frame of the network. */
const GRAIN = 2;
const LIMIT = PAPER_SIDE * GRAIN;

/** The drawing as a link keeps it: what is shared, and what is read from the link, are the same. */
export function quantised(drawing: Drawing): Drawing {
  return drawing.map((stroke) =>
    stroke.map((value) => Math.round(value * GRAIN) / GRAIN),
  );
}

/** Letters, digits, "-" and "_" only. */
export function packDrawing(drawing: Drawing): string {
  const bytes = [VERSION];
  const put = (value: number) => {
    for (; value > 127; value = value >>> 7) bytes.push((value & 127) | 128);
    bytes.push(value);
  };
  const last = [0, 0];
  for (const stroke of drawing) {
    put(stroke.length / 2);
    stroke.forEach((value, i) => {
      const at = Math.round(value * GRAIN);
      const step = at - last[i % 2]!;
      last[i % 2] = at;
      put(step < 0 ? -2 * step - 1 : 2 * step);
    });
  }
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** @throws RangeError when `packed` is not what `packDrawing` made */
export function unpackDrawing(packed: string): Drawing {
  const broken = (): never => {
    throw new RangeError("the link's drawing is cut off or changed");
  };
  let bytes: number[] = [];
  try {
    const text = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    bytes = Array.from(text, (letter) => letter.charCodeAt(0));
  } catch {
    broken();
  }
  if (bytes[0] !== VERSION) broken();
  let at = 1;
  const take = (): number => {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = bytes[at++] ?? broken();
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
    return broken();
  };
  const drawing: number[][] = [];
  const last = [0, 0];
  while (at < bytes.length) {
    const count = take();
    if (count === 0 || count > bytes.length) broken();
    const stroke: number[] = [];
    for (let i = 0; i < 2 * count; ++i) {
      const code = take();
      const value = last[i % 2]! + (code & 1 ? -(code + 1) / 2 : code / 2);
      if (value < 0 || value > LIMIT) broken();
      last[i % 2] = value;
      stroke.push(value / GRAIN);
    }
    drawing.push(stroke);
  }
  if (drawing.length === 0) broken();
  return drawing;
}

/** What a text that holds a link to a drawing has of it; null when it holds none. */
export const packedIn = (text: string): string | null =>
  /#draw\/([\w-]+)\s*$/.exec(text)?.[1] ?? null;
