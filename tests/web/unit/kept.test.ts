import assert from "node:assert/strict";
import { test } from "node:test";
import {
  emptyDesk,
  withInk,
  type Desk,
} from "../../../web/src/session/desk.ts";
import { addStroke, blankInk, clearInk } from "../../../web/src/session/ink.ts";
import {
  deskFrom,
  KEPT_STEPS,
  trimmed,
  withKept,
} from "../../../web/src/session/kept.ts";

const stroke = (at: number) => [at, at, at + 10, at + 10];
const drawn = (...strokes: number[]): Desk => ({
  ...emptyDesk,
  ink: strokes.map(stroke).reduce(addStroke, blankInk),
});

const kept: Desk = {
  ...drawn(1, 2),
  brush: "broad",
  framing: { fitBox: true, normalizePen: false, centerByMass: true },
  chosenStroke: 0,
  network: "lab",
};

test("a desk comes back as it was kept", () => {
  assert.deepEqual(deskFrom(structuredClone(trimmed(kept))), kept);
});

test("of a long history the last steps are kept", () => {
  const desk = drawn(...Array(90).keys());
  const { ink } = trimmed(desk);
  assert.equal(ink.past.length, KEPT_STEPS);
  assert.equal(ink.drawing, desk.ink.drawing);
  assert.deepEqual(ink.past.at(-1), desk.ink.past.at(-1));
});

test("what is no desk of ours is not put up", () => {
  const { ink } = kept;
  for (const broken of [
    undefined,
    null,
    7,
    {},
    { ink: [] },
    { ink: { ...ink, past: null } },
    { ink: { ...ink, future: [[[1]]] } },
    { ink: { ...ink, drawing: [[1, 2, 3]] } },
    { ink: { ...ink, drawing: [[]] } },
    { ink: { ...ink, drawing: [[1, 401]] } },
    { ink: { ...ink, drawing: [[1, NaN]] } },
    { ink: { ...ink, drawing: [["1", 2]] } },
  ])
    assert.equal(deskFrom(broken), null, JSON.stringify(broken));
});

test("a desk of another version of the page loses only what this one does not know", () => {
  assert.deepEqual(
    deskFrom({
      ink: kept.ink,
      brush: "constructor",
      framing: { fitBox: false, other: false },
      chosenStroke: "first",
      network: 7,
      colour: "red",
    }),
    {
      ...emptyDesk,
      ink: kept.ink,
      framing: { fitBox: false, normalizePen: true, centerByMass: true },
    },
  );
});

test("an untouched desk takes all of what was kept", () => {
  assert.equal(withKept(emptyDesk, kept, false), kept);
});

test("what was begun before the kept desk came stays, and undo leads on to what was kept", () => {
  const begun = withKept(drawn(30), kept, false);
  assert.deepEqual(begun.ink.drawing, [stroke(30)]);
  assert.deepEqual(begun.ink.past.at(-1), kept.ink.drawing);
  assert.equal(begun.brush, "broad");

  const drawing = withKept(emptyDesk, kept, true);
  assert.deepEqual(drawing.ink.drawing, []);
  assert.deepEqual(drawing.ink.past.at(-1), kept.ink.drawing);

  const cleared = withInk(drawn(30), clearInk(drawn(30).ink));
  assert.deepEqual(withKept(cleared, kept, false).ink.drawing, []);
});

test("a network that was chosen already stays chosen", () => {
  const chosen = withKept({ ...emptyDesk, network: "convnet" }, kept, false);
  assert.equal(chosen.network, "convnet");
  assert.equal(chosen.ink, kept.ink);
});

test("a link to what was kept does not stand twice in the history", () => {
  const linked = drawn(1, 2);
  assert.equal(withKept(linked, kept, false).ink, kept.ink);
});
