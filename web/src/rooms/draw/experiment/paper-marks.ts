/** Strokes as an SVG's paths, and keys as steps on the paper. Pure. */
import type { Stroke } from "../../../session/strokes.ts";

/** A stroke as an SVG's path; a tap leaves a dot, which needs a length of its own. */
export function pathOf(stroke: Stroke): string {
  const points: string[] = [];
  for (let i = 0; i + 1 < stroke.length; i += 2)
    points.push(`${stroke[i]!.toFixed(1)} ${stroke[i + 1]!.toFixed(1)}`);
  return points.length === 1 ? `M${points[0]}h.01` : `M${points.join("L")}`;
}

/** In paper units, as the keyboard's pen has it; less with Shift. */
const STEP = 20;
const SMALL_STEP = 5;

const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** How far an arrow key moves what is on the paper; null for other keys. */
export function arrowStep(
  event: Pick<
    KeyboardEvent,
    "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey"
  >,
): [right: number, down: number] | null {
  const way = WAYS[event.key];
  if (!way || event.ctrlKey || event.metaKey || event.altKey) return null;
  const step = event.shiftKey ? SMALL_STEP : STEP;
  return [way[0] * step, way[1] * step];
}
