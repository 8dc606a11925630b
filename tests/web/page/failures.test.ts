/** What the page says, and what still works, when something is missing, damaged or blocked. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { waitForSign } from "../support/answers.ts";
import { Stage, visit } from "../support/browser.ts";
import { DIGITS, drawWithMouse, waitForInk } from "../support/drawing.ts";
import { makeReport } from "../support/report-fixture.ts";
import { defaultModel, SITE } from "../support/server.ts";

const weights = () =>
  readFileSync(join(SITE, "models", defaultModel(), "model.safetensors"));

/** Two networks of which the first one's weights are `lab`; the other one is fine. */
async function twoNetworks(page: Page, lab: Buffer | null): Promise<void> {
  await page.route("**/models/index.json", (route) =>
    route.fulfill({ json: ["lab", "trained-here"] }),
  );
  await page.route("**/models/lab/model.safetensors", (route) =>
    lab
      ? route.fulfill({ body: lab })
      : route.fulfill({ status: 404, body: "not found" }),
  );
  await page.route("**/models/trained-here/model.safetensors", (route) =>
    route.fulfill({ body: weights() }),
  );
}

async function waitForNotice(page: Page, words: RegExp): Promise<void> {
  const notice = page.locator(".notice", { hasText: words });
  await notice.first().waitFor();
}

async function drawingWorks(page: Page): Promise<void> {
  await drawWithMouse(page, DIGITS[7]!);
  await waitForInk(page, true);
  await page.keyboard.press("Control+z");
  await waitForInk(page, false);
}

