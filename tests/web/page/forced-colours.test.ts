/** In forced colours, what shows something by its colour alone shows it still. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { settled, waitForSign } from "../support/answers.ts";
import { Stage, visit, type Visit } from "../support/browser.ts";
import { coloursOf, visibleShare } from "../support/colours.ts";
import { DIGITS, drawWithMouse, lineOf } from "../support/drawing.ts";
import { makeReport } from "../support/report-fixture.ts";
import { askHow } from "../support/stages.ts";

for (const colorScheme of ["light", "dark"] as const) {
  describe(`forced colours, ${colorScheme}`, () => {
    let stage: Stage;
    let it: Visit;
    before(async () => {
      stage = await Stage.open();
      it = await visit(stage, {
        screen: {
          viewport: { width: 1440, height: 900 },
          colorScheme,
          forcedColors: "active",
          reducedMotion: "reduce",
        },
        prepare: (page) =>
          page.route("**/report.json", (route) =>
            route.fulfill({ json: makeReport() }),
          ),
      });
    });
    after(() => stage?.close());
    const part = (testId: string) => it.page.getByTestId(testId);
    const looksLike = async (testId: string) =>
      JSON.stringify([...(await coloursOf(part(testId)))].sort());

    test("the ink and the bars are seen", async () => {
      await drawWithMouse(it.page, DIGITS[7]!);
      await waitForSign(it.page, "7");
      await settled(it.page);
      assert.ok((await visibleShare(part("ink"))) > 0.01);
      const track = (digit: number) =>
        part(`probability-${digit}`).locator(".track");
      const [full, empty] = [
        await coloursOf(track(7)),
        await coloursOf(track(1)),
      ];
      const most = (colours: Map<string, number>) =>
        [...colours].sort((a, b) => b[1] - a[1])[0]![0];
      assert.notEqual(most(full), most(empty), "a full bar, and an empty one");
      assert.ok((await visibleShare(track(1))) > 0.05, "an empty one's border");
    });

    test("the brushes are seen, and which one is chosen", async () => {
      const brush = (name: string) =>
        it.page.locator(".brushes label").filter({
          has: part(`brush-${name}`),
        });
      const seen = async (name: string) =>
        JSON.stringify([...(await coloursOf(brush(name)))].sort());
      for (const name of ["fine", "medium", "broad"])
        assert.ok((await visibleShare(brush(name))) > 0.004, name);
      const unchosen = await seen("broad");
      await part("brush-broad").check();
      await it.page.mouse.move(0, 0);
      assert.notEqual(await seen("broad"), unchosen);
      await part("brush-medium").check();
    });

    test("a switch is seen, and whether it is on", async () => {
      await askHow(it.page);
      const fitBox = part("stage-fitBox");
      const isOn = await looksLike("stage-fitBox");
      assert.ok((await visibleShare(fitBox)) > 0.05);
      await fitBox.uncheck();
      await settled(it.page);
      assert.ok((await visibleShare(fitBox)) > 0.05);
      assert.notEqual(await looksLike("stage-fitBox"), isOn);
      await part("stage-reset").click();
    });

    test("what the network sees is seen", async () => {
      await settled(it.page);
      for (const picture of await it.page
        .locator(".stages figure")
        .filter({ visible: true })
        .locator("canvas")
        .all())
        assert.ok((await visibleShare(picture)) > 0.02);
    });

    test("of a number's digits it is seen which one is looked at", async () => {
      await it.page.keyboard.press("Escape");
      await drawWithMouse(it.page, lineOf("27").flat());
      await waitForSign(it.page, "27");
      const unchosen = await looksLike("read-digit-0");
      await part("read-digit-0").click();
      await settled(it.page);
      await it.page.mouse.move(0, 0);
      await part("read-digit-0").blur();
      assert.notEqual(await looksLike("read-digit-0"), unchosen);
      const boxes = await it.page.locator(".digit-boxes rect").count();
      assert.equal(boxes, 2);
    });

    test("the cells of the confusion matrix have the colours of their counts", async () => {
      await it.page.getByRole("link", { name: "Results" }).click();
      const cells = it.page.locator("[data-testid^=confusion-cell-]");
      await cells.first().waitFor();
      const colours = await cells.evaluateAll((cells) =>
        cells.map((cell) => [
          cell.textContent,
          getComputedStyle(cell).backgroundColor,
        ]),
      );
      const ofCount = new Map(colours as [string, string][]);
      assert.ok(new Set(ofCount.values()).size > 2, [...ofCount].join(" "));
    });
  });
}
