/** The site as a whole: accessibility, weight, and life under any path. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { accessibilityFaults } from "../support/accessibility.ts";
import { waitForSign } from "../support/answers.ts";
import { DESKTOP, PHONE, Stage, visit } from "../support/browser.ts";
import { DIGITS, drawWithMouse, lineOf } from "../support/drawing.ts";
import { askHow } from "../support/stages.ts";
import { makeConvnetReport } from "../support/report-fixture.ts";
import { needs } from "../support/engines/abilities.ts";

const FIRST_SCREEN_LIMIT = 180_000;

describe("the whole site", () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open("/some/folder/");
  });
  after(() => stage?.close());

  for (const colorScheme of ["light", "dark"] as const) {
    for (const [device, screen] of [
      ["phone", PHONE],
      ["desktop", DESKTOP],
    ] as const) {
      for (const route of ["draw", "results"]) {
        test(`#${route} has no accessibility violations, ${colorScheme}, ${device}`, async () => {
          const { page, troubles, close } = await visit(stage, {
            screen: { ...screen, colorScheme, reducedMotion: "reduce" },
            hash: `#${route}`,
            ready: route === "draw",
            prepare: (page) =>
              page.route("**/report.json", (route) =>
                route.fulfill({ json: makeConvnetReport() }),
              ),
          });
          if (route === "draw") {
            await drawWithMouse(page, lineOf("27").flat());
            await waitForSign(page, "27");
            await page.getByTestId("read-digit-0").click();
            await askHow(page);
            await page.getByTestId("stage-centerByMass").uncheck();
          } else
            await page.getByTestId("chart-loss").locator("canvas").waitFor();
          assert.deepEqual(troubles, []);

          assert.deepEqual(await accessibilityFaults(page), []);
          await close();
        });
      }
    }
  }

  test(
    "the first screen weighs at most 180 KB gzipped, and all comes from this site",
    needs("bodies of answers"),
    async () => {
      const sizes = new Map<string, number>();
      const { page, strangers, close } = await visit(stage, {
        prepare: async (page) => {
          page.on("response", async (response) => {
            const body = await response.body().catch(() => null);
            if (!body) return;
            const name =
              new URL(response.url()).pathname.split("/").at(-1) ||
              "index.html";
            sizes.set(name, gzipSync(body, { level: 9 }).length);
          });
        },
      });
      await page.waitForLoadState("networkidle");
      const sum = [...sizes.values()].reduce((a, b) => a + b, 0);
      const list = [...sizes]
        .map(([name, size]) => `${name} ${size}`)
        .join(", ");
      console.log(`first screen: ${sum} bytes gzipped (${list})`);
      assert.ok(
        [...sizes.keys()].some((name) => name.endsWith(".wasm")),
        list,
      );
      assert.ok(
        [...sizes.keys()].some((name) => name.endsWith(".safetensors")),
        list,
      );
      assert.ok(sum <= FIRST_SCREEN_LIMIT, `${sum} bytes: ${list}`);
      assert.deepEqual(strangers, []);
      await close();
    },
  );

  test("pages are reached by address, by link and by going back", async () => {
    const { page, close } = await visit(stage, {
      hash: "#results",
      ready: false,
      prepare: (page) =>
        page.route("**/report.json", (route) =>
          route.fulfill({ json: makeConvnetReport() }),
        ),
    });
    await page.getByRole("heading", { name: "Results", exact: true }).waitFor();
    assert.match(await page.title(), /^Results/);
    await page.getByRole("link", { name: "Draw" }).click();
    await page.getByTestId("ink").waitFor();
    assert.equal(await page.locator("nav [aria-current]").innerText(), "Draw");
    await page.goBack();
    await page.getByRole("heading", { name: "Results", exact: true }).waitFor();
    assert.ok(await page.getByTestId("ink").isHidden());
    await close();
  });

  test("a drawing is still there after a look at the results", async () => {
    const { page, close } = await visit(stage);
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await page.getByRole("link", { name: "Results" }).click();
    await page.getByTestId("ink").waitFor({ state: "hidden" });
    await page.keyboard.press("c");
    await page.getByRole("link", { name: "Draw" }).click();
    await waitForSign(page, "7");
    await close();
  });

  test("the policy of the page allows neither eval nor inline scripts nor other hosts", async () => {
    const { page, close } = await visit(stage);
    const policy = await page
      .locator('meta[http-equiv="Content-Security-Policy"]')
      .getAttribute("content");
    assert.match(policy!, /default-src 'none'/);
    // One script stands in the page, named by its checksum: it asks for what comes first.
    assert.match(
      policy!,
      /script-src 'self' 'sha256-[\w+/=]+' 'wasm-unsafe-eval'(;|$)/,
    );
    assert.match(policy!, /style-src 'self'(;|$)/);
    assert.doesNotMatch(policy!, /unsafe-inline|'unsafe-eval'|https?:|\*/);
    const styled = await page
      .locator("[style]")
      .evaluateAll((elements) =>
        elements.map(({ tagName, className }) => `${tagName}.${className}`),
      );
    assert.ok(
      styled.every((name) => name === "SPAN.fill"),
      `only the bars carry styles, set by script: ${styled.join()}`,
    );
    await close();
  });
});
