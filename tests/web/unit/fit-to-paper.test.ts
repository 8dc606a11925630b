import assert from "node:assert/strict";
import { test } from "node:test";
import { fitToPaper } from "../../../web/src/rooms/draw/fit-to-paper.ts";
import { PAPER_SIDE, strokesBox } from "../../../web/src/session/strokes.ts";

test("strokes of any unit stand in the middle of the paper, as tall as any, not distorted", () => {
  for (const unit of [0.01, 1, 1000]) {
    const drawing = fitToPaper({
      points: Float32Array.from([3, 5, 4, 9, 5, 7].map((v) => v * unit)),
      strokeLengths: Uint32Array.from([2, 1]),
    });
    assert.deepEqual(
      drawing.map((stroke) => stroke.length),
      [4, 2],
    );
    const { left, right, top, bottom } = strokesBox(drawing);
    const close = (actual: number, expected: number) =>
      assert.ok(Math.abs(actual - expected) < 0.02, `${actual}, ${expected}`);
    close(left + right, PAPER_SIDE);
    close(top + bottom, PAPER_SIDE);
    close(bottom - top, 0.62 * PAPER_SIDE);
    close(right - left, (bottom - top) / 2);
  }
});

test("a dot stays one", () => {
  assert.deepEqual(fitToPaper({ points: [7, 7], strokeLengths: [1] }), [
    [200, 200],
  ]);
});
