/** Drawing with fingers on a phone. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { waitForSign } from "../support/answers.ts";
import { PHONE, Stage, visit, type Visit } from "../support/browser.ts";
import { testThatVisitWasClean } from "../support/clean-visit.ts";
import {
  DIGITS,
  drawWithFinger,
  inkedShare,
  touch,
  waitForInk,
} from "../support/drawing.ts";

describe("drawing with fingers", () => {
  let stage: Stage;
  let it: Visit;
  let at: (x: number, y: number) => { x: number; y: number };
  before(async () => {
    stage = await Stage.open();
    it = await visit(stage, { screen: PHONE });
  });
  after(() => stage?.close());
  beforeEach(async () => {
    await it.page.keyboard.press("Escape");
    await waitForInk(it.page, false);
    const box = (await it.page.getByTestId("ink").boundingBox())!;
    at = (x, y) => ({ x: box.x + x * box.width, y: box.y + y * box.height });
  });

  /** Waits for the paper to say so; a stroke under way counts until the next frame. */
  const waitForStrokes = (words: "one stroke" | "2 strokes") =>
    it.page.waitForSelector(`[data-testid="ink"][aria-label*="${words}"]`);

  test("a plainly written digit is recognised", async () => {
    for (const digit of [1, 7, 0]) {
      await drawWithFinger(it.page, it.cdp, DIGITS[digit]!);
      await waitForSign(it.page, String(digit));
      await it.page.getByTestId("clear").tap();
      await waitForSign(it.page, "");
    }
  });

  test("the page neither scrolls, zooms nor selects while drawing", async () => {
    const { page, cdp } = it;
    await drawWithFinger(page, cdp, [
      [
        [0.5, 0.9],
        [0.5, 0.5],
        [0.5, 0.05],
      ],
      [
        [0.5, 0.05],
        [0.5, 0.5],
        [0.5, 0.95],
      ],
      [
        [0.1, 0.5],
        [0.5, 0.5],
        [0.9, 0.5],
      ],
    ]);
    const state = await page.evaluate(() => ({
      scroll: [scrollX, scrollY],
      zoom: visualViewport!.scale,
      selection: getSelection()!.toString(),
    }));
    assert.deepEqual(state, { scroll: [0, 0], zoom: 1, selection: "" });
  });

  test("a second finger does not draw, and lifting it ends nothing", async () => {
    const { cdp } = it;
    const first = (y: number) => ({ ...at(0.3, y), id: 0 });
    const second = (y: number) => ({ ...at(0.8, y), id: 1 });
    await touch(cdp, "touchStart", [first(0.2)]);
    await touch(cdp, "touchMove", [first(0.4)]);
    await touch(cdp, "touchStart", [first(0.4), second(0.2)]);
    await touch(cdp, "touchMove", [first(0.5), second(0.6)]);
    await touch(cdp, "touchEnd", [second(0.6)]);
    await touch(cdp, "touchMove", [first(0.8)]);
    await touch(cdp, "touchEnd", []);
    await waitForStrokes("one stroke");
    const rightHalf = await it.page.getByTestId("ink").evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const context = (canvas as HTMLCanvasElement).getContext("2d")!;
      return context
        .getImageData(width / 2, 0, width / 2, height)
        .data.some((value) => value > 0);
    });
    assert.equal(rightHalf, false, "there is ink where the second finger went");
  });

  test("a cancelled stroke stays when it was one, and goes when it was a gesture's start", async () => {
    const { cdp } = it;
    await touch(cdp, "touchStart", [{ ...at(0.3, 0.2), id: 0 }]);
    for (const y of [0.3, 0.5, 0.7])
      await touch(cdp, "touchMove", [{ ...at(0.3, y), id: 0 }]);
    await touch(cdp, "touchCancel", []);
    await waitForStrokes("one stroke");

    await touch(cdp, "touchStart", [{ ...at(0.7, 0.5), id: 0 }]);
    await touch(cdp, "touchMove", [{ ...at(0.705, 0.505), id: 0 }]);
    await touch(cdp, "touchCancel", []);
    await waitForStrokes("one stroke");
    // The paper still takes strokes.
    await drawWithFinger(it.page, cdp, [
      [
        [0.6, 0.3],
        [0.6, 0.7],
      ],
    ]);
    await waitForStrokes("2 strokes");
  });

  test("a stroke that leaves the paper stays on it", async () => {
    const { page, cdp } = it;
    const x = at(0.5, 0).x;
    await touch(cdp, "touchStart", [{ ...at(0.5, 0.5), id: 0 }]);
    await touch(cdp, "touchMove", [{ x, y: at(0.5, 0.1).y, id: 0 }]);
    await touch(cdp, "touchMove", [{ x, y: 2, id: 0 }]);
    await touch(cdp, "touchMove", [{ ...at(0.5, 0.4), id: 0 }]);
    await touch(cdp, "touchEnd", []);
    await waitForStrokes("one stroke");
    assert.ok((await inkedShare(page)) > 0);
  });

  test("a drawing survives turning the phone", async () => {
    const { page, cdp } = it;
    await drawWithFinger(page, cdp, DIGITS[7]!);
    await waitForSign(page, "7");
    const before = await inkedShare(page);
    for (const viewport of [{ width: 844, height: 390 }, PHONE.viewport!]) {
      await page.setViewportSize(viewport);
      await page.waitForFunction((width) => {
        const canvas = document.querySelector<HTMLCanvasElement>(
          '[data-testid="ink"]',
        )!;
        return (
          innerWidth === width &&
          canvas.width === Math.round(canvas.clientWidth * devicePixelRatio)
        );
      }, viewport.width);
      assert.ok(Math.abs((await inkedShare(page)) / before - 1) < 0.05);
      await waitForSign(page, "7");
    }
  });

  test("the canvas has a pixel for each pixel of the screen", async () => {
    const pixels = await it.page.getByTestId("ink").evaluate((canvas) => {
      const { width, clientWidth } = canvas as HTMLCanvasElement;
      return { width, expected: Math.round(clientWidth * devicePixelRatio) };
    });
    assert.equal(pixels.width, pixels.expected);
  });

  test("turning the phone in the middle of a stroke ends it, and the finger draws no more", async () => {
    const { page, cdp } = it;
    await touch(cdp, "touchStart", [{ ...at(0.3, 0.2), id: 0 }]);
    for (const y of [0.3, 0.5, 0.7])
      await touch(cdp, "touchMove", [{ ...at(0.3, y), id: 0 }]);
    await page.setViewportSize({ width: 844, height: 390 });
    await page.waitForFunction(() => innerWidth === 844);
    await waitForStrokes("one stroke");
    await page.waitForFunction(() => {
      const canvas = document.querySelector<HTMLCanvasElement>(
        '[data-testid="ink"]',
      )!;
      return canvas.width === Math.round(canvas.clientWidth * devicePixelRatio);
    });
    const before = await inkedShare(page);
    for (const x of [60, 160, 260])
      await touch(cdp, "touchMove", [{ x, y: 200, id: 0 }]);
    await touch(cdp, "touchEnd", []);
    await waitForStrokes("one stroke");
    assert.equal(await inkedShare(page), before, "no line across the paper");
    await page.setViewportSize(PHONE.viewport!);
    await page.waitForFunction(() => innerWidth === 390);
    await page.keyboard.press("Escape");
    await drawWithFinger(page, cdp, DIGITS[1]!);
    await waitForSign(page, "1");
  });

  test("of a hand that rests and a finger, the finger draws", async () => {
    const { page, cdp } = it;
    const hand = { ...at(0.85, 0.9), id: 0 };
    const finger = (y: number) => ({ ...at(0.4, y), id: 1 });
    await touch(cdp, "touchStart", [hand]);
    await page.waitForTimeout(400); // A hand rests for longer than two fingers that zoom are apart.
    await touch(cdp, "touchStart", [hand, finger(0.2)]);
    for (const y of [0.3, 0.4, 0.5, 0.6, 0.7, 0.8])
      await touch(cdp, "touchMove", [hand, finger(y)]);
    await touch(cdp, "touchEnd", [finger(0.8)]);
    await touch(cdp, "touchEnd", []);
    await waitForStrokes("one stroke");
    await waitForSign(page, "1");
    assert.equal(await page.evaluate(() => visualViewport!.scale), 1);
  });

  testThatVisitWasClean(() => it);
});

