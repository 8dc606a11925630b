import assert from "node:assert/strict";
import { test } from "node:test";
import { latestOnly } from "../../../web/src/engine/latest.ts";

test("of what is asked for while work is under way only the last follows", async () => {
  const done: number[] = [];
  let finish = () => {};
  const ask = latestOnly<number>(async (input) => {
    done.push(input);
    await new Promise<void>((resolve) => (finish = resolve));
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  for (const input of [1, 2, 3, 4]) ask(input);
  assert.deepEqual(done, [1]);
  finish();
  await turn();
  assert.deepEqual(done, [1, 4]);
  finish();
  await turn();
  ask(5);
  assert.deepEqual(done, [1, 4, 5]);
  finish();
});
