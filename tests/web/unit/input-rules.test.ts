import assert from "node:assert/strict";
import { test } from "node:test";
import {
  PALM_GUARD_MS,
  PINCH_MS,
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
  assert.equal(choice.request(down(2, "touch"), true), "ignore");
  assert.equal(choice.request(down(3, "mouse"), true), "ignore");
  assert.ok(choice.draws(1) && !choice.draws(2));
  choice.release(2, 9);
  assert.ok(choice.draws(1), "lifting the other one ends nothing");
  choice.release(1, 10);
  assert.equal(choice.request(down(2, "touch")), "take");
});

test("two fingers that come together draw nothing until both are up", () => {
  const choice = new PointerChoice();
  assert.equal(choice.request(down(1, "touch", 0)), "take");
  assert.equal(choice.request(down(2, "touch", PINCH_MS)), "gesture");
  assert.ok(!choice.draws(1) && !choice.draws(2));
  choice.release(1, 300);
  assert.equal(choice.request(down(3, "touch", 400)), "ignore");
  choice.release(2, 500);
  choice.release(3, 500);
  assert.equal(choice.request(down(4, "touch", 600)), "take");
});

test("a finger takes over from a hand that rests, but not from one that draws", () => {
  const rested = PINCH_MS + 1;
  const choice = new PointerChoice();
  choice.request(down(1, "touch", 0));
  assert.equal(choice.request(down(2, "touch", rested), false), "replace");
  assert.ok(choice.draws(2));
  assert.equal(choice.request(down(3, "touch", 2 * rested), true), "ignore");
});

test("whether a finger draws is asked at each touch, and a pen is told of when it is lifted", () => {
  let [hasPen, pens] = [false, 0];
  const choice = new PointerChoice(
    () => !hasPen,
    () => {
      hasPen = true;
      ++pens;
    },
  );
  assert.equal(choice.request(down(1, "touch", 0)), "take");
  choice.release(1, 10);
  assert.equal(choice.request(down(2, "pen", 20)), "take");
  assert.equal(pens, 0);
  choice.release(2, 30);
  assert.equal(pens, 1);
  const later = 31 + PALM_GUARD_MS;
  assert.equal(choice.request(down(3, "touch", later)), "ignore");
  choice.release(3, later);
  hasPen = false;
  assert.equal(choice.request(down(4, "touch", later)), "take");
  assert.equal(pens, 1);
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
  choice.release(1, 1000);
  assert.equal(choice.request(down(2, "touch", 1100)), "ignore");
  choice.release(2, 1200);
  assert.equal(choice.request(down(2, "touch", 1001 + PALM_GUARD_MS)), "take");
});

const keys = (
  key: string,
  held: Partial<Record<"ctrl" | "meta" | "shift" | "alt", true>> = {},
  code = "",
) => ({
  key,
  code,
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

test("where letters are not Latin, a shortcut's place on the keyboard counts", () => {
  assert.equal(commandFor(keys("я", { ctrl: true }, "KeyZ")), "undo");
  assert.equal(
    commandFor(keys("Я", { ctrl: true, shift: true }, "KeyZ")),
    "redo",
  );
  assert.equal(commandFor(keys("ν", { ctrl: true }, "KeyN")), null);
  assert.equal(commandFor(keys("с", {}, "KeyC")), "clear");
});

test("where they are Latin, the letter on the key counts and not its place", () => {
  // A German keyboard has its Z where an American one has its Y.
  assert.equal(commandFor(keys("z", { ctrl: true }, "KeyY")), "undo");
  assert.equal(commandFor(keys("y", { ctrl: true }, "KeyZ")), "redo");
});

test("a question mark asks for help, wherever it is", () => {
  assert.equal(commandFor(keys("?", { shift: true }, "Minus")), "help");
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
