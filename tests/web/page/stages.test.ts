/** What the network sees: pictures of the stages, switches, brushes, and the drawing as a file. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { settled, waitForSign } from "../support/answers.ts";
import {
  DESKTOP,
  PHONE,
  Stage,
  visit,
  type Visit,
} from "../support/browser.ts";
import { testThatVisitWasClean } from "../support/clean-visit.ts";
import { saved } from "../support/downloads.ts";
import {
  DIGITS,
  drawWithMouse,
  paperPlace,
  shrink,
  waitForInk,
} from "../support/drawing.ts";
import { askHow } from "../support/stages.ts";

const STAGES = ["fitBox", "normalizePen", "centerByMass"] as const;

/** Pixels of the pictures, as ink amounts 0 … 255, in the order of the stages. */
async function pictures(
  page: Page,
): Promise<{ side: number; ink: number[] }[]> {
  await settled(page);
  return page
    .locator(".stages figure")
    .filter({ visible: true })
    .locator("canvas")
    .evaluateAll((canvases) =>
      (canvases as HTMLCanvasElement[]).map((canvas) => {
        const { width, height } = canvas;
        const { data } = canvas
          .getContext("2d")!
          .getImageData(0, 0, width, height);
        return { side: width, ink: [...data].filter((_, i) => i % 4 === 3) };
      }),
    );
}

/** Centre of mass of a picture in its pixels, from its left and its top edge. */
function centreOfMass({ side, ink }: { side: number; ink: number[] }) {
  let [sum, x, y] = [0, 0, 0];
  ink.forEach((amount, i) => {
    sum += amount;
    x += amount * ((i % side) + 0.5);
    y += amount * (Math.floor(i / side) + 0.5);
  });
  return { x: x / sum, y: y / sum };
}

/** How far a picture leans: pixels to the right for each pixel down, by its second moments. */
function slant(picture: { side: number; ink: number[] }): number {
  const centre = centreOfMass(picture);
  let [across, down] = [0, 0];
  picture.ink.forEach((amount, i) => {
    const x = (i % picture.side) + 0.5 - centre.x;
    const y = Math.floor(i / picture.side) + 0.5 - centre.y;
    across += amount * x * y;
    down += amount * y * y;
  });
  return across / down;
}

const probabilities = async (page: Page) => {
  await settled(page);
  return page
    .locator("[data-testid^=probability-]")
    .evaluateAll((bars) =>
      bars.map((bar) => Number((bar as HTMLElement).dataset["value"])),
    );
};

