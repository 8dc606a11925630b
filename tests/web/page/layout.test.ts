/** The drawing room on every screen: small, large, on its side, zoomed, with large text. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { settled } from "../support/answers.ts";
import {
  DESKTOP,
  PHONE,
  Stage,
  visit,
  type Visit,
} from "../support/browser.ts";
import {
  DIGITS,
  drawWithMouse,
  lineOf,
  paperPlace,
  SCRIBBLE,
  thinned,
} from "../support/drawing.ts";
import { layoutFaults } from "../support/layout.ts";
import { askHow } from "../support/stages.ts";
import { can, needs } from "../support/engines/abilities.ts";

const PHONES = [
  [320, 568],
  [360, 740],
  [390, 844],
  [667, 375],
  [844, 390],
  [820, 1180],
] as const;
/** Among them 1440×900 and 1366×768 at 200 %. */
const DESKTOPS = [
  [720, 450],
  [683, 384],
  [1024, 768],
  [1366, 625],
  [1440, 900],
  [2560, 1440],
] as const;

const IN_REACH = ['[data-testid="ink"]', ".answer", '[data-testid="clear"]'];
/** Within the first screen, where text has its usual size. */
const IN_SIGHT = [
  ...IN_REACH,
  '[data-testid="undo"]',
  '[data-testid="brush-broad"]',
  '[data-testid="probability-0"]',
  '[data-testid="probability-none"]',
  '[data-testid="model-select"]',
];
/** What a page that scrolls must have below the screen: not a few pixels, but something to see. */
const WORTH_SCROLLING = 40;

const DRAWINGS = {
  nothing: [],
  "a digit": DIGITS[7]!,
  "a number": lineOf("2023").flat(),
  "eight digits": lineOf("17203217", {
    size: 0.2,
    step: 0.118,
    top: 0.1,
  }).flat(),
  "no digit": SCRIBBLE,
};

async function resize(page: Page, width: number, height: number) {
  await page.setViewportSize({ width, height });
  await page.waitForFunction(
    ([width, height]) => innerWidth === width && innerHeight === height,
    [width, height],
  );
}

/** As visitors do who need larger text. */
const enlargeText = (page: Page, share: string) =>
  page.evaluate((share) => {
    document.documentElement.style.fontSize = share;
  }, share);

for (const [device, sizes, screen] of [
  ["touch", PHONES, PHONE],
  ["mouse", DESKTOPS, DESKTOP],
] as const) {
  describe(`the drawing room with ${device}`, () => {
    let stage: Stage;
    let it: Visit;
    before(async () => {
      stage = await Stage.open();
      it = await visit(stage, {
        screen: { ...screen, reducedMotion: "reduce" },
      });
    });
    after(() => stage?.close());

    const check = async (what: string, inReach: readonly string[]) => {
      await it.page.evaluate(() => scrollTo(0, 0));
      const { sideways, longer, faults } = await layoutFaults(
        it.page,
        inReach,
        device === "touch",
      );
      assert.deepEqual(faults, [], what);
      assert.ok(sideways <= 0, `${what}: wider by ${sideways} px`);
      assert.ok(
        longer === 0 || longer >= WORTH_SCROLLING,
        `${what}: longer than the screen by ${longer} px`,
      );
      return longer;
    };
    const draw = async (paths: (typeof DRAWINGS)["a digit"]) => {
      await it.page.keyboard.press("Escape");
      // Where motion can be asked not to be, the invitation is gone at once.
      if (!can("emulated media")) await it.page.waitForTimeout(300);
      await drawWithMouse(it.page, thinned(paths));
      await settled(it.page);
    };

    for (const [width, height] of sizes) {
      test(`holds at ${width}×${height}, whatever is drawn`, async () => {
        const { page } = it;
        await resize(page, width, height);
        const place = await paperPlace(page);
        for (const [what, paths] of Object.entries(DRAWINGS)) {
          await draw(paths);
          const longer = await check(what, IN_SIGHT);
          if (width > 320) assert.equal(longer, 0, `${what} fits the screen`);
          assert.deepEqual(await paperPlace(page), place, what);
        }
        assert.ok(place.width >= Math.min(240, 0.6 * Math.min(width, height)));
      });

      test(`holds at ${width}×${height} with text of 130 %`, async () => {
        const { page } = it;
        await resize(page, width, height);
        await enlargeText(page, "130%");
        try {
          for (const [what, paths] of Object.entries(DRAWINGS)) {
            await draw(paths);
            await check(what, IN_REACH);
          }
        } finally {
          await enlargeText(page, "");
        }
      });

      test(
        `holds at ${width}×${height} in dark and in forced colours`,
        needs("emulated media"),
        async () => {
          const { page } = it;
          await resize(page, width, height);
          await draw(DRAWINGS["a number"]);
          await page.emulateMedia({ colorScheme: "dark" });
          await check("dark", IN_SIGHT);
          await page.emulateMedia({
            colorScheme: "light",
            forcedColors: "active",
          });
          await check("forced colours", IN_SIGHT);
          await page.emulateMedia({ forcedColors: "none" });
        },
      );

      test(`holds at ${width}×${height} with the stages in the page`, async () => {
        const { page } = it;
        await resize(page, width, height);
        await draw(DRAWINGS["a digit"]);
        const place = await paperPlace(page);
        await askHow(page);
        await page.getByTestId("stage-centerByMass").uncheck();
        await settled(page);
        await check("a stage off", []);
        assert.deepEqual(await paperPlace(page), place);
        await page.getByTestId("stage-reset").click();
        await page.getByTestId("how").click();
      });
    }

    test("nothing went wrong", () => assert.deepEqual(it.troubles, []));
  });
}

describe("the page", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  test("is no wider than its window, whose widths are not only those of devices", async () => {
    const { page, close } = await visit(stage);
    for (const width of [320, 375, 447, 540, 640, 704, 768, 960, 1120]) {
      await resize(page, width, 800);
      const sideways = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      assert.ok(sideways <= 0, `at ${width}: by ${sideways} px`);
    }
    await close();
  });
});

describe("the paper", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  test("comes first on a phone, and is the largest thing on every screen", async () => {
    for (const [width, height] of [...PHONES, ...DESKTOPS]) {
      const viewport = { width, height };
      const { page, close } = await visit(stage, {
        screen: width < 900 ? { ...PHONE, viewport } : { viewport },
      });
      const paper = await paperPlace(page);
      const [answer, bars] = await page.evaluate(() =>
        [".answer", ".bars"].map((selector) => {
          const { top, width, height } = document
            .querySelector(selector)!
            .getBoundingClientRect();
          return { top, area: width * height };
        }),
      );
      const area = paper.width * paper.height;
      assert.ok(area > answer!.area && area > bars!.area, `${width}×${height}`);
      if (height > width)
        assert.ok(paper.y + paper.height <= answer!.top, `${width}×${height}`);
      if (width === 2560)
        assert.ok(paper.width > 1100, `a large screen: ${paper.width}`);
      await close();
    }
  });

  test("does not move when a scroll bar comes", async () => {
    const { page, close } = await visit(stage);
    assert.equal(
      await page.evaluate(
        () => getComputedStyle(document.documentElement).scrollbarGutter,
      ),
      "stable",
    );
    await close();
  });
});
