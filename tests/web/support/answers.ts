import type { Page } from "playwright-core";

/** Waits until the page answers with this sign; says what it answered instead when it does not. */
export async function waitForSign(page: Page, sign: string): Promise<void> {
  try {
    await page.waitForFunction(
      (wanted) =>
        document.querySelector('[data-testid="prediction"]')?.textContent ===
        wanted,
      sign,
    );
  } catch {
    const actual = await page.getByTestId("prediction").textContent();
    throw new Error(`the page answers "${actual}", expected "${sign}"`);
  }
}

/** Waits until the page shows the answer to what is on the paper now. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('.draw[data-late="false"]');
}
