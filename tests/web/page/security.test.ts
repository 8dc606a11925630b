/** Strangers' names, and the rules that the page sets for itself and proposes to its host. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { waitForSign } from "../support/answers.ts";
import { DESKTOP, Stage, visit } from "../support/browser.ts";
import { DIGITS, drawWithMouse } from "../support/drawing.ts";
import { makeReport } from "../support/report-fixture.ts";
import { defaultModel, SITE } from "../support/server.ts";

describe("with the headers that are proposed to hosts", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open("/", true);
  });
  after(() => stage?.close());

  test("the page draws, answers, keeps, shares and shows results", async () => {
    const { page, troubles, strangers, close } = await visit(stage, {
      prepare: (page) =>
        page.route("**/report.json", (route) =>
          route.fulfill({ json: makeReport() }),
        ),
    });
    const headers = await page.evaluate(async () => {
      const { headers } = await fetch(location.pathname);
      return Object.fromEntries(headers);
    });
    assert.match(headers["content-security-policy"]!, /frame-ancestors 'self'/);
    assert.equal(headers["cross-origin-opener-policy"], "same-origin");
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await page.getByTestId("share").click();
    await page.waitForFunction(() => location.hash.startsWith("#draw/"));
    await page.reload();
    await waitForSign(page, "7");
    await page.getByRole("link", { name: "Results" }).click();
    await page.getByTestId("chart-loss").locator("canvas").waitFor();
    await page.getByTestId("confusion-cell-3-3").click();
    await page.getByRole("link", { name: "Draw" }).click();
    await waitForSign(page, "7");
    assert.deepEqual(troubles, []);
    assert.deepEqual(strangers, []);
    await close();
  });

  test("no text becomes markup and no foreign address a worker", async () => {
    const { page, close } = await visit(stage);
    const refused = await page.evaluate(() => {
      const { trustedTypes } = globalThis as unknown as {
        trustedTypes: { createPolicy(name: string, rules: object): object };
      };
      return [
        () => (document.body.innerHTML = "<b>bold</b>"),
        () => new Worker("https://elsewhere.example/worker.js"),
        () => trustedTypes.createPolicy("another", {}),
        () => trustedTypes.createPolicy("components", {}),
      ].map((attempt) => {
        try {
          attempt();
          return false;
        } catch (error) {
          return error instanceof TypeError;
        }
      });
    });
    assert.deepEqual(refused, [true, true, true, true]);
    await close();
  });
});

describe("names of models", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  const names = [
    "__proto__",
    "constructor",
    "<img src=x onerror=alert(1)>",
    "../lab",
  ];

  test("are names and nothing else, whatever they are", async () => {
    const weights = readFileSync(
      join(SITE, "models", defaultModel(), "model.safetensors"),
    );
    const asked: string[] = [];
    const { page, troubles, close } = await visit(stage, {
      // It would have put by the list that the site was built with.
      screen: { ...DESKTOP, serviceWorkers: "block" },
      prepare: async (page) => {
        await page.route("**/models/index.json", (route) =>
          route.fulfill({ json: names }),
        );
        const about = names.map((name) => [
          name,
          { parameters: 4321, accuracy: 0.5, card: false },
        ]);
        await page.route("**/models/about.json", (route) =>
          route.fulfill({
            contentType: "application/json",
            body: `{${about.map(([name, what]) => `${JSON.stringify(name)}:${JSON.stringify(what)}`).join()}}`,
          }),
        );
        await page.route("**/model.safetensors", (route) => {
          asked.push(new URL(route.request().url()).pathname);
          return route.fulfill({ body: weights });
        });
        const report = JSON.stringify(makeReport()).replace(
          '"settings":{',
          '"settings":{"__proto__":1,"constructor":2,"toString":3,',
        );
        await page.route("**/report.json", (route) =>
          route.fulfill({ contentType: "application/json", body: report }),
        );
      },
    });
    await drawWithMouse(page, DIGITS[7]!);
    const select = page.getByTestId("model-select");
    for (const name of names) {
      await select.selectOption(name);
      await page.waitForSelector('html[data-ready="true"]');
      await waitForSign(page, "7");
      assert.equal(await select.inputValue(), name);
    }
    for (const label of await select.locator("option").allInnerTexts())
      assert.match(label, /4,321 parameters/);
    // Before them, the page asked for the default one that it was built with.
    assert.deepEqual(
      asked.slice(-names.length),
      names.map(
        (name) => `/models/${encodeURIComponent(name)}/model.safetensors`,
      ),
    );
    await page.reload();
    await page.waitForSelector('html[data-ready="true"]');
    assert.equal(await select.inputValue(), names.at(-1), "it was kept");
    await page.getByRole("link", { name: "Results" }).click();
    const settings = page.locator(".settings");
    await settings.waitFor();
    assert.doesNotMatch(await settings.innerText(), /native code|function/);
    assert.deepEqual(troubles, []);
    await close();
  });
});
