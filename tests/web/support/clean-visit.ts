import assert from "node:assert/strict";
import { test } from "node:test";
import type { Visit } from "./browser.ts";

/** The last test of a group that shares a visit. */
export function testThatVisitWasClean(visit: () => Visit): void {
  test("nothing went wrong and nobody else was asked for anything", () => {
    assert.deepEqual(visit().troubles, []);
    assert.deepEqual(visit().strangers, []);
  });
}
