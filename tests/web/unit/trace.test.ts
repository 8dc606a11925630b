import assert from "node:assert/strict";
import { test } from "node:test";
import { tracePicture } from "../../../web/src/rooms/results/trace.ts";

const SIDE = 28;
const PIXEL = 400 / SIDE;

/** A picture of what `isInk` says of the middle of each pixel. */
function picture(isInk: (x: number, y: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: SIDE * SIDE }, (_, i) =>
    isInk((i % SIDE) + 0.5, Math.floor(i / SIDE) + 0.5) ? 255 : 0,
  );
}

const points = (stroke: readonly number[]) =>
  Array.from({ length: stroke.length / 2 }, (_, i) => [
    stroke[2 * i]! / PIXEL,
    stroke[2 * i + 1]! / PIXEL,
  ]) as [number, number][];

test("a ring is one stroke along the middle of its ink, all the way round", () => {
  const ring = picture(
    (x, y) => Math.abs(Math.hypot(x - 14, y - 14) - 7) < 1.5,
  );
  const strokes = tracePicture(ring, SIDE, SIDE);
  assert.equal(strokes.length, 1);
  const angles = new Set<number>();
  for (const [x, y] of points(strokes[0]!)) {
    const radius = Math.hypot(x - 14, y - 14);
    assert.ok(Math.abs(radius - 7) < 1, `radius ${radius}`);
    angles.add(Math.round((Math.atan2(y - 14, x - 14) * 8) / Math.PI));
  }
  assert.ok(angles.size >= 16, `${angles.size} of 16 directions`);
});

test("two bars are two strokes, as long as they are", () => {
  const bars = picture(
    (x, y) =>
      y > 5 && y < 23 && (Math.abs(x - 8) < 1.5 || Math.abs(x - 20) < 1.5),
  );
  const strokes = tracePicture(bars, SIDE, SIDE);
  assert.equal(strokes.length, 2);
  for (const stroke of strokes) {
    const ys = points(stroke).map(([, y]) => y);
    assert.ok(Math.max(...ys) - Math.min(...ys) > 14);
    const xs = points(stroke).map(([x]) => x);
    const middle = xs[0]! < 14 ? 8 : 20;
    assert.ok(xs.every((x) => Math.abs(x - middle) < 0.8));
  }
});

test("a cross is one stroke that reaches all four ends", () => {
  const cross = picture(
    (x, y) =>
      Math.max(Math.abs(x - 14), Math.abs(y - 14)) < 9 &&
      Math.min(Math.abs(x - 14), Math.abs(y - 14)) < 1.5,
  );
  const strokes = tracePicture(cross, SIDE, SIDE);
  assert.equal(strokes.length, 1);
  const all = points(strokes[0]!);
  for (const [x, y] of [
    [14, 6],
    [14, 22],
    [6, 14],
    [22, 14],
  ] as const)
    assert.ok(
      all.some(([px, py]) => Math.hypot(px - x, py - y) < 2),
      `reaches ${x}, ${y}`,
    );
});

test("ink at the rim stays on the paper, and without ink there is nothing", () => {
  const rim = picture((x) => x < 2);
  const [stroke] = tracePicture(rim, SIDE, SIDE);
  assert.ok(stroke!.every((value) => value >= 0 && value <= 400));
  assert.deepEqual(tracePicture(new Uint8Array(SIDE * SIDE), SIDE, SIDE), []);
});
