/** Addresses: parameters, what leads nowhere, and what a visit leaves behind. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Stage, visit } from "../support/browser.ts";
import { assertFlat, held } from "../support/memory.ts";
import { makeReport } from "../support/report-fixture.ts";
import { needs } from "../support/engines/abilities.ts";

describe("addresses", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  const open = (hash: string) =>
    visit(stage, {
      hash,
      ready: false,
      prepare: (page) =>
        page.route("**/report.json", (route) =>
          route.fulfill({ json: makeReport() }),
        ),
    });

  test("one that leads nowhere says so and shows a way on", async () => {
    const { page, troubles, close } = await open("#nowhere/at/all");
    await page.getByRole("heading", { name: "nothing here" }).waitFor();
    assert.match(await page.title(), /^Not found/);
    await page.getByRole("link", { name: "Draw a digit instead" }).click();
    await page.getByTestId("ink").waitFor();
    assert.match(await page.title(), /^Draw/);
    assert.ok(
      await page
        .locator("main")
        .evaluate((main) => main === document.activeElement),
      "the focus is in the new room",
    );
    assert.deepEqual(troubles, []);
    await close();
  });

  test("a network's results have an address, which follows the choice", async () => {
    const { page, close } = await open("#results/lab");
    const select = page.getByTestId("model-select");
    await page.getByTestId("confusion-cell-3-3").waitFor();
    assert.equal(await select.inputValue(), "lab");
    await select.selectOption("convnet");
    await page.waitForFunction(() => location.hash === "#results/convnet");
    await page.evaluate(() => (location.hash = "#results/no-such"));
    await page.getByText("There is no network called “no-such”").waitFor();
    await close();
  });

  test("another one that leads nowhere says so of itself", async () => {
    const { page, close } = await open("#nowhere");
    await page.getByText("No page has the address “#nowhere”").waitFor();
    await page.evaluate(() => (location.hash = "#neither"));
    await page.getByText("No page has the address “#neither”").waitFor();
    await close();
  });

  test("each visit has its title and its focus, and begins at the top", async () => {
    const { page, close } = await open("#results");
    await page.getByTestId("confusion-cell-3-3").waitFor();
    assert.match(await page.title(), /^Results/);
    const inMain = () =>
      page.locator("main").evaluate((main) => main === document.activeElement);
    assert.ok(!(await inMain()), "the first room leaves the focus alone");
    await page.evaluate(() => scrollTo(0, 700));
    await page.getByRole("link", { name: "Draw" }).click();
    await page.getByTestId("ink").waitFor();
    assert.match(await page.title(), /^Draw/);
    assert.ok(await inMain());
    assert.equal(await page.evaluate(() => scrollY), 0);
    await close();
  });

  test("going back leads to where one was, also when the room takes its time", async () => {
    const { page, close } = await visit(stage, {
      hash: "#results",
      ready: false,
      prepare: (page) =>
        page.route("**/report.json", async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 300));
          await route.fulfill({ json: makeReport() });
        }),
    });
    await page.getByTestId("confusion-cell-3-3").waitFor();
    await page.evaluate(() => scrollTo(0, 900));
    await page.getByRole("link", { name: "Draw" }).evaluate((link) => {
      (link as HTMLAnchorElement).click();
    });
    await page.getByTestId("ink").waitFor();
    await page.goBack();
    await page.waitForFunction(() => Math.abs(scrollY - 900) <= 1);
    await close();
  });

  test(
    "fifty switches of network on the results leave nothing behind",
    needs("Chromium's protocol"),
    async () => {
      const visited = await open("#results");
      const { page, close } = visited;
      const select = page.getByTestId("model-select");
      const turn = async (times: number) => {
        for (let i = 0; i < times; ++i) {
          const name = i % 2 === 0 ? "lab" : "convnet";
          await select.selectOption(name);
          await page.waitForSelector(
            `.results[data-network="${name}"][aria-busy="false"]`,
          );
          await page.getByTestId("chart-loss").locator("canvas").waitFor();
        }
      };
      // Until then the browser still compiles what is used often, and keeps that.
      await turn(60);
      const before = await held(visited);
      await turn(50);
      assertFlat("fifty switches on the results", before, await held(visited));
      await close();
    },
  );
});
