import type { Page } from "playwright-core";
import { can } from "./engines/abilities.ts";

/** Asks "How does it see this?", if the stages are not in the page already; does not wait for a scroll. */
export async function askHow(page: Page): Promise<void> {
  const isCalm = can("emulated media");
  if (isCalm) await page.emulateMedia({ reducedMotion: "reduce" });
  const question = page.getByTestId("how");
  if ((await question.getAttribute("aria-expanded")) === "false")
    await question.click();
  await page.getByTestId("stage-fitBox").waitFor();
  if (!isCalm) await page.evaluate(scrolled);
}

/** Runs in the page: until it has come to rest. */
async function scrolled(): Promise<void> {
  for (let [still, at] = [0, scrollY]; still < 10; at = scrollY) {
    await new Promise(requestAnimationFrame);
    still = scrollY === at ? still + 1 : 0;
  }
}
