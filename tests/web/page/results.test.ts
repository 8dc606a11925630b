/** #results, read from a report that is known. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { DESKTOP, Stage, visit, type Visit } from "../support/browser.ts";
import { testThatVisitWasClean } from "../support/clean-visit.ts";
import { makeConvnetReport, makeReport } from "../support/report-fixture.ts";
import { SITE } from "../support/server.ts";
import type { Report } from "../../../web/src/engine/report.ts";

describe("the results", () => {
  let stage: Stage;
  let it: Visit;
  const open = (report: Report) =>
    visit(stage, {
      screen: DESKTOP,
      hash: "#results",
      ready: false,
      prepare: (page) =>
        page.route("**/report.json", (route) =>
          route.fulfill({ json: report }),
        ),
    });
  before(async () => {
    stage = await Stage.open();
    it = await open(makeReport());
    await it.page.getByTestId("error-gallery").waitFor();
  });
  after(() => stage?.close());

  test("the network gets ready whichever page comes first", async () => {
    await it.page.waitForSelector('html[data-ready="true"]');
  });

  test("headline figures say accuracy, loss, samples, time and parameters", async () => {
    const text = await it.page.locator(".results-header").innerText();
    for (const words of [
      /10,575 parameters/,
      /95\.00\s%/,
      /950 of 1,000/,
      /0\.17/,
      /5,000/,
    ]) {
      assert.match(text, words);
    }
  });

  test("the page says where numbers and pictures come from, and how many there are", async () => {
    const text = await it.page.getByTestId("origin").innerText();
    assert.match(text, /1,000 digits of the MNIST test set/);
    assert.match(text, /generated digits, 20 in all/);
  });

  test("what only newer reports have is not missed", async () => {
    assert.equal(await it.page.locator(".held-out").count(), 0);
    assert.equal(await it.page.locator(".trust").count(), 0);
    const text = await it.page.locator(".results-header").innerText();
    assert.doesNotMatch(text, /seeds/);
    assert.match(text, /in layers of 400 → 25 → 15 → 10/);
  });

  test("the matrix has a hundred cells that say what they count", async () => {
    const { page } = it;
    assert.equal(
      await page.locator('[data-testid^="confusion-cell-"]').count(),
      100,
    );
    assert.equal(
      await page.getByTestId("confusion-cell-4-4").innerText(),
      "95",
    );
    assert.equal(await page.getByTestId("confusion-cell-4-5").innerText(), "5");
    const label = await page
      .getByTestId("confusion-cell-4-5")
      .getAttribute("aria-label");
    assert.equal(label, "4 read as 5: 5");
  });

  test("a cell opens the digits behind it, by mouse and by keyboard", async () => {
    const { page } = it;
    const panel = page.getByTestId("cell-panel");
    await page.getByTestId("confusion-cell-4-5").click();
    assert.match(
      await panel.innerText(),
      /4 read as 5\s+5 of the 100 4s in the test set/,
    );
    assert.match(await panel.innerText(), /generated digits, 1 of this kind/);
    assert.equal(await panel.locator("canvas").count(), 1);
    assert.equal(
      await page.getByTestId("confusion-cell-4-5").getAttribute("aria-pressed"),
      "true",
    );

    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    assert.match(await panel.innerText(), /4 read correctly\s+95 of the 100/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    assert.match(
      await panel.innerText(),
      /6 read as 4\s+0 of the 100.*\s+.*none of this kind/,
    );
  });

  test("the gallery shows each mistake with its true and its read label", async () => {
    const gallery = it.page.getByTestId("error-gallery");
    assert.equal(await gallery.locator("figure").count(), 10);
    const first = gallery.locator("figure").first();
    assert.match(await first.innerText(), /true 9\s+read 0\s+86\s%/);
    const inked = await first.locator("canvas").evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement)
        .getContext("2d")!
        .getImageData(0, 0, width, height);
      return data.some((value, i) => i % 4 === 3 && value === 255);
    });
    assert.ok(inked, "the picture has ink");
  });

  test("curves are drawn and say in their titles what one should see", async () => {
    for (const metric of ["loss", "accuracy"]) {
      const chart = it.page.getByTestId(`chart-${metric}`);
      await chart.locator("canvas").waitFor();
      assert.match(
        await chart.locator("h3").innerText(),
        /falls from|climbs from/,
      );
    }
    const numbers = it.page.locator("details");
    await numbers.locator("summary").click();
    assert.equal(await numbers.locator("tbody tr").count(), 3);
  });

  test("first-layer weights are pictures with a scale", async () => {
    assert.equal(await it.page.locator(".weights canvas").count(), 25);
    assert.match(
      await it.page.locator(".first-layer .scale").innerText(),
      /−0\.5\s+0\s+\+0\.5/,
    );
  });

  test("there is a table digit by digit, and all that is needed to train again", async () => {
    assert.equal(await it.page.locator(".classes tbody tr").count(), 10);
    const text = await it.page.locator(".provenance").innerText();
    assert.ok(text.includes("b2".repeat(32)), "SHA-256 of the test set");
    assert.ok(text.includes("digitlab train --model lab --data ex3data1.mat"));
    await it.page.getByRole("button", { name: "Copy" }).click();
    await it.page.getByRole("button", { name: /Copied|Selected/ }).waitFor();
  });

  test("a wide table scrolls by itself, not the page", async () => {
    const { page } = it;
    await page.setViewportSize({ width: 360, height: 640 });
    // Charts follow the new width a moment later.
    await page.waitForFunction(
      () =>
        innerWidth === 360 &&
        document.documentElement.scrollWidth <= innerWidth,
    );
    await page.setViewportSize(DESKTOP.viewport!);
  });

  test("a network without test and pictures gets words instead", async () => {
    const bare = {
      ...makeReport(),
      test: null,
      pictures: null,
      first_layer: null,
    };
    const { page, troubles, close } = await open(bare);
    await page.getByTestId("error-gallery").waitFor();
    const text = await page.locator(".results").innerText();
    assert.match(text, /not been tested yet/);
    assert.match(text, /without pictures of digits/);
    assert.match(text, /Without a test there is nothing to count/);
    assert.deepEqual(troubles, []);
    await close();
  });

  test("a convolutional network tells its layers, its filters, its seeds and whom it was tried on", async () => {
    const { page, troubles, close } = await visit(stage, {
      hash: "#results",
      ready: false,
      prepare: async (page) => {
        await page.route("**/models/index.json", (route) =>
          route.fulfill({ json: ["convnet"] }),
        );
        await page.route("**/models/about.json", (route) =>
          route.fulfill({
            json: {
              convnet: { parameters: 234, accuracy: 0.997, card: true },
            },
          }),
        );
        await page.route("**/models/convnet/model.safetensors", (route) =>
          route.fulfill({ body: "no matter" }),
        );
        await page.route("**/report.json", (route) =>
          route.fulfill({ json: makeConvnetReport() }),
        );
      },
    });
    await page.getByTestId("error-gallery").waitFor();
    const header = await page.locator(".results-header").innerText();
    assert.match(
      header,
      /234 parameters in one convolution, one pooling and one dense layer/,
    );
    assert.match(header, /Mean over 5 seeds\s+99\.66\s%\s+± 0\.02\s% standard/);
    assert.equal(
      await page.getByRole("link", { name: "Model card" }).getAttribute("href"),
      "models/convnet/model-card.md",
    );
    const layers = page.getByRole("group", { name: "Layers" });
    assert.match(
      await layers.innerText(),
      /C1\s+Conv2D, 3\s×\s3\s+28\s×\s28\s×\s8\s+relu\s+80/,
    );
    assert.match(await layers.innerText(), /flat\s+Flatten\s+1568\s+–\s+0/);
    assert.equal(await page.locator(".filters canvas").count(), 8);
    assert.match(
      await page.locator(".first-layer").innerText(),
      /8 filters of C1, 3\s×\s3 weights/,
    );
    assert.match(
      await page.locator(".held-out").innerText(),
      /Pendigits ink of writers held out\s+1,500\s+99\.34\s%\s+0\.021/,
    );

    const trust = page.locator(".trust");
    assert.match(await trust.innerText(), /from a confidence of 62\.0\s% on/);
    assert.match(await trust.innerText(), /unit beside the ten tells what is/);
    assert.match(
      await page.locator(".provenance").innerText(),
      /fitted afterwards\s+digitlab calibrate --run mine/,
    );
    assert.match(
      await trust.innerText(),
      /Held out: Pendigits ink of writers held out\s+1,500\s+0\.80\s%\s+1\.00\s%/,
    );
    for (const [chart, title, numbers] of [
      [
        "reliability",
        /off by 0\.40\s% on the test, 0\.48\s% on digits held out/,
        22,
      ],
      [
        "risk",
        /least sure 2\s% leaves 0\.80\s% wrong answers instead of 1\.20\s%/,
        50,
      ],
    ] as const) {
      const figure = page.getByTestId(`chart-${chart}`);
      await figure.locator("canvas").waitFor();
      assert.match(await figure.locator("h3").innerText(), title);
      await figure.locator("summary").click();
      assert.equal(await figure.locator("details tbody tr").count(), numbers);
    }
    assert.match(
      await trust.innerText(),
      /97\.5\s% of drawings that are no digit, 91\.0\s% of things it never met and 1\.0\s% of real digits/,
    );
    const nonDigits = await page.getByTestId("non-digits").innerText();
    assert.match(nonDigits, /trained with\s+Letters\s+200\s+95\.0\s%/);
    assert.match(nonDigits, /never met\s+Letters\s+100\s+91\.0\s%/);
    assert.match(
      nonDigits,
      /Real digits\s+Test: the MNIST test set\s+1,000\s+1\.0\s%/,
    );
    assert.deepEqual(troubles, []);
    await close();
  });

  test("the chosen network is the same on both pages", async () => {
    const { page, close } = await visit(stage, {
      ready: false,
      prepare: async (page) => {
        await page.route("**/models/index.json", (route) =>
          route.fulfill({ json: ["lab", "trained-here"] }),
        );
        await page.route("**/trained-here/model.safetensors", (route) =>
          route.fulfill({
            body: readFileSync(join(SITE, "models/lab/model.safetensors")),
          }),
        );
        await page.route("**/report.json", (route) => {
          const report = makeReport();
          if (route.request().url().includes("trained-here"))
            report.model.parameters = 4321;
          return route.fulfill({ json: report });
        });
      },
    });
    await page.getByTestId("model-select").selectOption("trained-here");
    await page.getByRole("link", { name: "Results" }).click();
    await page.locator(".results").getByText("4,321 parameters").waitFor();
    await page.getByTestId("model-select").selectOption("lab");
    await page.locator(".results").getByText("10,575 parameters").waitFor();
    await close();
  });

  testThatVisitWasClean(() => it);
});