describe("when something fails", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.close());

  const damaged: [string, () => Buffer | null, RegExp][] = [
    ["missing", () => null, /weights of “Lab” could not be loaded.*404/],
    ["empty", () => Buffer.alloc(0), /weights of “Lab” are damaged/],
    [
      "cut short",
      () => weights().subarray(0, 20000),
      /weights of “Lab” are damaged/,
    ],
    [
      "a web page instead",
      () => Buffer.from("<!doctype html><p>no"),
      /“Lab” are damaged/,
    ],
    [
      "flipped in their header",
      () => {
        const bytes = Buffer.from(weights());
        bytes[7] = 0xff;
        return bytes;
      },
      /weights of “Lab” are damaged/,
    ],
  ];
  for (const [what, lab, words] of damaged) {
    test(`weights that are ${what} are named, and the other network works`, async () => {
      const { page, close } = await visit(stage, {
        ready: false,
        prepare: (page) => twoNetworks(page, lab()),
      });
      await waitForNotice(page, words);
      assert.equal(
        await page.locator("html").getAttribute("data-ready"),
        "false",
      );
      await drawingWorks(page);
      await page.getByTestId("model-select").selectOption("trained-here");
      await page.waitForSelector('html[data-ready="true"]');
      assert.equal(
        await page.locator(".notice").count(),
        0,
        "the message is gone",
      );
      await drawWithMouse(page, DIGITS[7]!);
      await waitForSign(page, "7");
      await close();
    });
  }

  test("without the core's file one can draw and see results, and try again", async () => {
    let blocked = true;
    const { page, close } = await visit(stage, {
      ready: false,
      prepare: async (page) => {
        await page.route("**/*.wasm", (route) =>
          blocked ? route.abort() : route.continue(),
        );
        await page.route("**/report.json", (route) =>
          route.fulfill({ json: makeReport() }),
        );
      },
    });
    await waitForNotice(page, /digitlab-simd\.wasm” did not arrive/);
    assert.equal(await page.getByText("could not start").count(), 0);
    await drawingWorks(page);
    assert.equal(await page.getByTestId("prediction").textContent(), "");
    await page.getByRole("link", { name: "Results" }).click();
    await page.getByTestId("confusion-cell-3-3").waitFor();
    blocked = false;
    await page.getByTestId("retry").click();
    await page.waitForSelector('html[data-ready="true"]');
    assert.equal(await page.locator(".notice").count(), 0);
    await page.getByRole("link", { name: "Draw" }).click();
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await close();
  });

  test("weights that were blocked are asked for again, and the working network stays", async () => {
    let blocked = true;
    const { page, close } = await visit(stage, {
      prepare: async (page) => {
        await page.route("**/models/index.json", (route) =>
          route.fulfill({ json: ["convnet", "trained-here"] }),
        );
        await page.route("**/models/trained-here/model.safetensors", (route) =>
          blocked ? route.abort() : route.fulfill({ body: weights() }),
        );
      },
    });
    const select = page.getByTestId("model-select");
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await select.selectOption("trained-here");
    await waitForNotice(
      page,
      /trained-here\/model\.safetensors” did not arrive/,
    );
    await waitForNotice(page, /“Best” goes on answering/);
    assert.equal(await select.inputValue(), "convnet");
    await waitForSign(page, "7");
    blocked = false;
    await page.getByTestId("retry").click();
    await page.waitForFunction(
      () =>
        document.querySelector<HTMLSelectElement>(
          '[data-testid="model-select"]',
        )!.value === "trained-here" &&
        document.documentElement.dataset["ready"] === "true",
    );
    assert.equal(await page.locator(".notice").count(), 0);
    await waitForSign(page, "7");
    await close();
  });

  test("a report that was blocked is asked for again", async () => {
    let blocked = true;
    const { page, close } = await visit(stage, {
      hash: "#results",
      ready: false,
      prepare: (page) =>
        page.route("**/report.json", (route) =>
          blocked ? route.abort() : route.fulfill({ json: makeReport() }),
        ),
    });
    await waitForNotice(page, /report\.json” did not arrive/);
    blocked = false;
    await page.getByTestId("retry").click();
    await page.getByTestId("confusion-cell-3-3").waitFor();
    await close();
  });

  test("charts whose script was blocked say so, and are drawn by Try again", async () => {
    let blocked = true;
    const { page, close } = await visit(stage, {
      hash: "#results",
      prepare: (page) =>
        page.route("**/uPlot*.js", (route) =>
          blocked ? route.abort() : route.continue(),
        ),
    });
    const chart = page.getByTestId("chart-loss");
    await chart.getByText("could not be drawn").waitFor();
    blocked = false;
    await chart.getByTestId("retry").click();
    await chart.locator("canvas").waitFor();
    await chart.getByText("could not be drawn").waitFor({ state: "hidden" });
    await close();
  });

  test("a browser that has no WebAssembly at all is told so", async () => {
    const { page, close } = await visit(stage, {
      ready: false,
      prepare: (page) =>
        page.addInitScript(() =>
          Reflect.deleteProperty(globalThis, "WebAssembly"),
        ),
    });
    await waitForNotice(page, /browser does not run WebAssembly/);
    await drawingWorks(page);
    await close();
  });

  test("without SIMD the scalar build answers, and only that is loaded", async () => {
    const asked: string[] = [];
    const { page, close } = await visit(stage, {
      prepare: async (page) => {
        page.on("request", (request) => asked.push(request.url()));
        await page.addInitScript(() => {
          WebAssembly.validate = () => false;
        });
      },
    });
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    assert.ok(asked.some((url) => url.includes("digitlab-scalar")));
    assert.ok(!asked.some((url) => url.includes("digitlab-simd")));
    await close();
  });

  test("without the list of networks the default one works", async () => {
    const { page, close } = await visit(stage, {
      prepare: (page) =>
        page.route("**/models/index.json", (route) =>
          route.fulfill({ status: 404, body: "" }),
        ),
    });
    await waitForNotice(page, /list of networks could not be loaded/);
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await close();
  });

  test("a copy without any network says so and lets draw", async () => {
    const { page, close } = await visit(stage, {
      ready: false,
      prepare: (page) =>
        page.route("**/models/index.json", (route) =>
          route.fulfill({ json: [] }),
        ),
    });
    await waitForNotice(page, /without a trained network/);
    await drawingWorks(page);
    await close();
  });

  test("an error in a script is told and takes nothing else along", async () => {
    const { page, close } = await visit(stage);
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error("a made-up mishap");
      });
      void Promise.reject(new Error("a made-up mishap"));
    });
    await waitForNotice(page, /a made-up mishap/);
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await page.getByRole("button", { name: "Dismiss" }).click();
    assert.equal(await page.locator(".notice").count(), 0);
    await close();
  });

  test("results that cannot be loaded are told, and drawing goes on", async () => {
    const { page, close } = await visit(stage, {
      prepare: (page) =>
        page.route("**/results-room*.js", (route) => route.abort()),
    });
    await page.getByRole("link", { name: "Results" }).click();
    await waitForNotice(page, /page “Results” could not be loaded/);
    await page.getByRole("link", { name: "Draw" }).click();
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await close();
  });

  const reports: [string, { status?: number; body: string }, RegExp][] = [
    [
      "missing",
      { status: 404, body: "" },
      /results of “.+” could not be loaded.*404/,
    ],
    ["no JSON", { body: "<!doctype html>" }, /results of “.+” cannot be read/],
    [
      "of another kind",
      { body: '{"schema":"other/1"}' },
      /“.+” cannot be read: its schema/,
    ],
  ];
  for (const [what, answer, words] of reports) {
    test(`a report that is ${what} is told`, async () => {
      const { page, close } = await visit(stage, {
        hash: "#results",
        prepare: (page) =>
          page.route("**/report.json", (route) => route.fulfill(answer)),
        ready: false,
      });
      await waitForNotice(page, words);
      await close();
    });
  }

  test("a report with one broken part shows the others", async () => {
    const report = makeReport();
    report.first_layer!.units[3] = "AAAA";
    const { page, close } = await visit(stage, {
      hash: "#results",
      prepare: (page) =>
        page.route("**/report.json", (route) =>
          route.fulfill({ json: report }),
        ),
      ready: false,
    });
    await page.getByText("This part of the report cannot be shown").waitFor();
    assert.ok(await page.getByTestId("confusion-cell-0-0").isVisible());
    assert.ok(await page.getByText("Where it comes from").isVisible());
    await close();
  });

  test("without scripts the page says what it needs", async () => {
    const { page, close } = await visit(stage, {
      screen: { javaScriptEnabled: false },
      ready: false,
    });
    assert.ok(await page.locator("noscript p").isVisible());
    await close();
  });

  test("a script that never comes leaves a message", async () => {
    const { page, close } = await visit(stage, {
      ready: false,
      prepare: (page) =>
        page.route("**/assets/index-*.js", (route) => route.abort()),
    });
    await page.waitForFunction(
      () =>
        getComputedStyle(document.querySelector(".boot-message")!).opacity ===
        "1",
    );
    assert.ok(await page.getByText("The page could not start").isVisible());
    await close();
  });
});
