/** Chromium with the page open, watched for everything that must not happen. */
import { existsSync } from "node:fs";
import {
  chromium,
  type Browser,
  type BrowserContextOptions,
  type CDPSession,
  type Page,
} from "playwright-core";
import { serveSite, type SiteServer } from "./server.ts";

const CHROMIUM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 3,
  hasTouch: true,
  isMobile: true,
};
export const DESKTOP: BrowserContextOptions = {
  viewport: { width: 1440, height: 900 },
};

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
    throw new Error("Chromium is missing: install the package chromium");
  return path;
}

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });

/** One browser and one server for a file of tests. */
export class Stage {
  private constructor(
    readonly browser: Browser,
    readonly server: SiteServer,
  ) {}

  static async open(path = "/", hosted = false): Promise<Stage> {
    const server = await serveSite(path, hosted);
    try {
      return new Stage(await launchChromium(), server);
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}

export interface Visit {
  page: Page;
  cdp: CDPSession;
  /** Console errors, uncaught errors and violations of the content policy, in words. */
  troubles: string[];
  /** Requests to another origin. */
  strangers: string[];
  close(): Promise<void>;
}

export interface VisitOptions {
  screen?: BrowserContextOptions;
  hash?: string;
  /** Called before the page is opened, for instance to route requests. */
  prepare?: (page: Page) => Promise<unknown>;
  /** Wait until the core and the default model are usable. */
  ready?: boolean;
}

/** Opens the page as a new visitor. */
export async function visit(
  stage: Stage,
  options: VisitOptions = {},
): Promise<Visit> {
  const context = await stage.browser.newContext(options.screen ?? DESKTOP);
  const page = await context.newPage();
  const troubles: string[] = [];
  const strangers: string[] = [];
  page.on("pageerror", (error) => troubles.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (
      /^https?:$/.test(url.protocol) &&
      url.origin !== new URL(stage.server.url).origin
    ) {
      strangers.push(request.url());
    }
  });
  // tsx gives functions their names by a helper, which those that run in the page miss there.
  await page.addInitScript("globalThis.__name = (named) => named");
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  await options.prepare?.(page);
  const cdp = await context.newCDPSession(page);
  await page.goto(`${stage.server.url}${options.hash ?? ""}`);
  if (options.ready ?? true)
    await page.waitForSelector('html[data-ready="true"]');
  return { page, cdp, troubles, strangers, close: () => context.close() };
}
