/** What axe finds wrong in the page as it stands. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);

interface Axe {
  run(
    root: string,
    options: object,
  ): Promise<{
    violations: {
      id: string;
      help: string;
      nodes: { html: string; failureSummary: string }[];
    }[];
  }>;
}

/**
 * @param root selector of the part to look at
 * @returns a line for each rule that is broken, with the elements that break it
 */
export async function accessibilityFaults(
  page: Page,
  root = "html",
): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (root) => {
    const { violations } = await (
      globalThis as unknown as { axe: Axe }
    ).axe.run(root, {
      resultTypes: ["violations"],
      // An experiment of axe's, but WCAG 2.5.3: by voice one says what is to be seen.
      rules: { "label-content-name-mismatch": { enabled: true } },
    });
    return violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join(" | ")}`,
    );
  }, root);
}
