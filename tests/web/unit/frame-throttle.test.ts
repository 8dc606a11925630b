import assert from "node:assert/strict";
import { test } from "node:test";
import { oncePerFrame } from "../../../web/src/frame-throttle.ts";

function setUp() {
  let runs = 0;
  let callbacks: (() => void)[] = [];
  const ask = oncePerFrame(
    () => ++runs,
    (callback) => callbacks.push(callback),
  );
  const frame = () => {
    const due = callbacks;
    callbacks = [];
    for (const callback of due) callback();
  };
  return { ask, frame, runs: () => runs };
}

test("work runs at once when the frame has not seen it", () => {
  const { ask, runs } = setUp();
  ask();
  assert.equal(runs(), 1);
});

test("work runs once a frame however often it is asked for, and not in vain", () => {
  const { ask, frame, runs } = setUp();
  for (let i = 0; i < 5; ++i) ask();
  assert.equal(runs(), 1);
  frame();
  assert.equal(runs(), 2);
  frame();
  frame();
  assert.equal(runs(), 2);
  ask();
  assert.equal(runs(), 3);
});
