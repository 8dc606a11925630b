import type { Page } from "playwright-core";

/** Asks "How does it see this?", if the stages are not in the page already; does not wait for a scroll. */
export async function askHow(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const question = page.getByTestId("how");
  if ((await question.getAttribute("aria-expanded")) === "false")
    await question.click();
  await page.getByTestId("stage-fitBox").waitFor();
}
