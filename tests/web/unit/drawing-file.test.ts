import assert from "node:assert/strict";
import { test } from "node:test";
import { inkLine } from "../../../web/src/session/drawing-file.ts";
import { roundToGrain } from "../../../web/src/session/strokes.ts";

test("a drawing is saved as a line of Quick, Draw!'s layout", () => {
  assert.deepEqual(
    JSON.parse(
      inkLine([
        [1, 2, 3.25, 4],
        [5, 6.5],
      ]),
    ),
    {
      word: "",
      drawing: [
        [
          [1, 3.25],
          [2, 4],
        ],
        [[5], [6.5]],
      ],
    },
  );
  assert.doesNotMatch(inkLine([[1, 2]]), /\n/);
});

test("coordinates of the paper's grain are saved in a few characters", () => {
  const line = inkLine([[123.456789, 1 / 3].map(roundToGrain)]);
  assert.equal(line, '{"word":"","drawing":[[[123.46],[0.33]]]}');
});
