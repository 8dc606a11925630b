/** The desk, kept on the device. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { waitForSign } from "../support/answers.ts";
import { Stage, visit } from "../support/browser.ts";
import { DIGITS, drawWithMouse, lineOf } from "../support/drawing.ts";
import { askHow } from "../support/stages.ts";
import { needs } from "../support/engines/abilities.ts";

const strokes = (page: Page) =>
  page.getByTestId("ink").getAttribute("aria-label");

async function reload(page: Page): Promise<void> {
  await page.reload();
  await page.waitForSelector('html[data-ready="true"]');
}

const shares = (page: Page) =>
  page
    .locator("[data-testid^=probability-]")
    .evaluateAll((bars) =>
      bars.map((bar) => (bar as HTMLElement).dataset["value"]),
    );

describe("the desk", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  test("is back after a reload: ink, history, brush, stages, network and the chosen digit", async () => {
    const { page, troubles, close } = await visit(stage);
    await page.getByTestId("model-select").selectOption("lab");
    await page.waitForSelector('html[data-ready="true"]');
    await page.getByTestId("brush-broad").check();
    await askHow(page);
    await page.getByTestId("stage-normalizePen").uncheck();
    await drawWithMouse(page, lineOf("27").flat());
    await waitForSign(page, "27");
    await page.getByTestId("read-digit-0").click();
    await page.waitForSelector('.draw[data-late="false"]');
    const before = await shares(page);
    await reload(page);
    await waitForSign(page, "27");
    assert.equal(await page.getByTestId("model-select").inputValue(), "lab");
    assert.ok(await page.getByTestId("brush-broad").isChecked());
    await askHow(page);
    assert.ok(!(await page.getByTestId("stage-normalizePen").isChecked()));
    await page.waitForSelector(
      '[data-testid="read-digit-0"][aria-pressed="true"]',
    );
    assert.deepEqual(await shares(page), before, "the same answer");
    await page.getByTestId("undo").click();
    await waitForSign(page, "2");
    await page.getByTestId("redo").click();
    await waitForSign(page, "27");
    assert.equal(await page.locator(".notice").count(), 0);
    assert.deepEqual(troubles, []);
    await close();
  });

  test("that was cleared stays clear", async () => {
    const { page, close } = await visit(stage);
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await reload(page);
    await waitForSign(page, "7");
    await page.getByTestId("clear").click();
    await waitForSign(page, "");
    await reload(page);
    assert.match((await strokes(page))!, /empty/);
    await page.getByTestId("undo").click();
    await waitForSign(page, "7");
    await close();
  });

  test("brings back what was drawn after a link was opened, not the link's drawing", async () => {
    const { page, close } = await visit(stage);
    const [two, seven] = lineOf("27");
    await drawWithMouse(page, two!);
    await waitForSign(page, "2");
    await page.getByTestId("share").click();
    await page.waitForFunction(() => location.hash.startsWith("#draw/"));
    await reload(page);
    await waitForSign(page, "2");
    assert.match((await strokes(page))!, /one stroke/);
    await drawWithMouse(page, seven!);
    await waitForSign(page, "27");
    assert.equal(await page.evaluate(() => location.hash), "#draw");
    await reload(page);
    await waitForSign(page, "27");
    await close();
  });

  test(
    "of one tab is not that of the other",
    needs("several tabs"),
    async () => {
      const { page, close } = await visit(stage);
      await drawWithMouse(page, DIGITS[7]!);
      await waitForSign(page, "7");
      const other = await page.context().newPage();
      await other.goto(stage.server.url);
      // A new tab begins with the desk used last.
      await waitForSign(other, "7");
      await other.keyboard.press("Escape");
      await drawWithMouse(other, DIGITS[2]!);
      await waitForSign(other, "2");
      await waitForSign(page, "7");
      await page.bringToFront();
      await reload(page);
      await waitForSign(page, "7");
      await drawWithMouse(page, DIGITS[1]!);
      await waitForSign(other, "2");
      await other.bringToFront();
      await reload(other);
      await waitForSign(other, "2");
      await close();
    },
  );

  test(
    "of a tab that was duplicated is not that of the duplicate",
    needs("several tabs"),
    async () => {
      const { page, close } = await visit(stage);
      await drawWithMouse(page, DIGITS[7]!);
      await waitForSign(page, "7");
      const [other] = await Promise.all([
        page.waitForEvent("popup"),
        page.evaluate(() => void open(location.href)),
      ]);
      await waitForSign(other, "7");
      await other.keyboard.press("Escape");
      await drawWithMouse(other, DIGITS[2]!);
      await waitForSign(other, "2");
      await page.bringToFront();
      await reload(page);
      await waitForSign(page, "7");
      await other.bringToFront();
      await reload(other);
      await waitForSign(other, "2");
      await close();
    },
  );

  const refusals: [string, () => void][] = [
    [
      "forbidden",
      () => {
        Object.defineProperty(globalThis, "indexedDB", {
          get() {
            throw new DOMException("no", "SecurityError");
          },
        });
      },
    ],
    [
      "full",
      () => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException("no room", "QuotaExceededError");
        };
      },
    ],
  ];
  for (const [what, refuse] of refusals) {
    test(`where storage is ${what} that is said once, and everything else works`, async () => {
      const { page, troubles, close } = await visit(stage, {
        prepare: (page) => page.addInitScript(refuse),
      });
      await drawWithMouse(page, DIGITS[7]!);
      await waitForSign(page, "7");
      const notice = page.getByText("lets the page keep nothing");
      await notice.waitFor();
      await page.getByRole("button", { name: "Dismiss" }).click();
      await page.getByTestId("clear").click();
      await drawWithMouse(page, DIGITS[2]!);
      await waitForSign(page, "2");
      await page.getByTestId("model-select").selectOption("lab");
      await page.waitForSelector('html[data-ready="true"]');
      await page.getByRole("link", { name: "Results" }).click();
      await page.getByRole("link", { name: "Draw" }).click();
      await waitForSign(page, "2");
      assert.equal(await notice.count(), 0);
      assert.deepEqual(troubles, []);
      await close();
    });
  }

  test("is open at once where the device never answers", async () => {
    const { page, close } = await visit(stage, {
      prepare: (page) =>
        page.addInitScript(() => {
          IDBFactory.prototype.open = () =>
            new EventTarget() as IDBOpenDBRequest;
        }),
    });
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await close();
  });
});
