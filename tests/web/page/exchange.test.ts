/** Drawings that come and go: by link and by file. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { waitForSign } from "../support/answers.ts";
import { Stage, visit } from "../support/browser.ts";
import { DIGITS, drawWithMouse, lineOf } from "../support/drawing.ts";

describe("a drawing", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  test("is shared as a link that opens it with the same answer", async () => {
    const { page, troubles, close } = await visit(stage);
    await drawWithMouse(page, lineOf("27").flat());
    await waitForSign(page, "27");
    await page.getByTestId("share").click();
    await page.waitForFunction(() => location.hash.startsWith("#draw/"));
    const hash = await page.evaluate(() => location.hash);
    assert.ok(hash.length < 2000, `${hash.length} letters`);
    const other = await visit(stage, { hash });
    await waitForSign(other.page, "27");
    await other.page.getByTestId("undo").click();
    await waitForSign(other.page, "");
    assert.deepEqual([...troubles, ...other.troubles], []);
    await other.close();
    await close();
  });

  test("stays when a link or a file is broken, which is said", async () => {
    const { page, close } = await visit(stage);
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await page.evaluate(() => (location.hash = "#draw/broken"));
    await page.getByText("cut off or changed").waitFor();
    const file = (text: string) => ({
      name: "ink.ndjson",
      mimeType: "application/x-ndjson",
      buffer: Buffer.from(text),
    });
    await page.getByTestId("open-file").setInputFiles(file("no ink"));
    await page.getByText("“ink.ndjson” cannot be opened").waitFor();
    await waitForSign(page, "7");
    await page
      .getByTestId("open-file")
      .setInputFiles(file('{"drawing":[[[200,200,200],[80,200,320]]]}\n'));
    await waitForSign(page, "1");
    await close();
  });
});
