/** Debian's own Firefox, with which Playwright speaks WebDriver BiDi. */
import { existsSync } from "node:fs";
import {
  firefox,
  type Browser,
  type BrowserContextOptions,
} from "playwright-core";

const FIREFOX = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];

/** Of a pointer's capabilities: a finger is coarse and cannot hover. */
const COARSE = 1;

/** What BiDi cannot emulate for a page is a preference of the whole browser. */
export function firefoxPreferences(
  screen: BrowserContextOptions,
): Record<string, number> {
  return {
    ...(screen.hasTouch && {
      "dom.w3c_touch_events.enabled": 1,
      "ui.primaryPointerCapabilities": COARSE,
      "ui.allPointerCapabilities": COARSE,
    }),
    ...(screen.reducedMotion === "reduce" && { "ui.prefersReducedMotion": 1 }),
    ...(screen.colorScheme === "dark" && {
      "layout.css.prefers-color-scheme.content-override": 0,
    }),
  };
}

export function launchFirefox(
  firefoxUserPrefs: Record<string, number>,
  downloadsPath: string,
): Promise<Browser> {
  const executablePath =
    process.env["FIREFOX"] ?? FIREFOX.find((path) => existsSync(path));
  if (!executablePath)
    throw new Error("Firefox is missing: install the package firefox-esr");
  return firefox.launch({
    channel: "moz-firefox",
    executablePath,
    firefoxUserPrefs,
    downloadsPath,
  });
}
