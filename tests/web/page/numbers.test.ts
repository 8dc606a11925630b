/** Whole numbers on one paper: what is read, which digit is looked at, and what is no digit. */
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
  inkedShare,
  lineOf,
  paperPlace,
  SCRIBBLE,
  STAR,
  shrink,
  waitForInk,
  type Path,
} from "../support/drawing.ts";
import { askHow } from "../support/stages.ts";

/** Draws one stroke after the other. */
const write = (page: Page, digits: readonly (readonly Path[])[]) =>
  drawWithMouse(page, digits.flat());

const words = async (page: Page) => {
  await settled(page);
  return page.getByTestId("prediction-words").innerText();
};
const digit = (page: Page, index: number) =>
  page.getByTestId(`read-digit-${index}`);
const digitCount = async (page: Page) => {
  await settled(page);
  return page.locator("[data-testid^=read-digit-]").count();
};
const pressed = async (page: Page) => {
  await settled(page);
  return page
    .locator("[data-testid^=read-digit-]")
    .evaluateAll((buttons) =>
      buttons.map((button) => button.getAttribute("aria-pressed") === "true"),
    );
};
/** The digit with the longest bar. */
const leading = async (page: Page) => {
  await settled(page);
  return page
    .locator("[data-testid^=probability-]")
    .evaluateAll((bars) =>
      bars.findIndex((bar) => bar.classList.contains("leading")),
    );
};