describe("two fingers", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  test("zoom the page and leave no stroke, in both directions", async () => {
    const { page, cdp, troubles, close } = await visit(stage, {
      screen: PHONE,
    });
    const box = (await page.getByTestId("ink").boundingBox())!;
    const fingers = (spread: number) =>
      [-1, 1].map((side, id) => ({
        x: box.x + box.width * (0.5 + side * spread),
        y: box.y + box.height / 2,
        id,
      }));
    await touch(cdp, "touchStart", fingers(0.05).slice(0, 1));
    await touch(cdp, "touchStart", fingers(0.05));
    for (const spread of [0.07, 0.1, 0.15, 0.2, 0.3, 0.4])
      await touch(cdp, "touchMove", fingers(spread));
    await touch(cdp, "touchEnd", []);
    await page.waitForFunction(() => visualViewport!.scale > 1.5);
    const ink = page.getByTestId("ink");
    assert.match((await ink.getAttribute("aria-label"))!, /empty/);
    assert.equal(await inkedShare(page), 0);
    assert.ok(await page.getByTestId("undo").isDisabled());
    assert.deepEqual(troubles, []);
    await close();
  });
});

describe("a pen", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  test("that was seen once draws alone, until a switch lets the finger draw too", async () => {
    const { page, cdp, close } = await visit(stage, { screen: PHONE });
    const strokes = () => page.getByTestId("ink").getAttribute("aria-label");
    const toggle = page.getByTestId("touch-draws");
    assert.equal(await toggle.count(), 0);
    const box = (await page.getByTestId("ink").boundingBox())!;
    const pen = (type: string, y: number) =>
      cdp.send("Input.dispatchMouseEvent", {
        type: type as "mousePressed",
        x: box.x + box.width / 2,
        y: box.y + box.height * y,
        button: "left",
        buttons: type === "mouseReleased" ? 0 : 1,
        clickCount: 1,
        pointerType: "pen",
      });
    await pen("mousePressed", 0.2);
    await page.waitForTimeout(100); // Whatever comes up now would move the paper.
    for (const y of [0.3, 0.4, 0.5, 0.6, 0.7, 0.8]) await pen("mouseMoved", y);
    await pen("mouseReleased", 0.8);
    await waitForSign(page, "1");
    assert.ok(await toggle.isVisible());
    assert.equal(await toggle.isChecked(), false);
    await page.waitForTimeout(700); // Longer than the hand is kept off after the pen.
    await drawWithFinger(page, cdp, DIGITS[7]!);
    assert.match((await strokes())!, /one stroke/);
    await toggle.check();
    await drawWithFinger(page, cdp, DIGITS[7]!);
    assert.match((await strokes())!, /2 strokes/);
    await close();
  });

  test("keeps Scribble off: a finger's or a pencil's moves are the page's alone", async () => {
    const { page, close } = await visit(stage, { screen: PHONE });
    const prevented = await page.getByTestId("ink").evaluate((canvas) => {
      const at = (identifier: number, touchType: string) => {
        const touch = new Touch({ identifier, target: canvas });
        Object.defineProperty(touch, "touchType", { value: touchType });
        return touch;
      };
      const isPrevented = (type: string, touches: Touch[]) =>
        !canvas.dispatchEvent(
          new TouchEvent(type, { touches, cancelable: true, bubbles: true }),
        );
      const [finger, other, pencil] = [
        at(0, "direct"),
        at(1, "direct"),
        at(0, "stylus"),
      ];
      return {
        pencilStart: isPrevented("touchstart", [pencil]),
        pencilMove: isPrevented("touchmove", [pencil]),
        fingerMove: isPrevented("touchmove", [finger]),
        twoFingers: isPrevented("touchmove", [finger, other]),
      };
    });
    assert.deepEqual(prevented, {
      pencilStart: true,
      pencilMove: true,
      fingerMove: true,
      twoFingers: false,
    });
    await close();
  });
});

