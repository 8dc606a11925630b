/** Drawing with the mouse on a desktop. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { DESKTOP, Stage, visit, type Visit } from "../support/browser.ts";
import { testThatVisitWasClean } from "../support/clean-visit.ts";
import {
  DIGITS,
  drawWithMouse,
  inkedShare,
  waitForInk,
} from "../support/drawing.ts";
import { waitForSign } from "../support/answers.ts";
import { needs } from "../support/engines/abilities.ts";

describe("drawing with the mouse", () => {
  let stage: Stage;
  let it: Visit;
  before(async () => {
    stage = await Stage.open();
    it = await visit(stage, { screen: DESKTOP });
  });
  after(() => stage?.close());

  const clear = async () => {
    await it.page.keyboard.press("Escape");
    await waitForInk(it.page, false);
  };
  const strokes = () => it.page.getByTestId("ink").getAttribute("aria-label");

  test("a blank paper invites and has no answer", async () => {
    await waitForSign(it.page, "");
    assert.ok(await it.page.getByText("0 to 9, or a whole number").isVisible());
    for (let digit = 0; digit < 10; ++digit) {
      const bar = it.page.getByTestId(`probability-${digit}`);
      assert.equal(await bar.getAttribute("data-value"), "0");
    }
    for (const button of ["undo", "redo", "clear"]) {
      assert.ok(await it.page.getByTestId(button).isDisabled(), button);
    }
  });

  for (const digit of [0, 1, 2, 3, 7]) {
    test(`a plainly written ${digit} is recognised`, async () => {
      await drawWithMouse(it.page, DIGITS[digit]!);
      await waitForSign(it.page, String(digit));
      let sum = 0;
      for (const other of [...Array(10).keys(), "none"]) {
        const bar = it.page.getByTestId(`probability-${other}`);
        sum += Number(await bar.getAttribute("data-value"));
      }
      assert.ok(Math.abs(sum - 1) < 1e-3, `probabilities add up to ${sum}`);
      await clear();
      await waitForSign(it.page, "");
    });
  }

  test("the answer comes while the pen is still down", async () => {
    const box = (await it.page.getByTestId("ink").boundingBox())!;
    const at = (x: number, y: number) =>
      [box.x + x * box.width, box.y + y * box.height] as const;
    await it.page.mouse.move(...at(0.5, 0.2));
    await it.page.mouse.down();
    await it.page.mouse.move(...at(0.5, 0.8), { steps: 12 });
    await waitForSign(it.page, "1");
    await it.page.mouse.up();
    await waitForSign(it.page, "1");
    await clear();
  });

  test("undo, redo and clear work by button", async () => {
    const { page } = it;
    await drawWithMouse(page, [[[0.3, 0.3]], [[0.6, 0.6]]]);
    assert.match((await strokes())!, /2 strokes/);
    await page.getByTestId("undo").click();
    assert.match((await strokes())!, /one stroke/);
    await page.getByTestId("redo").click();
    assert.match((await strokes())!, /2 strokes/);
    await page.getByTestId("clear").click();
    await waitForInk(page, false);
    await page.getByTestId("undo").click();
    assert.match((await strokes())!, /2 strokes/);
    assert.ok((await inkedShare(page)) > 0);
    await clear();
  });

  test("undo, redo and clear work by keyboard, but not out of a list", async () => {
    const { page } = it;
    await drawWithMouse(page, DIGITS[1]!);
    await page.keyboard.press("Control+z");
    await waitForInk(page, false);
    await page.keyboard.press("Control+Shift+Z");
    await waitForInk(page, true);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+y");
    await waitForInk(page, true);

    await page.getByTestId("model-select").focus();
    await page.keyboard.press("c");
    await page.keyboard.press("Delete");
    assert.match((await strokes())!, /one stroke/);
    await page.getByTestId("model-select").blur();

    await page.keyboard.press("c");
    await waitForInk(page, false);
  });

  test("only the primary button draws", async () => {
    // A browser that has a window opens a menu in it, which takes the next press.
    await it.page.evaluate(() =>
      addEventListener("contextmenu", (event) => event.preventDefault()),
    );
    await drawWithMouse(it.page, DIGITS[1]!, "right");
    await drawWithMouse(it.page, DIGITS[1]!, "middle");
    assert.match((await strokes())!, /empty/);
  });

  test(
    "a drawing survives another window size and another density",
    needs("Chromium's protocol"),
    async () => {
      const { page, cdp } = it;
      await drawWithMouse(page, DIGITS[2]!);
      await waitForSign(page, "2");
      const before = await inkedShare(page);
      for (const [width, height, deviceScaleFactor] of [
        [700, 1000, 1],
        [1440, 900, 2],
        [900, 600, 1.5],
      ] as const) {
        await cdp.send("Emulation.setDeviceMetricsOverride", {
          width,
          height,
          deviceScaleFactor,
          mobile: false,
        });
        await page.waitForFunction(() => {
          const canvas = document.querySelector<HTMLCanvasElement>(
            '[data-testid="ink"]',
          )!;
          return (
            canvas.width === Math.round(canvas.clientWidth * devicePixelRatio)
          );
        });
        const share = await inkedShare(page);
        assert.ok(
          Math.abs(share / before - 1) < 0.05,
          `${width}×${height} at ${deviceScaleFactor}: ${share} of the paper inked, before ${before}`,
        );
        await waitForSign(page, "2");
      }
      await cdp.send("Emulation.clearDeviceMetricsOverride");
      await page.setViewportSize(DESKTOP.viewport!);
      await clear();
    },
  );

  test("the answer is told to screen readers once it stands", async () => {
    await drawWithMouse(it.page, DIGITS[1]!);
    await it.page.waitForFunction(() =>
      document.querySelector(".answer [aria-live]")!.textContent!.includes("1"),
    );
    await clear();
  });

  testThatVisitWasClean(() => it);
});
