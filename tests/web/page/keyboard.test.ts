/** A visit without a pointer: drawing, hearing the answer, finding the keys. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { waitForSign } from "../support/answers.ts";
import { Stage, visit, type Visit } from "../support/browser.ts";
import { testThatVisitWasClean } from "../support/clean-visit.ts";
import { DIGITS, drawWithMouse, inkedShare } from "../support/drawing.ts";

describe("with the keyboard alone", () => {
  let stage: Stage;
  let it: Visit;
  before(async () => {
    stage = await Stage.open();
    it = await visit(stage);
  });
  after(() => stage?.close());

  const isFocused = (testId: string) =>
    it.page.evaluate(
      (testId) =>
        (document.activeElement as HTMLElement).dataset["testid"] === testId,
      testId,
    );
  const press = async (key: string, times = 1) => {
    for (let i = 0; i < times; ++i) await it.page.keyboard.press(key);
  };
  const heard = (words: string) =>
    it.page.waitForFunction(
      (words) =>
        [...document.querySelectorAll("[aria-live=polite]")].some((region) =>
          region.textContent!.includes(words),
        ),
      words,
    );

  test("the paper is reached by tab, and says how to draw", async () => {
    for (let i = 0; i < 12 && !(await isFocused("ink")); ++i)
      await press("Tab");
    assert.ok(await isFocused("ink"));
    const ink = it.page.getByTestId("ink");
    const about = await ink.getAttribute("aria-describedby");
    assert.match(
      (await it.page.locator(`[id="${about}"]`).textContent())!,
      /arrow keys move the pen/,
    );
    assert.ok(await it.page.locator(".keyboard-pen").isVisible());
  });

  test("a one is drawn, is read, and is heard when the pen is lifted", async () => {
    await press("Space");
    await heard("Pen down, 10 of 20 from the left, 5 from the top.");
    await press("ArrowDown", 10);
    await waitForSign(it.page, "1");
    const spoken = () => it.page.locator(".answer [aria-live]").textContent();
    await it.page.waitForTimeout(1000);
    assert.doesNotMatch((await spoken())!, /1/, "not while the pen is down");
    await press("Space");
    await heard("surely 1");
    assert.match(
      (await it.page.getByTestId("ink").getAttribute("aria-label"))!,
      /one stroke/,
    );
  });

  test("a lifted pen leaves nothing, and a seven takes three moves", async () => {
    await press("c");
    await waitForSign(it.page, "");
    await press("ArrowUp", 10);
    await press("ArrowLeft", 5);
    assert.equal(await inkedShare(it.page), 0);
    await press("Enter");
    await press("ArrowRight", 8);
    for (let i = 0; i < 10; ++i) {
      await press("ArrowDown");
      if (i % 2) await press("ArrowLeft");
    }
    await press("Enter");
    await waitForSign(it.page, "7");
    await press("Control+z");
    await waitForSign(it.page, "");
    await press("Control+y");
    await waitForSign(it.page, "7");
  });

  test("a stroke ends where the keyboard leaves the paper, and where a mouse takes over", async () => {
    const strokes = () => it.page.getByTestId("ink").getAttribute("aria-label");
    await press("c");
    await press("Space");
    await press("ArrowUp", 4);
    await press("Tab");
    assert.match((await strokes())!, /one stroke/);
    await press("Shift+Tab");
    await press("ArrowDown", 2);
    assert.match((await strokes())!, /one stroke/);
    await press("Space");
    await press("Shift+ArrowRight", 6);
    await drawWithMouse(it.page, DIGITS[1]!);
    assert.match((await strokes())!, /3 strokes/);
    await press("ArrowDown", 3);
    assert.match((await strokes())!, /3 strokes/, "the pen is up");
    await press("Escape");
    await waitForSign(it.page, "");
  });

  test("a question mark shows the keys, and closing them leaves the paper alone", async () => {
    const { page } = it;
    await drawWithMouse(page, DIGITS[1]!);
    await press("?");
    const dialog = page.getByRole("dialog", { name: "Keys" });
    await dialog.waitFor();
    for (const words of ["Undo", "Ctrl Z", "Clear", "Put it down, lift it"])
      assert.ok(await dialog.getByText(words, { exact: true }).isVisible());
    await press("c");
    await press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await waitForSign(page, "1");
    await page.getByTestId("help").click();
    await dialog.getByRole("button").click();
    await dialog.waitFor({ state: "hidden" });
    await press("c");
    await waitForSign(page, "");
  });

  test("shortcuts work on a keyboard whose letters are not Latin", async () => {
    const { page } = it;
    await drawWithMouse(page, DIGITS[1]!);
    await waitForSign(page, "1");
    const type = (key: string, code: string, ctrlKey: boolean) =>
      page.evaluate(
        (init) =>
          document.body.dispatchEvent(
            new KeyboardEvent("keydown", {
              ...init,
              bubbles: true,
              cancelable: true,
            }),
          ),
        { key, code, ctrlKey },
      );
    await type("я", "KeyZ", true);
    await waitForSign(page, "");
    await type("н", "KeyY", true);
    await waitForSign(page, "1");
    await type("с", "KeyC", false);
    await waitForSign(page, "");
  });

  testThatVisitWasClean(() => it);
});
