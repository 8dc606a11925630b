/** Addresses: parameters, what leads nowhere, and what a visit leaves behind. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Stage, visit } from "../support/browser.ts";
import { makeReport } from "../support/report-fixture.ts";

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
    await page.goto(page.url().replace(/#.*/, "#results/no-such"));
    await page.getByText("There is no network called “no-such”").waitFor();
    await close();
  });

  test("switching networks on the results leaves nothing behind", async () => {
    const { page, cdp, close } = await open("#results");
    const select = page.getByTestId("model-select");
    const nodes = async () => {
      await cdp.send("HeapProfiler.collectGarbage");
      return (await cdp.send("Memory.getDOMCounters")).nodes;
    };
    const turn = async (times: number) => {
      for (let i = 0; i < times; ++i) {
        await select.selectOption(i % 2 === 0 ? "lab" : "convnet");
        await page.getByTestId("confusion-cell-3-3").waitFor();
        await page.getByTestId("chart-loss").locator("canvas").waitFor();
      }
    };
    await turn(6);
    const before = await nodes();
    await turn(20);
    const after = await nodes();
    assert.ok(after < 1.05 * before, `${before} nodes grew to ${after}`);
    await close();
  });
});
