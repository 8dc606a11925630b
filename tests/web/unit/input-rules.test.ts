import assert from "node:assert/strict";
import { test } from "node:test";
import {
  PALM_GUARD_MS,
  PointerChoice,
} from "../../../web/src/rooms/draw/pointer-choice.ts";
import { addressOf, placeOf } from "../../../web/src/app/router.ts";
import { commandFor } from "../../../web/src/rooms/draw/shortcuts.ts";

const down = (
  pointerId: number,
  pointerType: string,
  timeStamp = 0,
  button = 0,
) => ({
  pointerId,
  pointerType,
  button,
  timeStamp,
});

test("only one pointer draws at a time", () => {
  const choice = new PointerChoice();
  assert.equal(choice.request(down(1, "touch")), "take");
  assert.equal(choice.request(down(2, "touch")), "ignore");
  assert.ok(choice.draws(1) && !choice.draws(2));
  choice.release(10);
  assert.equal(choice.request(down(2, "touch")), "take");
});

test("only the primary button draws", () => {
  assert.equal(new PointerChoice().request(down(1, "mouse", 0, 2)), "ignore");
});

test("a pen takes over from the palm that came first", () => {
  const choice = new PointerChoice();
  choice.request(down(1, "touch"));
  assert.equal(choice.request(down(2, "pen")), "replace");
  assert.ok(choice.draws(2) && !choice.draws(1));
});

test("a touch soon after the pen is the resting hand, a later one a finger", () => {
  const choice = new PointerChoice();
  choice.request(down(1, "pen", 0));
  choice.release(1000);
  assert.equal(choice.request(down(2, "touch", 1100)), "ignore");
  assert.equal(choice.request(down(2, "touch", 1001 + PALM_GUARD_MS)), "take");
});

const keys = (
  key: string,
  held: Partial<Record<"ctrl" | "meta" | "shift" | "alt", true>> = {},
) => ({
  key,
  ctrlKey: held.ctrl ?? false,
  metaKey: held.meta ?? false,
  shiftKey: held.shift ?? false,
  altKey: held.alt ?? false,
});

test("shortcuts undo, redo and clear", () => {
  assert.equal(commandFor(keys("z", { ctrl: true })), "undo");
  assert.equal(commandFor(keys("z", { meta: true })), "undo");
  assert.equal(commandFor(keys("Z", { ctrl: true, shift: true })), "redo");
  assert.equal(commandFor(keys("y", { ctrl: true })), "redo");
  for (const key of ["Delete", "Escape", "c"])
    assert.equal(commandFor(keys(key)), "clear");
});

test("keys of the browser are left alone", () => {
  assert.equal(commandFor(keys("c", { ctrl: true })), null);
  assert.equal(commandFor(keys("C", { ctrl: true, shift: true })), null);
  assert.equal(commandFor(keys("z")), null);
  assert.equal(commandFor(keys("z", { ctrl: true, alt: true })), null);
});

test("an address leads to its route, with parameters, and an unknown one nowhere", () => {
  const routes = [{ id: "draw" }, { id: "results", parameters: 1 }];
  const lead = (hash: string) => {
    const { route, parameters } = placeOf(routes, hash);
    return [route, ...parameters];
  };
  assert.deepEqual(lead(""), ["draw"]);
  assert.deepEqual(lead("#results"), ["results"]);
  assert.deepEqual(lead("#results/lab"), ["results", "lab"]);
  assert.deepEqual(lead(addressOf("results", ["a b/c"])), ["results", "a b/c"]);
  assert.deepEqual(lead("#results/%zz"), ["results", "%zz"]);
  for (const nowhere of ["#nowhere", "#draw/1", "#results/lab/more"])
    assert.deepEqual(lead(nowhere), [null], nowhere);
});
