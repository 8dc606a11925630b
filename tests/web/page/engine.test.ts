/** The worker that answers: what is seen of it when it dies, and when its files do not come. */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { waitForSign } from "../support/answers.ts";
import { DESKTOP, Stage, visit } from "../support/browser.ts";
import { DIGITS, drawWithMouse } from "../support/drawing.ts";
import { SITE } from "../support/server.ts";

const replaced = (page: Page) =>
  page.getByText(/recognition engine stopped .* was started again/);

const ready = (page: Page) => page.waitForSelector('html[data-ready="true"]');

describe("the engine's worker", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  test("that throws is replaced, which is told once, and the drawing is answered", async () => {
    const { page, close } = await visit(stage);
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    const [worker] = page.workers();
    await worker!.evaluate(() => {
      setTimeout(() => {
        throw new Error("a made-up death");
      });
    });
    await replaced(page).waitFor();
    assert.equal(await page.locator(".notice").count(), 1);
    await waitForSign(page, "7");
    await page.getByTestId("clear").click();
    await drawWithMouse(page, DIGITS[2]!);
    await waitForSign(page, "2");
    assert.notEqual(page.workers()[0], worker);
    assert.equal(page.workers().length, 1);
    await page.getByRole("button", { name: "Dismiss" }).click();
    await page.getByTestId("model-select").selectOption("lab");
    await ready(page);
    await waitForSign(page, "2");
    assert.equal(await replaced(page).count(), 0);
    await close();
  });

  test("that traps while it reads is replaced, and the next drawing is answered", async () => {
    const { page, close } = await visit(stage);
    const [worker] = page.workers();
    // A trap, as the page is told of it by the half of the line that is in the worker.
    await worker!.evaluate(() => {
      const scope = globalThis as unknown as Worker;
      const listen = scope.onmessage!;
      scope.onmessage = (event) =>
        event.data.name === "look"
          ? scope.postMessage({
              id: event.data.id,
              failure: { kind: "died", reason: "unreachable" },
            })
          : listen.call(scope, event);
    });
    await drawWithMouse(page, [[[0.3, 0.3]]]);
    await replaced(page).waitFor();
    await page.getByTestId("clear").click();
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await close();
  });

  test("that vanishes without a word is missed, replaced and asked again", async () => {
    const { page, close } = await visit(stage);
    await page.workers()[0]!.evaluate(() => setTimeout(() => self.close()));
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await replaced(page).waitFor();
    await close();
  });

  test("that dies while its script cannot be had is started again when it can", async () => {
    const { page, close } = await visit(stage);
    // Not by a route: the driver lets some requests of workers pass.
    stage.server.withhold(/recognition-worker/);
    await Promise.all([
      page.waitForEvent("requestfailed", (request) =>
        request.url().includes("recognition-worker"),
      ),
      page.workers()[0]!.evaluate(() => {
        setTimeout(() => {
          throw new Error("a made-up death");
        });
      }),
    ]);
    await drawWithMouse(page, DIGITS[2]!);
    await page
      .locator(".notice", { hasText: "recognition-worker.js” did not arrive" })
      .waitFor();
    assert.equal(await replaced(page).count(), 0, "it was not");
    stage.server.withhold(null);
    await page.getByTestId("retry").click();
    await waitForSign(page, "2");
    assert.equal(await page.locator(".notice").count(), 0);
    await close();
  });

  const ways: [string, (page: Page) => Promise<unknown>][] = [
    ["by Try again", (page) => page.getByTestId("retry").click()],
    [
      "when a network is chosen",
      (page) => page.getByTestId("model-select").selectOption("lab"),
    ],
    [
      "when the visitor comes back to the page",
      async (page) => {
        await page.getByRole("link", { name: "Results" }).click();
        await page.getByRole("link", { name: "Draw" }).click();
      },
    ],
    [
      "when the device is online again",
      (page) => page.evaluate(() => dispatchEvent(new Event("online"))),
    ],
  ];
  const files: [string, string, RegExp][] = [
    ["worker", "**/recognition-worker*", /recognition-worker\.js/],
    ["wasm file", "**/*.wasm", /digitlab-simd\.wasm/],
    ["weights", "**/model.safetensors", /model\.safetensors/],
  ];
  for (const [what, address, name] of files) {
    for (const [how, act] of ways) {
      test(`its ${what}, blocked and then free, comes ${how}`, async () => {
        let blocked = true;
        const { page, close } = await visit(stage, {
          ready: false,
          prepare: (page) =>
            page.route(address, (route) =>
              blocked ? route.abort() : route.continue(),
            ),
        });
        await page.locator(".notice", { hasText: name }).waitFor();
        assert.equal(await page.getByTestId("retry").count(), 1);
        assert.equal(await page.getByText("could not start").count(), 0);
        await drawWithMouse(page, DIGITS[7]!);
        blocked = false;
        await act(page);
        await ready(page);
        await waitForSign(page, "7");
        assert.equal(await page.locator(".notice").count(), 0);
        await close();
      });
    }
  }

  test("weights that did not arrive are not asked for by drawing", async () => {
    let asked = 0;
    const { page, close } = await visit(stage, {
      ready: false,
      prepare: (page) =>
        page.route("**/model.safetensors", (route) => {
          ++asked;
          return route.abort();
        }),
    });
    await page.getByTestId("retry").waitFor();
    const before = asked;
    for (const paths of [DIGITS[7]!, DIGITS[1]!])
      await drawWithMouse(page, paths);
    await page.getByTestId("clear").click();
    await page.waitForTimeout(300);
    assert.equal(asked, before);
    await close();
  });

  test("opened as a file, the page says so and names a command that serves it", async () => {
    const { page, close } = await stage.browsers.page(DESKTOP);
    await page.goto(pathToFileURL(`${SITE}index.html`).href);
    await page.getByText("This page was opened as a file").waitFor();
    assert.ok(await page.getByText("python3 -m http.server").isVisible());
    assert.ok(await page.getByText("The page could not start").isHidden());
    await close();
  });
});
