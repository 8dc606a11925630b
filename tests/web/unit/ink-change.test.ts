/** A copy of the ink, moved, sized, turned and thickened: pure arithmetic. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  between,
  changeInk,
  isUnchanged,
  keepOnPaper,
  leverage,
  middleOf,
  setMeasure,
  stagesUndoing,
  UNCHANGED,
  withinHalfTurn,
  type Change,
} from "../../../web/src/rooms/draw/experiment/ink-change.ts";
import { IDEAS } from "../../../web/src/rooms/draw/experiment/ideas.ts";
import {
  arrowStep,
  outlineOf,
  pathOf,
} from "../../../web/src/rooms/draw/experiment/paper-marks.ts";
import { PAPER_SIDE, strokesBox } from "../../../web/src/session/strokes.ts";

/** Off the middle of the paper, 100 wide and 160 high; its middle is 150, 180. */
const INK = {
  drawing: [
    [100, 100, 200, 260],
    [120, 180],
  ],
  brushWidth: 20,
};

const change = (part: Partial<Change>): Change => ({ ...UNCHANGED, ...part });
const near = (actual: readonly number[], expected: readonly number[]) => {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) =>
    assert.ok(
      Math.abs(value - expected[i]!) < 1e-6,
      `${actual.join()} instead of ${expected.join()}`,
    ),
  );
};

describe("a change of the ink", () => {
  test("that is none leaves the very same ink, also where it touches the paper's edge", () => {
    const atEdge = { drawing: [[0, 0, 400, 400]], brushWidth: 32 };
    assert.equal(changeInk(atEdge, UNCHANGED), atEdge);
    assert.deepEqual(keepOnPaper(UNCHANGED, atEdge), UNCHANGED);
    assert.ok(isUnchanged(change({})));
    assert.ok(!isUnchanged(change({ down: 1 })));
    assert.ok(!isUnchanged(change({ turn: -5 })));
  });

  test("moves every point by as much, and nothing else", () => {
    const { drawing, brushWidth } = changeInk(
      INK,
      change({ right: 30, down: -40 }),
    );
    near(drawing[0]!, [130, 60, 230, 220]);
    near(drawing[1]!, [150, 140]);
    assert.equal(brushWidth, 20);
  });

  test("sizes and turns about the middle of the ink, which stays where it is", () => {
    const half = changeInk(INK, change({ size: 0.5 }));
    near(half.drawing[0]!, [125, 140, 175, 220]);
    assert.equal(half.brushWidth, 10, "the line shrinks as in a picture");
    // A quarter turn clockwise: what lay right of the middle lies below it.
    const quarter = changeInk(INK, change({ turn: 90 }));
    near(quarter.drawing[0]!, [230, 130, 70, 230]);
    for (const turned of [half, quarter])
      near(middleOf(turned.drawing), [150, 180]);
  });

  test("of the line leaves the points", () => {
    const { drawing, brushWidth } = changeInk(INK, change({ pen: 3 }));
    assert.deepEqual(drawing, INK.drawing);
    assert.equal(brushWidth, 60);
  });

  test("never takes the ink off the paper, its line included", () => {
    for (const [right, down] of [
      [-999, -999],
      [999, -999],
      [-999, 999],
      [999, 999],
    ] as const)
      for (const part of [{}, { size: 0.2 }, { turn: 40 }, { pen: 4 }]) {
        const moved = changeInk(INK, change({ right, down, ...part }));
        const box = strokesBox(moved.drawing);
        const radius = moved.brushWidth / 2;
        assert.ok(box.left >= radius - 1e-6 && box.top >= radius - 1e-6);
        assert.ok(box.right <= PAPER_SIDE - radius + 1e-6);
        assert.ok(box.bottom <= PAPER_SIDE - radius + 1e-6);
        const gaps = [box.left, PAPER_SIDE - box.right];
        assert.ok(Math.min(...gaps) < 41, "and it gets as far as the edge");
      }
  });

  test("ink that is larger than the paper can be moved, and still covers it", () => {
    const large = { drawing: [[20, 20, 380, 380]], brushWidth: 19 };
    for (const right of [-999, 999]) {
      const { left, right: end } = strokesBox(
        changeInk(large, change({ size: 1.6, right })).drawing,
      );
      assert.ok(left <= 16 && end >= PAPER_SIDE - 16, `${left} to ${end}`);
    }
  });

  test("is set within bounds, and in grains that lead back to where it began", () => {
    assert.equal(setMeasure(UNCHANGED, "size", 0.001).size, 0.2);
    assert.equal(setMeasure(UNCHANGED, "size", 99).size, 1.6);
    assert.equal(setMeasure(UNCHANGED, "turn", -999).turn, -180);
    assert.equal(setMeasure(UNCHANGED, "pen", 0.29999).pen, 0.3);
    assert.ok(isUnchanged(setMeasure(UNCHANGED, "size", 0.998)));
    assert.equal(withinHalfTurn(200), -160);
    assert.equal(withinHalfTurn(-45), -45);
  });

  test("by a handle follows its distance from the middle and its angle", () => {
    const { size, turn } = leverage([10, 0], [0, 30], [0, 0]);
    near([size, turn], [3, 90]);
    assert.ok(Number.isFinite(leverage([0, 0], [1, 1], [0, 0]).size));
  });

  test("on the way from one to another is in between", () => {
    assert.deepEqual(between(UNCHANGED, IDEAS.tiny, 0), UNCHANGED);
    near([between(UNCHANGED, IDEAS.tiny, 1).size], [IDEAS.tiny.size]);
    near([between(UNCHANGED, change({ turn: 90 }), 0.5).turn], [45]);
  });

  test("is taken back by these stages, and a turn by none", () => {
    assert.deepEqual(stagesUndoing(UNCHANGED), []);
    assert.deepEqual(stagesUndoing(IDEAS.corner), ["fitBox", "centerByMass"]);
    assert.deepEqual(stagesUndoing(IDEAS.tiny), ["fitBox"]);
    assert.deepEqual(stagesUndoing(IDEAS.thick), ["normalizePen"]);
    assert.deepEqual(stagesUndoing(IDEAS.turned), []);
    assert.deepEqual(stagesUndoing(change({ size: 0.5, pen: 2 })), [
      "fitBox",
      "normalizePen",
    ]);
  });

  test("into a corner leads there, wherever the ink was", () => {
    for (const shift of [0, 90]) {
      const ink = {
        ...INK,
        drawing: INK.drawing.map((stroke) => stroke.map((at) => at + shift)),
      };
      const { left, top } = strokesBox(changeInk(ink, IDEAS.corner).drawing);
      near([left, top], [16, 16]);
      const kept = keepOnPaper(IDEAS.corner, ink);
      assert.deepEqual(keepOnPaper(kept, ink), kept);
    }
  });
});