describe("what the network sees", () => {
  let stage: Stage;
  let it: Visit;
  const stageSwitch = (name: string) => it.page.getByTestId(`stage-${name}`);
  const cost = async () => {
    await settled(it.page);
    return it.page.getByTestId("stage-cost").innerText();
  };

  before(async () => {
    stage = await Stage.open();
    it = await visit(stage, { screen: DESKTOP });
    await it.page.getByTestId("model-select").selectOption("lab");
    await it.page.waitForSelector('html[data-ready="true"]');
    assert.equal(await it.page.getByTestId("stage-fitBox").count(), 0);
    await askHow(it.page);
  });
  after(() => stage?.close());
  beforeEach(async () => {
    const reset = it.page.getByTestId("stage-reset");
    if (await reset.isVisible()) await reset.click();
    await it.page.getByTestId("brush-medium").check();
    await it.page.keyboard.press("Escape");
    await waitForInk(it.page, false);
  });

  test("there is a picture of the ink, of two stages in the frame, and of the lab's input", async () => {
    await drawWithMouse(it.page, shrink(DIGITS[7]!, 0.4, 0.55, 0.1));
    await waitForSign(it.page, "7");
    const [paper, scaled, placed, input] = await pictures(it.page);
    assert.deepEqual([scaled!.side, placed!.side, input!.side], [28, 28, 20]);
    const ink = centreOfMass(paper!);
    assert.ok(
      ink.x > 0.6 * paper!.side && ink.y < 0.4 * paper!.side,
      `the ink is where it was drawn: ${JSON.stringify(ink)}`,
    );
    const rows = (picture: { side: number; ink: number[] }) =>
      Array.from({ length: picture.side }, (_, y) =>
        picture.ink
          .slice(y * picture.side, (y + 1) * picture.side)
          .some((amount) => amount > 0),
      );
    const inked = rows(scaled!).flatMap((has, y) => (has ? [y] : []));
    assert.deepEqual(
      [inked[0], inked.at(-1)],
      [4, 23],
      "the long side fills the box of 20 pixels",
    );
    const centre = centreOfMass(placed!);
    assert.ok(
      Math.hypot(centre.x - 14, centre.y - 14) < 1,
      `the mass is in the middle: ${JSON.stringify(centre)}`,
    );
    const box = it.page.locator(".stages .mark").first();
    assert.ok(Number(await box.getAttribute("x")) > 200, "the box is drawn");
  });

  test("throwing a switch changes picture, answer and words at once, and reset brings all back", async () => {
    const { page } = it;
    await drawWithMouse(page, shrink(DIGITS[7]!, 0.3, 0.65, 0.65));
    await waitForSign(page, "7");
    const usual = await probabilities(page);
    assert.match(await cost(), /Switch a stage off/);
    assert.ok(await page.getByTestId("stage-reset").isHidden());

    await stageSwitch("fitBox").uncheck();
    await stageSwitch("centerByMass").uncheck();
    const [, , placed] = await pictures(page);
    const centre = centreOfMass(placed!);
    assert.ok(centre.x > 18 && centre.y > 18, JSON.stringify(centre));
    assert.notDeepEqual(await probabilities(page), usual);
    assert.match(
      await cost(),
      /^Without fitting the box and centring: .* instead of (7, )?\d+\s%\.$/,
    );

    await page.getByTestId("stage-reset").click();
    assert.deepEqual(await probabilities(page), usual);
    for (const name of STAGES)
      assert.ok(await stageSwitch(name).isChecked(), name);
    assert.match(await cost(), /Switch a stage off/);
  });

  test("without normalising the pen, and only then, the brush shows in what the network reads", async () => {
    const { page } = it;
    await drawWithMouse(page, DIGITS[3]!);
    await waitForSign(page, "3");
    const amount = async () =>
      (await pictures(page))[2]!.ink.reduce((sum, value) => sum + value);
    const normal = await amount();
    const usual = await probabilities(page);
    for (const brush of ["fine", "broad"]) {
      await page.getByTestId(`brush-${brush}`).check();
      assert.equal(await amount(), normal, brush);
      assert.deepEqual(await probabilities(page), usual, brush);
    }
    await stageSwitch("normalizePen").uncheck();
    const broad = await amount();
    await page.getByTestId("brush-fine").check();
    const fine = await amount();
    assert.ok(
      fine < 0.6 * broad,
      `fine leaves ${fine} of ink, broad leaves ${broad}`,
    );
  });

  test("the brush repaints what is drawn already", async () => {
    const { page } = it;
    const inked = () =>
      page.getByTestId("ink").evaluate((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const { data } = (canvas as HTMLCanvasElement)
          .getContext("2d")!
          .getImageData(0, 0, width, height);
        return data.filter((value, i) => i % 4 === 3 && value > 127).length;
      });
    await drawWithMouse(page, DIGITS[1]!);
    const medium = await inked();
    await page.getByTestId("brush-fine").check();
    assert.ok((await inked()) < 0.6 * medium);
    await page.getByTestId("brush-broad").check();
    assert.ok((await inked()) > 1.4 * medium);
  });

  test("switches and brushes work by keyboard, and have names and states for screen readers", async () => {
    const { page } = it;
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await page.getByRole("switch", { name: "Fit the box" }).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    const centre = page.getByRole("switch", { name: "Centre by mass" });
    assert.ok(await centre.evaluate((node) => node === document.activeElement));
    await page.keyboard.press("Space");
    assert.equal(await centre.isChecked(), false);
    await page.waitForFunction(() =>
      document
        .querySelector(".sees [aria-live]")!
        .textContent!.startsWith("Without centring"),
    );
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await centre.isChecked(), true);
    assert.ok(
      await centre.evaluate((node) => node === document.activeElement),
      "the focus stays near",
    );

    await page.getByRole("radio", { name: "Medium brush" }).focus();
    await page.keyboard.press("ArrowRight");
    assert.ok(await page.getByTestId("brush-broad").isChecked());
    await page.keyboard.press("Control+z");
    await waitForInk(page, false);
  });

  test("tapping a picture throws its switch", async () => {
    await it.page.locator(".stages .picture").nth(2).click();
    assert.equal(await stageSwitch("centerByMass").isChecked(), false);
  });

  test("what each stage does is told in the page, and to screen readers", async () => {
    const { page } = it;
    for (const name of STAGES) {
      const about = await stageSwitch(name).getAttribute("aria-describedby");
      const words = page.locator(`[id="${about}"]`);
      assert.ok(await words.isVisible(), name);
      assert.match(await words.innerText(), /Without it/);
    }
    assert.equal(await page.locator(".sees [title]").count(), 0);
  });

  test("the stages go when they are asked about again, and what is off stays off", async () => {
    const { page } = it;
    await stageSwitch("fitBox").uncheck();
    await page.getByRole("button", { name: "How does it see this?" }).click();
    assert.ok(await stageSwitch("fitBox").isHidden());
    await drawWithMouse(page, shrink(DIGITS[7]!, 0.3, 0.65, 0.65));
    const without = await probabilities(page);
    await askHow(page);
    assert.equal(await stageSwitch("fitBox").isChecked(), false);
    assert.deepEqual(await probabilities(page), without);
    await page.getByTestId("stage-reset").click();
    assert.notDeepEqual(await probabilities(page), without);
  });

  test("of a network that takes half of the slant out there is the picture that it reads", async () => {
    const { page } = it;
    await page.getByTestId("model-select").selectOption("convnet");
    await page.waitForSelector('html[data-ready="true"]');
    await drawWithMouse(page, [
      [
        [0.65, 0.2],
        [0.35, 0.8],
      ],
    ]);
    await waitForSign(page, "1");
    const [, , placed, input] = await pictures(page);
    assert.equal(input!.side, 28);
    assert.ok(slant(placed!) < -0.3, `it leans by ${slant(placed!)}`);
    assert.ok(
      Math.abs(slant(input!) - slant(placed!) / 2) < 0.05,
      `it leans by ${slant(placed!)}, then by ${slant(input!)}`,
    );
    assert.match(
      await page.locator(".stages").innerText(),
      /28\s×\s28, steeper/,
    );
    await page.getByTestId("model-select").selectOption("lab");
    await page.waitForSelector('html[data-ready="true"]');
    await waitForSign(page, "1");
    const upright = (await pictures(page))[3];
    assert.equal(upright!.side, 20);
    assert.ok(
      Math.abs(slant(upright!)) < 0.05,
      `upright, it leans by ${slant(upright!)}`,
    );
    assert.match(
      await page.locator(".stages").innerText(),
      /20\s×\s20, upright/,
    );
  });

  test("switches stay as they are when another network is chosen", async () => {
    const { page } = it;
    await stageSwitch("fitBox").uncheck();
    const other = await page
      .getByTestId("model-select")
      .locator("option")
      .first()
      .getAttribute("value");
    await page.getByTestId("model-select").selectOption(other!);
    await page.waitForSelector('html[data-ready="true"]');
    assert.equal(await stageSwitch("fitBox").isChecked(), false);
    await page.getByTestId("model-select").selectOption("lab");
    await page.waitForSelector('html[data-ready="true"]');
  });

  test("the drawing can be saved, and copied, as the line of an ink file", async () => {
    const { page } = it;
    assert.ok(await page.getByTestId("save").isDisabled());
    await drawWithMouse(page, [...DIGITS[1]!, ...DIGITS[7]!]);
    const { name, path } = await saved(it, () =>
      page.getByTestId("save").click(),
    );
    assert.equal(name, "drawing.ndjson");
    const text = readFileSync(path, "utf8");
    const { drawing } = JSON.parse(text) as { drawing: number[][][] };
    assert.equal(drawing.length, 2);
    const [xs, ys] = drawing[0]!;
    assert.equal(xs!.length, ys!.length);
    assert.ok(Math.abs(xs![0]! - 200) < 1 && Math.abs(ys![0]! - 80) < 1);

    const copied = await page.evaluate(() => {
      const event = new ClipboardEvent("copy", {
        bubbles: true,
        cancelable: true,
      });
      Object.defineProperty(event, "clipboardData", {
        value: new DataTransfer(),
      });
      document.body.dispatchEvent(event);
      return event.clipboardData!.getData("text/plain");
    });
    assert.equal(`${copied}\n`, text);
  });

  testThatVisitWasClean(() => it);
});

