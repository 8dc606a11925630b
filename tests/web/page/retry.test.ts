/** What did not arrive for a page is asked for again, whatever gives reason to hope. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { Stage, visit } from "../support/browser.ts";
import { makeReport } from "../support/report-fixture.ts";

type Way = (page: Page) => Promise<unknown>;

const byButton = (page: Page) => page.getByTestId("retry").click();
const byChoosing = (page: Page) =>
  page.getByTestId("model-select").selectOption("lab");
const byOnline = (page: Page) =>
  page.evaluate(() => dispatchEvent(new Event("online")));
async function byComingBack(page: Page) {
  await page.getByRole("link", { name: "Draw" }).click();
  await page.getByTestId("ink").waitFor();
  await page.getByRole("link", { name: "Results" }).click();
}

describe("of the results", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  const files: [string, string, RegExp, [string, Way][]][] = [
    [
      "report",
      "**/report.json",
      /report\.json” did not arrive/,
      [
        ["by Try again", byButton],
        ["when a network is chosen", byChoosing],
        ["when the visitor comes back", byComingBack],
        ["when the device is online again", byOnline],
      ],
    ],
    [
      "script",
      "**/results-room*.js",
      /page “Results” could not be loaded/,
      [
        ["by Try again", byButton],
        ["when the visitor comes back", byComingBack],
      ],
    ],
  ];
  for (const [what, address, words, ways] of files) {
    for (const [how, act] of ways) {
      test(`the ${what}, blocked and then free, comes ${how}`, async () => {
        let blocked = true;
        const { page, close } = await visit(stage, {
          hash: "#results",
          prepare: async (page) => {
            await page.route("**/report.json", (route) =>
              route.fulfill({ json: makeReport() }),
            );
            await page.route(address, (route) =>
              blocked ? route.abort() : route.fallback(),
            );
          },
        });
        await page.locator(".notice", { hasText: words }).waitFor();
        assert.equal(await page.getByTestId("retry").count(), 1);
        blocked = false;
        await act(page);
        await page.getByTestId("confusion-cell-3-3").waitFor();
        assert.equal(await page.locator(".notice").count(), 0);
        await close();
      });
    }
  }
});