describe("the marks on the small paper", () => {
  test("a stroke is a path, and a tap a dot", () => {
    assert.equal(pathOf([1, 2, 3, 4.26]), "M1.0 2.0L3.0 4.3");
    assert.equal(pathOf([5, 6]), "M5.0 6.0h.01");
  });

  test("the box goes around the line, and its handles never leave the paper", () => {
    const { path, sizeHandle } = outlineOf(INK.drawing, UNCHANGED, 20);
    assert.match(path, /^M82 82L218 82L218 278L82 278Z/);
    near(sizeHandle, [218, 278]);
    const { turnHandle } = outlineOf(
      INK.drawing,
      keepOnPaper(IDEAS.corner, INK),
      20,
    );
    assert.ok(turnHandle[1] >= 14, `${turnHandle.join()}`);
  });

  test("arrow keys are steps, smaller ones with Shift; other keys are none", () => {
    const key = (key: string, held: object = {}) =>
      arrowStep({
        key,
        shiftKey: false,
        ctrlKey: false,
        metaKey: false,
        altKey: false,
        ...held,
      });
    assert.deepEqual(key("ArrowLeft"), [-20, 0]);
    assert.deepEqual(key("ArrowDown", { shiftKey: true }), [0, 5]);
    assert.equal(key("ArrowDown", { altKey: true }), null);
    assert.equal(key("a"), null);
  });
});
