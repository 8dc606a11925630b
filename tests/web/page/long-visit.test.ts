/** A long visit: it leaves no more behind than a short one. */
import { after, before, describe, test } from "node:test";
import { settled, waitForSign } from "../support/answers.ts";
import { Stage, visit, type Visit } from "../support/browser.ts";
import { DIGITS, drawWithMouse } from "../support/drawing.ts";
import { needs } from "../support/engines/abilities.ts";
import { assertFlat, held } from "../support/memory.ts";

/** Draws digits in the page itself and clears the paper after each; a frame now and then. */
const drawMany = ({ page }: Visit, count: number) =>
  page.evaluate(async (count) => {
    const ink = document.querySelector('[data-testid="ink"]')!;
    const clear = document.querySelector<HTMLElement>('[data-testid="clear"]')!;
    const { left, top, width, height } = ink.getBoundingClientRect();
    const send = (type: string, x: number, y: number) =>
      ink.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          cancelable: true,
          pointerId: 1,
          pointerType: "mouse",
          isPrimary: true,
          button: type === "pointermove" ? -1 : 0,
          buttons: type === "pointerup" ? 0 : 1,
          clientX: left + x * width,
          clientY: top + y * height,
        }),
      );
    for (let i = 0; i < count; ++i) {
      send("pointerdown", 0.3, 0.2);
      for (let step = 1; step <= 6; ++step)
        send("pointermove", 0.3 + 0.06 * step, 0.2);
      for (let step = 1; step <= 6; ++step)
        send("pointermove", 0.66 - 0.04 * step, 0.2 + 0.1 * step);
      send("pointerup", 0.42, 0.8);
      if (i % 10 === 0)
        await new Promise((resolve) => requestAnimationFrame(resolve));
      clear.click();
    }
  }, count);

describe("a long visit", needs("Chromium's protocol"), () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  test("of five thousand drawings leaves nothing behind", async () => {
    const visited = await visit(stage, {
      // Events that are made up have no pointer that could be captured.
      prepare: (page) =>
        page.addInitScript(() => {
          Element.prototype.setPointerCapture = () => {};
          Element.prototype.hasPointerCapture = () => false;
        }),
    });
    const { page, close } = visited;
    // The history of undo is full by then.
    await drawMany(visited, 1000);
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    const before = await held(visited);
    await drawMany(visited, 5000);
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    assertFlat("five thousand drawings", before, await held(visited));
    await close();
  });

  test("of fifty networks leaves nothing behind", async () => {
    const visited = await visit(stage);
    const { page, close } = visited;
    await drawWithMouse(page, DIGITS[7]!);
    const turn = async (times: number) => {
      for (let i = 0; i < times; ++i) {
        const name = i % 2 === 0 ? "lab" : "convnet";
        await page.getByTestId("model-select").selectOption(name);
        await page.waitForSelector('html[data-ready="true"]');
        await settled(page);
      }
    };
    await turn(20);
    const before = await held(visited);
    await turn(50);
    assertFlat("fifty networks on the paper", before, await held(visited));
    await close();
  });
});
