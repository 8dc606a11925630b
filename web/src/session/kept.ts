/** The desk as the device keeps it: what goes in, what comes out, and how it joins an open desk. */
import { emptyDesk, type Desk } from "./desk.ts";
import { STAGES, type Framing } from "./framing.ts";
import type { Ink } from "./ink.ts";
import { BRUSHES, PAPER_SIDE, type Brush, type Drawing } from "./strokes.ts";

/** Steps of undo and of redo that are kept. */
export const KEPT_STEPS = 20;

/** The desk with no more history than is kept. */
export function trimmed(desk: Desk): Desk {
  const { drawing, past, future } = desk.ink;
  const ink = {
    drawing,
    past: past.slice(-KEPT_STEPS),
    future: future.slice(-KEPT_STEPS),
  };
  return { ...desk, ink };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const isStroke = (value: unknown) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length % 2 === 0 &&
  value.every((at) => typeof at === "number" && at >= 0 && at <= PAPER_SIDE);

const isDrawing = (value: unknown): value is Drawing =>
  Array.isArray(value) && value.every(isStroke);

function inkFrom(value: unknown): Ink | null {
  if (!isRecord(value)) return null;
  const { drawing, past, future } = value;
  if (!isDrawing(drawing)) return null;
  if (!Array.isArray(past) || !past.every(isDrawing)) return null;
  if (!Array.isArray(future) || !future.every(isDrawing)) return null;
  return { drawing, past, future };
}

function framingFrom(value: unknown): Framing {
  const kept = isRecord(value) ? value : {};
  return Object.fromEntries(
    STAGES.map((stage) => [stage, kept[stage] !== false]),
  ) as Framing;
}

/** What was kept, perhaps by another version of the page; null when it holds no ink of ours. */
export function deskFrom(kept: unknown): Desk | null {
  if (!isRecord(kept)) return null;
  const ink = inkFrom(kept["ink"]);
  if (!ink) return null;
  const { brush, chosenStroke, network } = kept;
  const isBrush = (value: unknown): value is Brush =>
    typeof value === "string" && Object.hasOwn(BRUSHES, value);
  return {
    ink,
    brush: isBrush(brush) ? brush : emptyDesk.brush,
    framing: framingFrom(kept["framing"]),
    chosenStroke: typeof chosenStroke === "number" ? chosenStroke : null,
    network: typeof network === "string" ? network : null,
  };
}

const isSame = (a: Drawing, b: Drawing) =>
  JSON.stringify(a) === JSON.stringify(b);

/**
 * The open desk with what was kept. It comes a moment after the page: what the visitor has done by
 * then stays as it is, and undo leads back to what was kept.
 *
 * @param isDrawing whether the first stroke is being drawn
 */
export function withKept(open: Desk, kept: Desk, isDrawing: boolean): Desk {
  if (open === emptyDesk && !isDrawing) return kept;
  const { drawing, past } = open.ink;
  const isBlank = drawing.length === 0 && past.length === 0 && !isDrawing;
  const isKept = isBlank || isSame(drawing, kept.ink.drawing);
  const begun = past.filter((before, i) => i > 0 || before.length > 0);
  return {
    ink: isKept
      ? kept.ink
      : { ...open.ink, past: [...kept.ink.past, kept.ink.drawing, ...begun] },
    brush: open.brush === emptyDesk.brush ? kept.brush : open.brush,
    framing: open.framing === emptyDesk.framing ? kept.framing : open.framing,
    chosenStroke: isKept ? kept.chosenStroke : open.chosenStroke,
    network: open.network ?? kept.network,
  };
}
