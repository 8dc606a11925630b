/** Writes the picture of the README: the finished site with a number drawn on it by the mouse. */
import { fileURLToPath } from "node:url";
import { Stage, visit } from "./support/browser.ts";
import { drawWithMouse, lineOf } from "./support/drawing.ts";

const NUMBER = "2026";
const target = fileURLToPath(
  new URL("../../web/screenshot.png", import.meta.url),
);
const stage = await Stage.open();
try {
  const { page } = await visit(stage, {
    screen: { viewport: { width: 1120, height: 760 } },
  });
  await drawWithMouse(page, lineOf(NUMBER).flat());
  await page.waitForFunction(
    (number) =>
      document.querySelector('[data-testid="prediction"]')?.textContent ===
      number,
    NUMBER,
  );
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500); // the bars have moved to their places
  await page.screenshot({ path: target });
  console.log(`wrote ${target}`);
} finally {
  await stage.close();
}
