/** #results: what its parts show, open and load. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { waitForSign } from "../support/answers.ts";
import { DESKTOP, PHONE, Stage, visit } from "../support/browser.ts";
import { DIGITS, drawWithMouse, waitForInk } from "../support/drawing.ts";
import { makeConvnetReport, makeReport } from "../support/report-fixture.ts";
import { SITE } from "../support/server.ts";
import type { Report } from "../../../web/src/engine/report.ts";

describe("the parts of the results", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  const open = async (
    report: Report,
    prepare?: (page: Page) => Promise<unknown>,
  ) => {
    const it = await visit(stage, {
      hash: "#results",
      ready: false,
      prepare: async (page) => {
        await page.route("**/report.json", (route) =>
          route.fulfill({ json: report }),
        );
        await prepare?.(page);
      },
    });
    await it.page.getByTestId("error-gallery").waitFor();
    return it;
  };

  /** Heights of a curve, in pixels, at its left end, in its middle and at its right end. */
  const curveHeights = (page: Page, testId: string) =>
    page
      .getByTestId(testId)
      .locator("canvas")
      .evaluate((element) => {
        const canvas = element as HTMLCanvasElement;
        const { width, height } = canvas;
        const { data } = canvas
          .getContext("2d")!
          .getImageData(0, 0, width, height);
        const probe = document.createElement("canvas").getContext("2d")!;
        probe.fillStyle =
          getComputedStyle(canvas).getPropertyValue("--training");
        probe.fillRect(0, 0, 1, 1);
        const colour = probe.getImageData(0, 0, 1, 1).data;
        const columns = Array.from({ length: width }, (_, x) => {
          const rows = Array.from({ length: height }, (_, y) => y).filter(
            (y) =>
              data[4 * (y * width + x) + 3]! > 200 &&
              [0, 1, 2].every(
                (part) =>
                  Math.abs(data[4 * (y * width + x) + part]! - colour[part]!) <
                  12,
              ),
          );
          const sum = rows.reduce((sum, y) => sum + y, 0);
          return { x, y: sum / rows.length, found: rows.length > 0 };
        }).filter(({ found }) => found);
        const last = columns.length - 1;
        return [2, Math.round(last / 2), last - 2].map((i) => columns[i]!.y);
      });

  test("a loss that spans decades has a logarithmic axis, another one has not", async () => {
    const report = makeReport();
    const losses = (values: number[]) =>
      values.map((loss, i) => ({
        ...report.history[0]!,
        epoch: i + 1,
        loss,
        val_loss: null,
      }));
    for (const [values, middle, title] of [
      [[1, 0.1, 0.01], 0.5, /logarithmic scale/],
      [[1, 0.3, 0.2], 0.7 / 0.8, /epochs$/],
    ] as const) {
      const { page, close } = await open({
        ...report,
        history: losses([...values]),
      });
      const figure = page.getByTestId("chart-loss");
      await figure.locator("canvas").waitFor();
      assert.match(await figure.locator("h3").innerText(), title);
      const [first, half, last] = await curveHeights(page, "chart-loss");
      const share = (half! - first!) / (last! - first!);
      assert.ok(Math.abs(share - middle) < 0.03, `${values}: ${share}`);
      await close();
    }
  });

  test("filters are shown each on its own scale, or on one for all", async () => {
    const report = makeConvnetReport();
    // A filter of a fortieth of the strength of the strongest.
    const faint = Buffer.from([125, 126, 127, 128, 128, 129, 130, 131, 131]);
    report.first_layer!.units[1] = faint.toString("base64");
    const { page, close } = await open(report);
    const opacity = () =>
      page
        .locator(".weights canvas")
        .nth(1)
        .evaluate((canvas) => {
          const { data } = (canvas as HTMLCanvasElement)
            .getContext("2d")!
            .getImageData(0, 0, 3, 3);
          return Math.max(...data.filter((_, i) => i % 4 === 3));
        });
    const scale = page.locator(".first-layer .scale");
    assert.equal(await opacity(), 255);
    assert.match(await scale.innerText(), /each picture on its own scale/);
    const strength = page.locator(".weights figcaption").nth(1);
    assert.equal(await strength.innerText(), "±0.0189");
    await page.getByTestId("weights-common").check();
    assert.ok((await opacity()) < 10);
    assert.match(
      await scale.innerText(),
      /one scale for all\s+−0\.8\s+0\s+\+0\.8/,
    );
    assert.equal(await strength.innerText(), "±0.8");
    await close();
  });

  test("the model card is read in the page, and is nothing but text", async () => {
    const card = [
      "# Model card: mine",
      "",
      "## Figures",
      "",
      "Reads **digits** with `predict`.",
      "",
      "| role | samples |",
      "|---|--:|",
      "| test | 10,000 |",
      "",
      "* one",
      "* two",
      "",
      "Trained by",
      "",
      "    digitlab train --seed 1",
      "",
      '<img src="nowhere" onerror="document.title = \'taken\'">',
      "",
      "[a trap](javascript:document.title='taken') and [a link](https://example.org/)",
    ].join("\n");
    const { page, troubles, close } = await open(makeReport(), (page) =>
      page.route("**/model-card.md", (route) => route.fulfill({ body: card })),
    );
    await page.getByRole("link", { name: "Model card" }).click();
    const shown = page.getByTestId("model-card");
    await shown.getByRole("heading", { name: "Figures" }).waitFor();
    assert.equal(await shown.locator("h1").count(), 0);
    assert.equal(await shown.locator("strong").innerText(), "digits");
    assert.equal(await shown.locator("td.number").innerText(), "10,000");
    assert.equal(await shown.locator("li").count(), 2);
    assert.match(await shown.locator("pre").innerText(), /train --seed 1/);
    assert.equal(await shown.locator("img").count(), 0);
    assert.ok(await shown.getByText("<img").isVisible());
    assert.deepEqual(
      await shown
        .locator("a")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href"))),
      ["https://example.org/"],
    );
    assert.match(await page.title(), /^Results/);
    await shown.getByRole("button", { name: "Close" }).click();
    assert.equal(await shown.count(), 0);
    assert.ok(
      await page
        .getByRole("link", { name: "Model card" })
        .evaluate((link) => link === document.activeElement),
    );
    assert.deepEqual(troubles, []);
    await close();
  });

  test("a model card that was blocked is asked for again", async () => {
    let blocked = true;
    const { page, close } = await open(makeReport(), (page) =>
      page.route("**/model-card.md", (route) =>
        blocked ? route.abort() : route.fulfill({ body: "It reads digits." }),
      ),
    );
    await page.getByRole("link", { name: "Model card" }).click();
    const shown = page.getByTestId("model-card");
    await shown.getByText(/model-card\.md” did not arrive/).waitFor();
    blocked = false;
    await shown.getByTestId("retry").click();
    await shown.getByText("It reads digits.").waitFor();
    await close();
  });

  test("a mistake opens on the paper, and undo brings back what was there", async () => {
    const { page, troubles, close } = await open(makeReport());
    await page.getByRole("link", { name: "Draw" }).click();
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await page.getByRole("link", { name: "Results" }).click();
    await page
      .getByTestId("error-gallery")
      .getByRole("button", { name: "A 9, read as 0: put it on the paper" })
      .click();
    await page.waitForFunction(() => location.hash === "#draw");
    await waitForInk(page, true);
    // The pictures of this report are rings.
    await waitForSign(page, "0");
    await page.keyboard.press("Control+z");
    await waitForSign(page, "7");
    assert.deepEqual(troubles, []);
    await close();
  });

  test("the results load no engine; the first look at the paper does", async () => {
    const asked: string[] = [];
    const { page, close } = await open(makeReport(), async (page) => {
      page.on("request", (request) => asked.push(request.url()));
    });
    await page.waitForSelector('html[data-ready="true"]');
    await page.getByTestId("chart-loss").locator("canvas").waitFor();
    await page.waitForLoadState("networkidle");
    const engine = () =>
      asked.filter((url) => /\.wasm|worker|\.safetensors/.test(url));
    assert.deepEqual(engine(), []);
    await page.getByRole("link", { name: "Draw" }).click();
    await page.getByTestId("ink").waitFor();
    await page.waitForSelector('html[data-ready="true"]');
    assert.ok(engine().length >= 3, engine().join());
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await close();
  });

  test("weights that are not those of the build are refused", async () => {
    const models = JSON.parse(
      readFileSync(join(SITE, "models/index.json"), "utf8"),
    ) as { folder: string }[];
    const other = readFileSync(
      join(SITE, models[1]!.folder, "model.safetensors"),
    );
    const { page, close } = await visit(stage, {
      ready: false,
      prepare: (page) =>
        page.route(`**/${models[0]!.folder}/model.safetensors`, (route) =>
          route.fulfill({ body: other }),
        ),
    });
    await page
      .locator(".notice", { hasText: /“Best” are damaged.*SHA-256/ })
      .waitFor();
    await page.getByTestId("model-select").selectOption("lab");
    await page.waitForSelector('html[data-ready="true"]');
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await close();
  });

  for (const route of ["#draw", "#results"])
    for (const [device, screen] of [
      ["phone", PHONE],
      ["desktop", DESKTOP],
    ] as const)
      test(`nothing jumps while ${route} comes, ${device}`, async () => {
        const { page, close } = await visit(stage, {
          screen,
          hash: route,
          prepare: async (page) => {
            await page.addInitScript(() => {
              const shifts: number[] = [];
              Object.assign(globalThis, { shifts });
              new PerformanceObserver((list) => {
                for (const entry of list.getEntries())
                  shifts.push((entry as unknown as { value: number }).value);
              }).observe({ type: "layout-shift", buffered: true });
            });
            // As files come one after the other.
            await page.route("**/{models,assets}/**", async (route) => {
              await new Promise((resolve) => setTimeout(resolve, 100));
              await route.continue();
            });
          },
        });
        if (route === "#results")
          await page.getByTestId("confusion-cell-3-3").waitFor();
        await page.waitForLoadState("networkidle");
        const shifts = await page.evaluate(
          () => (globalThis as unknown as { shifts: number[] }).shifts,
        );
        const sum = shifts.reduce((a, b) => a + b, 0);
        console.log(`layout shift of ${route}, ${device}: ${sum.toFixed(4)}`);
        assert.ok(sum <= 0.02, `${sum}: ${shifts.join()}`);
        await close();
      });
});
