import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const CHROMIUM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

export function launchChromium(): Promise<Browser> {
  const executablePath =
    process.env["CHROMIUM"] ?? CHROMIUM.find((path) => existsSync(path));
  if (!executablePath)
    throw new Error("Chromium is missing: install the package chromium");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-quic",
      "--no-first-run",
    ],
  });
}