describe("the paper stays in its place", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  for (const [width, height] of [
    [390, 844],
    [360, 640],
    [844, 390],
    [820, 1180],
    [1440, 900],
  ] as const) {
    test(`whatever is drawn, switched off or read, at ${width}×${height}`, async () => {
      const viewport = { width, height };
      const { page, close } = await visit(stage, {
        screen: width < 900 ? { ...PHONE, viewport } : { viewport },
      });
      const place = () => paperPlace(page);
      const closed = await place();
      await askHow(page);
      assert.deepEqual(await place(), closed, "with the stages in the page");
      for (const { value } of await page
        .getByTestId("model-select")
        .locator("option")
        .evaluateAll((options) =>
          (options as HTMLOptionElement[]).map(({ value }) => ({ value })),
        )) {
        await page.getByTestId("model-select").selectOption(value);
        await page.waitForSelector('html[data-ready="true"]');
        const blank = await place();
        await drawWithMouse(page, shrink(DIGITS[7]!, 0.4, 0.5, 0.5));
        await waitForSign(page, "7");
        assert.deepEqual(await place(), blank, `${value}, with an answer`);
        for (const name of STAGES)
          await page.getByTestId(`stage-${name}`).uncheck();
        await page.getByTestId("stage-reset").waitFor();
        assert.deepEqual(await place(), blank, `${value}, all stages off`);
        await page.getByTestId("stage-reset").click();
        await page.getByTestId("clear").click();
      }
      await close();
    });
  }
});
