import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

/** First the one without a window, in which a page opens in half the time. */
const CHROMIUM = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** The browser's program: $CHROMIUM, or where distributions put it. */
export function chromiumPath(): string {
  const path =
    process.env["CHROMIUM"] ?? CHROMIUM.find((path) => existsSync(path));
  if (!path)
    throw new Error(
      "Chromium is missing: install the package chromium-headless-shell",
    );
  return path;
}

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
