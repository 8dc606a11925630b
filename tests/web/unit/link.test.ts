import assert from "node:assert/strict";
import { test } from "node:test";
import { drawingOf, inkLine } from "../../../web/src/session/drawing-file.ts";
import {
  packDrawing,
  quantised,
  unpackDrawing,
} from "../../../web/src/session/link.ts";
import { lineOf } from "../support/drawing.ts";

const number = lineOf("2026")
  .flat()
  .map((path) => path.flatMap(([x, y]) => [x * 400, y * 400]));

test("a drawing comes out of its link as it was put in, on a grid of half units", () => {
  const drawing = quantised(number);
  assert.deepEqual(unpackDrawing(packDrawing(drawing)), drawing);
  assert.equal(packDrawing(number), packDrawing(drawing));
  for (const [s, stroke] of number.entries())
    for (const [i, value] of stroke.entries())
      assert.ok(Math.abs(drawing[s]![i]! - value) <= 0.25);
  const edges = [
    [0, 0, 400, 400, 0, 400],
    [400, 0],
  ];
  assert.deepEqual(unpackDrawing(packDrawing(edges)), edges);
});

test("a number of four digits, densely drawn, fits into 2,000 letters of an address", () => {
  const dense = number.map((stroke) =>
    stroke.flatMap((value, i) => {
      const [x, y] = i % 2 === 0 ? [value, stroke[i + 1]!] : [null, null];
      if (x === null) return [];
      const [nextX, nextY] = [stroke[i + 2] ?? x, stroke[i + 3] ?? y];
      return [x, y, (x + nextX) / 2, (y + nextY) / 2];
    }),
  );
  const link = packDrawing(dense);
  assert.match(link, /^[\w-]+$/);
  assert.ok(link.length < 2000, `${link.length} letters`);
});

test("a broken link is refused", () => {
  const link = packDrawing(number);
  for (const broken of ["", "!", "AA", link.slice(0, 41), `B${link.slice(1)}`])
    assert.throws(() => unpackDrawing(broken), RangeError, broken);
});

test("a saved drawing is opened as it was", () => {
  const drawing = [
    [1, 2, 3.25, 4],
    [0, 400],
  ];
  assert.deepEqual(drawingOf(`${inkLine(drawing)}\n`), drawing);
  for (const broken of [
    "",
    "no",
    "{}",
    '{"drawing":[]}',
    '{"drawing":[[[1],[2,3]]]}',
    '{"drawing":[[[1],[401]]]}',
    '{"drawing":[[[null],[1]]]}',
  ])
    assert.throws(() => drawingOf(broken), TypeError, broken);
});