describe("numbers", () => {
  let stage: Stage;
  let it: Visit;
  before(async () => {
    stage = await Stage.open();
    it = await visit(stage, { screen: DESKTOP });
  });
  after(() => stage?.close());
  beforeEach(async () => {
    await it.page.keyboard.press("Escape");
    await waitForInk(it.page, false);
  });

  test("a blank paper has neither number nor boxes", async () => {
    const { page } = it;
    await waitForSign(page, "");
    assert.equal(await words(page), "");
    assert.equal(await digitCount(page), 0);
    assert.equal(await page.locator(".digit-boxes rect").count(), 0);
  });

  test("a dot has no answer but a hint, and none while the pen is down", async () => {
    const { page } = it;
    const box = (await page.getByTestId("ink").boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 4, box.y + box.height / 2);
    assert.equal(await words(page), "");
    await page.mouse.up();
    await page.getByText("too little ink").first().waitFor();
    await waitForSign(page, "");
    assert.equal(await digitCount(page), 0);
  });

  test("a digit alone has no row and no box", async () => {
    const { page } = it;
    await drawWithMouse(page, DIGITS[2]!);
    await waitForSign(page, "2");
    assert.equal(await words(page), "surely 2");
    assert.equal(await digitCount(page), 0);
    assert.ok(await page.locator(".reading").isHidden());
    assert.equal(await page.locator(".digit-boxes rect").count(), 0);
  });

  for (const number of ["17", "203", "2026"]) {
    test(`${number} is read, digit by digit`, async () => {
      const { page } = it;
      await write(page, lineOf(number));
      await waitForSign(page, number);
      assert.equal(await words(page), `surely ${number}`);
      assert.equal(await digitCount(page), number.length);
      for (const [i, sign] of [...number].entries()) {
        const label = await digit(page, i).getAttribute("aria-label");
        assert.match(
          label!,
          new RegExp(
            `^Digit ${i + 1} of ${number.length}: surely ${sign}, \\d+\\s%$`,
          ),
        );
        const inked = await digit(page, i)
          .locator("canvas")
          .evaluate((canvas) => {
            const { width, height } = canvas as HTMLCanvasElement;
            const { data } = (canvas as HTMLCanvasElement)
              .getContext("2d")!
              .getImageData(0, 0, width, height);
            return [width, height, data.some((value) => value === 255)];
          });
        assert.deepEqual(inked, [28, 28, true]);
      }
      const sum = await page
        .locator("[data-testid^=probability-]")
        .evaluateAll((bars) =>
          bars.reduce(
            (sum, bar) => sum + Number((bar as HTMLElement).dataset["value"]),
            0,
          ),
        );
      assert.ok(Math.abs(sum - 1) < 1e-3, `bars of one digit: ${sum}`);
    });
  }

  test("each digit has a box around its ink, beside the ink and not in it", async () => {
    const { page } = it;
    await write(page, lineOf("2026"));
    await waitForSign(page, "2026");
    const boxes = await page.locator(".digit-boxes rect").evaluateAll((rects) =>
      rects.map((rect) => {
        const left = Number(rect.getAttribute("x"));
        return {
          left,
          right: left + Number(rect.getAttribute("width")),
          selected: rect.classList.contains("selected"),
        };
      }),
    );
    assert.deepEqual(
      boxes.map(({ selected }) => selected),
      [false, false, false, true],
    );
    for (const [i, { left, right }] of boxes.entries()) {
      const middle = (i * 0.235 - 0.03 + 0.2) * 400;
      assert.ok(left < middle && middle < right, `box ${i}: ${left}–${right}`);
    }
    const share = await inkedShare(page);
    await page.getByTestId("undo").click();
    await page.getByTestId("redo").click();
    await waitForSign(page, "2026");
    assert.equal(await inkedShare(page), share);
    const { path } = await saved(it, () => page.getByTestId("save").click());
    const { drawing } = JSON.parse(readFileSync(path, "utf8")) as {
      drawing: unknown[];
    };
    assert.equal(drawing.length, 4, "nothing but strokes is saved");
  });

  test("a stroke that was added late belongs to its digit, which is then looked at", async () => {
    const { page } = it;
    const [four, seven] = lineOf("47", { size: 0.7, step: 0.4, top: 0.15 });
    await write(page, [[four![0]!], seven!]);
    await drawWithMouse(page, [four![1]!]);
    await waitForSign(page, "47");
    assert.deepEqual(await pressed(page), [true, false]);
    assert.equal(await leading(page), 4);
  });

  test("digits written from right to left are read from left to right", async () => {
    const { page } = it;
    await write(page, lineOf("203").reverse());
    await waitForSign(page, "203");
    assert.deepEqual(await pressed(page), [true, false, false]);
  });

  test("two lines are two lines, also as text", async () => {
    const { page } = it;
    const place = { size: 0.4, step: 0.28 };
    await write(page, lineOf("17", { ...place, top: 0.05 }));
    await write(page, lineOf("203", { ...place, top: 0.52 }));
    await waitForSign(page, "17\n203");
    assert.equal(await words(page), "surely 17, 203");
    const lines = await page.getByTestId("prediction").innerText();
    assert.equal(lines, "17\n203", "a line break is shown as one");
    assert.equal(
      await page.locator("[data-testid^=read-digit-].new-line").count(),
      1,
    );
  });

  test("a digit is looked at when it is tapped, until the drawing changes", async () => {
    const { page } = it;
    const [two, zero, three] = lineOf("203");
    await write(page, [two!, zero!]);
    await waitForSign(page, "20");
    await digit(page, 0).click();
    assert.deepEqual(await pressed(page), [true, false]);
    assert.equal(await leading(page), 2);
    assert.equal(await words(page), "first: surely 2");
    assert.equal(
      await page.locator(".bars").getAttribute("aria-label"),
      "How likely each digit is, or none, for digit 1 of 2",
    );

    await page.getByTestId("brush-broad").check();
    assert.deepEqual(await pressed(page), [true, false], "the same drawing");
    await page.getByTestId("brush-medium").check();
    await drawWithMouse(page, three!);
    await waitForSign(page, "203");
    assert.deepEqual(await pressed(page), [false, false, true]);
    assert.equal(await words(page), "surely 203");
  });

  test("a digit is chosen by keyboard, and told to screen readers", async () => {
    const { page } = it;
    await write(page, lineOf("203"));
    await waitForSign(page, "203");
    await page.waitForFunction(
      () =>
        document.querySelector(".answer [aria-live]")!.textContent ===
        "203: surely 203",
    );
    await digit(page, 0).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    // Firefox's driver does not wait for what a key does.
    const isPressed = '[aria-pressed="true"]';
    await page.waitForSelector(`[data-testid="read-digit-1"]${isPressed}`);
    assert.deepEqual(await pressed(page), [false, true, false]);
    assert.equal(await leading(page), 0);
    assert.ok(
      await digit(page, 1).evaluate((node) => node === document.activeElement),
      "the focus stays",
    );
    await page.waitForFunction(
      () =>
        document.querySelector(".answer [aria-live]")!.textContent ===
        "203: second: surely 0",
    );
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Space");
    await page.waitForSelector(`[data-testid="read-digit-0"]${isPressed}`);
    assert.deepEqual(await pressed(page), [true, false, false]);
    await page.keyboard.press("Control+z");
    await waitForSign(page, "20");
  });

  test("stages and switches are about the digit that is looked at", async () => {
    const { page } = it;
    await askHow(page);
    await write(page, lineOf("27"));
    await waitForSign(page, "27");
    await digit(page, 0).click();
    const frame = async () => {
      await settled(page);
      return page
        .locator(".stages canvas")
        .nth(2)
        .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    };
    const preview = (index: number) =>
      digit(page, index)
        .locator("canvas")
        .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    assert.equal(await frame(), await preview(0));
    const other = await preview(1);
    await page.getByTestId("stage-fitBox").uncheck();
    await settled(page);
    assert.match(
      await page.getByTestId("stage-cost").innerText(),
      /Without fitting the box: .*2, \d+\s%/,
    );
    assert.equal(await frame(), await preview(0), "framed the other way");
    assert.equal(await preview(1), other, "the other digit stays as it is");
    assert.deepEqual(await pressed(page), [true, false]);
    await page.getByTestId("stage-reset").click();
    await waitForSign(page, "27");
    assert.equal(await frame(), await preview(0));
  });

  test("undo back to one digit takes row and boxes away", async () => {
    const { page } = it;
    await write(page, lineOf("20"));
    await waitForSign(page, "20");
    await page.getByTestId("undo").click();
    await waitForSign(page, "2");
    assert.equal(await digitCount(page), 0);
    assert.equal(await page.locator(".digit-boxes rect").count(), 0);
    assert.equal(await words(page), "surely 2");
    await page.getByTestId("redo").click();
    await waitForSign(page, "20");
    assert.deepEqual(await pressed(page), [false, true]);
  });

  test("one can draw where boxes are", async () => {
    const { page } = it;
    await write(page, lineOf("20"));
    await waitForSign(page, "20");
    const label = () => page.getByTestId("ink").getAttribute("aria-label");
    assert.match((await label())!, /2 strokes/);
    await drawWithMouse(page, shrink(DIGITS[1]!, 0.3, 0.02, 0.35));
    assert.match((await label())!, /3 strokes/);
  });

  testThatVisitWasClean(() => it);
});

