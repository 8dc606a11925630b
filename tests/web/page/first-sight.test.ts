/** What a visitor sees before anything is drawn, and ready digits. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { settled, waitForSign } from "../support/answers.ts";
import { PHONE, Stage, visit } from "../support/browser.ts";
import {
  DIGITS,
  drawWithMouse,
  inkedShare,
  SCRIBBLE,
} from "../support/drawing.ts";
import { needs } from "../support/engines/abilities.ts";

const bar = async (page: Page, name: string | number) => {
  await settled(page);
  return Number(
    await page.getByTestId(`probability-${name}`).getAttribute("data-value"),
  );
};

describe("the first sight", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  test("a digit writes itself and is read, and is neither ink nor an answer", async () => {
    const { page, troubles, close } = await visit(stage);
    const demonstration = page.getByTestId("demonstration");
    await demonstration.getByText("the network: surely 3").waitFor();
    const writing = await demonstration
      .locator("path")
      .evaluate((path) => getComputedStyle(path).animationName);
    assert.notEqual(writing, "none");
    await waitForSign(page, "");
    assert.equal(await inkedShare(page), 0);
    for (let digit = 0; digit < 10; ++digit)
      assert.equal(await bar(page, digit), 0);
    assert.equal(await bar(page, "none"), 0);
    assert.ok(await page.getByTestId("undo").isDisabled());
    assert.ok(await page.getByTestId("save").isDisabled());
    assert.deepEqual(troubles, []);
    await close();
  });

  test("it goes when somebody draws, and does not come back", async () => {
    const { page, close } = await visit(stage);
    const demonstration = page.getByTestId("demonstration");
    await demonstration.waitFor();
    await drawWithMouse(page, DIGITS[1]!);
    await demonstration.waitFor({ state: "hidden" });
    await waitForSign(page, "1");
    await page.getByTestId("clear").click();
    await page.getByText("a small neural network reads it").waitFor();
    assert.ok(await demonstration.isHidden());
    await close();
  });

  test("where motion is unwanted it stands still", async () => {
    const { page, close } = await visit(stage, {
      screen: { ...PHONE, reducedMotion: "reduce" },
    });
    const path = page.getByTestId("demonstration").locator("path");
    await path.waitFor();
    assert.equal(
      await path.evaluate((path) => getComputedStyle(path).animationName),
      "none",
    );
    await close();
  });

  test("one sentence says what this is", async () => {
    const { page, close } = await visit(stage, { screen: PHONE });
    const sentence = page.getByText("a small neural network reads it");
    assert.ok(await sentence.isVisible());
    await close();
  });
});

describe("no digit", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  test("has a bar of its own, and all bars add up to one", async () => {
    const { page, close } = await visit(stage);
    const all = async () => {
      let sum = await bar(page, "none");
      for (let digit = 0; digit < 10; ++digit) sum += await bar(page, digit);
      return sum;
    };
    await drawWithMouse(page, DIGITS[2]!);
    await waitForSign(page, "2");
    assert.ok((await bar(page, "none")) < 0.05);
    assert.ok(Math.abs((await all()) - 1) < 1e-3);
    await page.keyboard.press("Escape");
    await drawWithMouse(page, SCRIBBLE);
    await waitForSign(page, "?");
    const none = await bar(page, "none");
    assert.ok(none > 0.1, `${none} of a scribble`);
    assert.ok(Math.abs((await all()) - 1) < 1e-3);
    await close();
  });

  test("is what the words say where its bar is the longest, in every network", async () => {
    const { page, close } = await visit(stage);
    const models = await page
      .getByTestId("model-select")
      .locator("option")
      .evaluateAll((options) =>
        (options as HTMLOptionElement[]).map(({ value }) => value),
      );
    let said = 0;
    for (const model of models) {
      await page.getByTestId("model-select").selectOption(model);
      await page.waitForSelector('html[data-ready="true"]');
      for (const paths of [SCRIBBLE, DIGITS[3]!, DIGITS[4]!.slice(0, 1)]) {
        await page.keyboard.press("Escape");
        await drawWithMouse(page, paths);
        await settled(page);
        const sign = await page.getByTestId("prediction").textContent();
        const words = await page.getByTestId("prediction-words").innerText();
        const digits = [];
        for (let digit = 0; digit < 10; ++digit)
          digits.push(await bar(page, digit));
        const none = await bar(page, "none");
        if (sign !== "?") continue;
        const isLongest = none >= Math.max(...digits);
        assert.equal(words === "not a digit", isLongest, `${model}: ${words}`);
        if (isLongest) ++said;
      }
    }
    assert.ok(said > 0, "nothing here was called no digit");
    await close();
  });
});

describe("ready digits", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  test("come with one press, a new one each time, are read, and undo takes them back", async () => {
    const { page, troubles, close } = await visit(stage);
    const picture = () =>
      page
        .getByTestId("ink")
        .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    const seen = new Set<string>();
    for (let time = 0; time < 3; ++time) {
      await page.getByTestId("sample-1").click();
      await page.waitForFunction(
        (count) =>
          document.querySelectorAll('[data-testid="undo"]:enabled').length ===
            1 && count >= 0,
        time,
      );
      await settled(page);
      await page.waitForTimeout(50);
      seen.add(await picture());
    }
    assert.equal(seen.size, 3);
    let right = 0;
    for (let digit = 0; digit < 10; ++digit) {
      const before = await picture();
      await page.getByTestId(`sample-${digit}`).click();
      await page.waitForFunction(
        (before) =>
          document
            .querySelector<HTMLCanvasElement>('[data-testid="ink"]')!
            .toDataURL() !== before,
        before,
      );
      await settled(page);
      const sign = await page.getByTestId("prediction").textContent();
      if (sign === String(digit)) ++right;
    }
    assert.ok(right >= 8, `${right} of 10 are read as what they are`);
    await page.getByTestId("clear").click();
    await page.getByTestId("undo").click();
    assert.ok((await inkedShare(page)) > 0);
    assert.deepEqual(troubles, []);
    await close();
  });

  test("are reached by touch and by keyboard", needs("touch"), async () => {
    const { page, close } = await visit(stage, { screen: PHONE });
    await page.getByTestId("sample-7").tap();
    await page.waitForSelector('[data-testid="undo"]:enabled');
    await page.getByTestId("clear").tap();
    await page.getByRole("button", { name: "Put a ready 4" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector('[data-testid="clear"]:enabled');
    await close();
  });

  test("are fetched when the first is asked for, and again when they did not arrive", async () => {
    let blocked = true;
    const asked: string[] = [];
    const { page, close } = await visit(stage, {
      prepare: async (page) => {
        page.on("request", (request) => asked.push(request.url()));
        await page.route("**/digitlab-pen*.wasm", (route) =>
          blocked ? route.abort() : route.continue(),
        );
      },
    });
    await page.waitForLoadState("networkidle");
    assert.ok(!asked.some((url) => url.includes("digitlab-pen")));
    await page.getByTestId("sample-0").click();
    await page.getByText("The ready digits did not arrive").waitFor();
    assert.equal(await inkedShare(page), 0);
    blocked = false;
    await page.getByTestId("retry").click();
    await page.waitForSelector('[data-testid="clear"]:enabled');
    assert.equal(await page.locator(".notice").count(), 0);
    await close();
  });
});
