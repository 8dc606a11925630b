/** Drawings that come and go: by link, by file, and by the clipboard. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { settled, waitForSign } from "../support/answers.ts";
import { Stage, visit } from "../support/browser.ts";
import { saved } from "../support/downloads.ts";
import { DIGITS, drawWithMouse, lineOf } from "../support/drawing.ts";
import { needs } from "../support/engines/abilities.ts";

const ONE = '{"drawing":[[[200,200,200],[80,200,320]]]}\n';

/** What the page answers, to the last digit. */
async function answer(page: Page) {
  await settled(page);
  const bars = await page
    .locator("[data-testid^=probability-]")
    .evaluateAll((bars) =>
      bars.map((bar) => (bar as HTMLElement).dataset["value"]),
    );
  return [await page.getByTestId("prediction-words").innerText(), ...bars];
}

/** Pastes or drops a text or a file, as a browser tells of it. */
const hand = (page: Page, how: "paste" | "drop", text: string, name = "") =>
  page.evaluate(
    ([how, text, name]) => {
      const data = new DataTransfer();
      if (name) data.items.add(new File([text!], name));
      else data.setData("text/plain", text!);
      const init = { bubbles: true, cancelable: true };
      const event =
        how === "paste"
          ? new ClipboardEvent("paste", init)
          : new DragEvent("drop", { ...init, dataTransfer: data });
      // Firefox lets nobody make up what is pasted.
      if (how === "paste")
        Object.defineProperty(event, "clipboardData", { value: data });
      document.body.dispatchEvent(event);
    },
    [how, text, name],
  );

describe("a drawing", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  for (const number of ["27", "203", "2026"]) {
    test(
      `${number} is shared as a short link that opens it with the same answer`,
      needs("clipboard"),
      async () => {
        const { page, troubles, close } = await visit(stage);
        await page
          .context()
          .grantPermissions(["clipboard-read", "clipboard-write"]);
        await drawWithMouse(page, lineOf(number).flat());
        await waitForSign(page, number);
        await page.getByTestId("share").click();
        await page.waitForFunction(() => location.hash.startsWith("#draw/"));
        const link = await page.evaluate(() => location.href);
        assert.ok(link.length < 2000, `${link.length} letters`);
        await page.getByText("Link copied").waitFor();
        assert.equal(
          await page.evaluate(() => navigator.clipboard.readText()),
          link,
        );
        const { hash } = new URL(link);
        const other = await visit(stage, { hash });
        await waitForSign(other.page, number);
        assert.deepEqual(await answer(other.page), await answer(page));
        await other.page.getByTestId("undo").click();
        await waitForSign(other.page, "");
        assert.deepEqual([...troubles, ...other.troubles], []);
        await other.close();
        await close();
      },
    );
  }

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
    const input = page.getByTestId("open-file");
    await input.setInputFiles(file("no ink"));
    await page.getByText("“ink.ndjson” cannot be opened").waitFor();
    await hand(page, "paste", "no ink either");
    await page.getByText("neither a saved drawing nor a link").waitFor();
    await hand(page, "drop", "\0\0", "photo.png");
    await page.getByText("“photo.png” cannot be opened").waitFor();
    await waitForSign(page, "7");
    await input.setInputFiles(file(ONE));
    await waitForSign(page, "1");
    await page.getByText("“photo.png”").waitFor({ state: "detached" });
    await close();
  });

  test("is opened as it was saved", async () => {
    const it = await visit(stage);
    const { page, close } = it;
    await drawWithMouse(page, lineOf("27").flat());
    await waitForSign(page, "27");
    const before = await answer(page);
    const { path } = await saved(it, () => page.getByTestId("save").click());
    const other = await visit(stage);
    const input = other.page.getByTestId("open-file");
    await input.setInputFiles(path);
    await waitForSign(other.page, "27");
    assert.deepEqual(await answer(other.page), before);
    assert.equal(
      await other.page.getByTestId("ink").getAttribute("aria-label"),
      "Drawing area with 2 strokes.",
    );
    await other.close();
    await close();
  });

  test("is taken when it is dropped or pasted: as a file, as text, as a link", async () => {
    const { page, troubles, close } = await visit(stage);
    const clear = async () => {
      await page.keyboard.press("Escape");
      await waitForSign(page, "");
    };
    await hand(page, "drop", ONE, "one.ndjson");
    await waitForSign(page, "1");
    await page.getByTestId("share").click();
    await page.waitForFunction(() => location.hash.startsWith("#draw/"));
    const link = await page.evaluate(() => location.href);
    await clear();
    await hand(page, "paste", ONE);
    await waitForSign(page, "1");
    await clear();
    await hand(page, "paste", ONE, "one.ndjson");
    await waitForSign(page, "1");
    await clear();
    await hand(page, "paste", link);
    await waitForSign(page, "1");
    await page.getByTestId("undo").click();
    await waitForSign(page, "");
    assert.deepEqual(troubles, []);
    await close();
  });

  test(
    "is copied as text that can be pasted, and as a picture",
    needs("clipboard"),
    async () => {
      const { page, troubles, close } = await visit(stage);
      await page
        .context()
        .grantPermissions(["clipboard-read", "clipboard-write"]);
      await drawWithMouse(page, DIGITS[7]!);
      await waitForSign(page, "7");
      await page.keyboard.press("Control+c");
      const inked = await page.evaluate(async () => {
        // The text is there at once, the picture a moment later.
        let item: ClipboardItem | undefined;
        while (!item?.types.includes("image/png"))
          [item] = await navigator.clipboard.read();
        const picture = await createImageBitmap(
          await item.getType("image/png"),
        );
        const canvas = new OffscreenCanvas(picture.width, picture.height);
        const context = canvas.getContext("2d")!;
        context.drawImage(picture, 0, 0);
        const { data } = context.getImageData(
          0,
          0,
          picture.width,
          picture.height,
        );
        const pixels = data.length / 4;
        let [black, opaque] = [0, 0];
        for (let i = 0; i < data.length; i += 4) {
          if (data[i]! < 64) ++black;
          if (data[i + 3] === 255) ++opaque;
        }
        return { black: black / pixels, opaque: opaque / pixels };
      });
      assert.equal(inked.opaque, 1);
      assert.ok(inked.black > 0.02 && inked.black < 0.2, `${inked.black}`);
      await page.keyboard.press("Escape");
      await waitForSign(page, "");
      await page.keyboard.press("Control+v");
      await waitForSign(page, "7");
      assert.deepEqual(troubles, []);
      await close();
    },
  );
});