describe("what is no digit", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  test("a scribble has no answer, and words that say so, alone and beside digits", async () => {
    const { page, close } = await visit(stage);
    await drawWithMouse(page, SCRIBBLE);
    await waitForSign(page, "?");
    assert.match(
      await words(page),
      /^(not a digit|\d or \d\?|perhaps \d, not sure)$/,
    );
    assert.equal(await digitCount(page), 0);
    await page.keyboard.press("Escape");

    const star = shrink(STAR, 0.22, 0, 0.4);
    await write(page, [star, ...lineOf("027").slice(1)]);
    await waitForSign(page, "?27");
    assert.match(await words(page), /^surely, except the first: /);
    const label = await digit(page, 0).getAttribute("aria-label");
    assert.doesNotMatch(label!, /%|surely/, "no confidence in no answer");
    await close();
  });
});

describe("a number fits where a digit was", () => {
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
    [1280, 720],
    [1440, 900],
  ] as const) {
    test(`at ${width}×${height}`, async () => {
      const viewport = { width, height };
      const { page, close } = await visit(stage, {
        screen: width < 900 ? { ...PHONE, viewport } : { viewport },
      });
      const place = () => paperPlace(page);
      await askHow(page);
      const fits = async (what: string) => {
        assert.equal(
          await page.evaluate(
            () => document.documentElement.scrollWidth > innerWidth,
          ),
          false,
          `${what}: the page is wider than the screen`,
        );
        for (const name of ["prediction", "prediction-words", "stage-cost"]) {
          const box = await page.getByTestId(name).boundingBox();
          assert.ok(
            !box || box.x + box.width <= width + 0.5,
            `${what}: ${name} reaches out of sight: ${JSON.stringify(box)}`,
          );
        }
        for (const button of await page
          .locator("[data-testid^=read-digit-]")
          .all()) {
          const box = (await button.boundingBox())!;
          assert.ok(
            box.x >= 0 && box.x + box.width <= width && box.width >= 24,
            `${what}: a digit's button is at ${JSON.stringify(box)}`,
          );
        }
      };
      const models = await page
        .getByTestId("model-select")
        .locator("option")
        .evaluateAll((options) =>
          (options as HTMLOptionElement[]).map(({ value }) => value),
        );
      // On the phone with each: one network has a picture more than another.
      for (const model of width === 390 ? models : models.slice(-1)) {
        await page.getByTestId("model-select").selectOption(model);
        await page.waitForSelector('html[data-ready="true"]');
        const blank = await place();
        await write(page, lineOf("2023"));
        await page.waitForFunction(
          () =>
            document.querySelectorAll("[data-testid^=read-digit-]").length ===
            4,
        );
        assert.deepEqual(await place(), blank, `${model}, a number`);
        await fits(`${model}, a number`);
        for (const name of ["fitBox", "normalizePen", "centerByMass"])
          await page.getByTestId(`stage-${name}`).uncheck();
        await page.getByTestId("stage-reset").waitFor();
        assert.deepEqual(await place(), blank, `${model}, all stages off`);
        await fits(`${model}, all stages off`);
        await page.getByTestId("stage-reset").click();
        await page.getByTestId("clear").click();

        await write(
          page,
          lineOf("17203217", { size: 0.2, step: 0.118, top: 0.1 }),
        );
        await page.waitForFunction(
          () =>
            document.querySelectorAll("[data-testid^=read-digit-]").length ===
            8,
        );
        assert.deepEqual(await place(), blank, `${model}, eight digits`);
        await fits(`${model}, eight digits`);
        await page.getByTestId("clear").click();
      }
      await close();
    });
  }
});
