/** A browser with the page open, watched for everything that must not happen. */
import type { BrowserContextOptions, CDPSession, Page } from "playwright-core";
import { Browsers } from "./engines/open.ts";
import { serveSite, type SiteServer } from "./server.ts";

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 3,
  hasTouch: true,
  isMobile: true,
};
export const DESKTOP: BrowserContextOptions = {
  viewport: { width: 1440, height: 900 },
};

/** Browsers and one server for a file of tests. */
export class Stage {
  private constructor(
    readonly browsers: Browsers,
    readonly server: SiteServer,
  ) {}

  static async open(path = "/", hosted = false): Promise<Stage> {
    const server = await serveSite(path, hosted);
    return new Stage(new Browsers({ server, path, hosted }), server);
  }

  async close(): Promise<void> {
    await this.browsers.close();
    await this.server.close();
  }
}

export interface Visit {
  page: Page;
  /** Chromium's own protocol. */
  readonly cdp: CDPSession;
  /** The folder of what the page saves, where the driver does not tell of that. */
  downloads: string | null;
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
  const { page, url, cdp, downloads, close } = await stage.browsers.page(
    options.screen ?? DESKTOP,
  );
  const troubles: string[] = [];
  const strangers: string[] = [];
  page.on("pageerror", (error) => troubles.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const asked = new URL(request.url());
    if (
      /^https?:$/.test(asked.protocol) &&
      asked.origin !== new URL(url).origin
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
  await page.goto(`${url}${options.hash ?? ""}`);
  if (options.ready ?? true)
    await page.waitForSelector('html[data-ready="true"]');
  return {
    page,
    get cdp() {
      if (!cdp) throw new Error("this engine has no CDP: say so by needs()");
      return cdp;
    },
    downloads,
    troubles,
    strangers,
    close,
  };
}
