import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addStroke,
  blankInk,
  clearInk,
  HISTORY_STEPS,
  redo,
  undo,
} from "../../../web/src/session/ink.ts";
import { packStrokes } from "../../../web/src/session/packed-strokes.ts";
import { strokeExtent, strokesBox } from "../../../web/src/session/strokes.ts";

const one = [1, 1, 2, 2];
const two = [5, 5];

test("undo takes back the last stroke and redo brings it again", () => {
  const ink = addStroke(addStroke(blankInk, one), two);
  assert.deepEqual(undo(ink).drawing, [one]);
  assert.deepEqual(redo(undo(ink)).drawing, [one, two]);
});

test("clearing is a step that undo takes back", () => {
  const cleared = clearInk(addStroke(blankInk, one));
  assert.deepEqual(cleared.drawing, []);
  assert.deepEqual(undo(cleared).drawing, [one]);
});

test("a new stroke forgets what could be redone", () => {
  const ink = addStroke(undo(addStroke(blankInk, one)), two);
  assert.deepEqual(redo(ink).drawing, [two]);
});

test("where there is nothing to do the ink stays the same", () => {
  for (const step of [undo, redo, clearInk])
    assert.equal(step(blankInk), blankInk);
  assert.equal(addStroke(blankInk, []), blankInk);
});

test("a stroke's extent is the longer side of its box", () => {
  assert.equal(strokeExtent([3, 4, 10, 6, 5, 5]), 7);
  assert.equal(strokeExtent(two), 0);
  assert.equal(strokeExtent([]), 0);
});

test("the box around strokes holds all their points", () => {
  assert.deepEqual(strokesBox([one, [0, 9], [4, 1]]), {
    left: 0,
    right: 4,
    top: 1,
    bottom: 9,
  });
});

test("strokes are packed in order", () => {
  const { points, lengths } = packStrokes([one, two]);
  assert.deepEqual([...points], [...one, ...two]);
  assert.deepEqual([...lengths], [2, 1]);
  assert.equal(packStrokes([]).points.length, 0);
});

test("the history keeps the last steps and forgets older ones", () => {
  let ink = blankInk;
  for (let i = 0; i < HISTORY_STEPS + 20; ++i) ink = addStroke(ink, [i, i]);
  assert.equal(ink.past.length, HISTORY_STEPS);
  for (let i = 0; i < HISTORY_STEPS + 20; ++i) ink = undo(ink);
  assert.equal(ink.drawing.length, 20);
  for (let i = 0; i < HISTORY_STEPS + 20; ++i) ink = redo(ink);
  assert.equal(ink.drawing.length, HISTORY_STEPS + 20);
});