describe("the first screen", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  for (const [width, height] of [
    [390, 844],
    [360, 640],
    [844, 390],
    [768, 1024],
    [1024, 768],
    [1440, 900],
  ] as const) {
    test(`shows paper, answer and tools at ${width}×${height} without scrolling`, async () => {
      const screen =
        width < 900
          ? { ...PHONE, viewport: { width, height } }
          : { viewport: { width, height } };
      const { page, close } = await visit(stage, { screen });
      const areas: Record<string, number> = {};
      for (const name of [
        "ink",
        "prediction",
        "probability-9",
        "undo",
        "redo",
        "clear",
        "brush-broad",
        "probability-none",
        "sample-0",
        "sample-9",
        "how",
        "model-select",
      ]) {
        const box = (await page.getByTestId(name).boundingBox())!;
        areas[name] = box.width * box.height;
        assert.ok(
          box.x >= 0 &&
            box.y >= 0 &&
            box.x + box.width <= width &&
            box.y + box.height <= height,
          `${name} reaches out of sight: ${JSON.stringify(box)}`,
        );
      }
      assert.equal(Math.max(...Object.values(areas)), areas["ink"]);
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth > innerWidth,
      );
      assert.equal(wider, false, "the page is wider than the screen");
      await close();
    });
  }
});
