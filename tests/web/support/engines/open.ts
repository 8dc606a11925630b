/** Opens an empty page for a visitor in the engine that the tests run in. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  Browser,
  BrowserContextOptions,
  CDPSession,
  Page,
} from "playwright-core";
import { serveSite, type SiteServer } from "../server.ts";
import { launchChromium } from "./chromium.ts";
import { ENGINE } from "./engine.ts";
import { firefoxPreferences, launchFirefox } from "./firefox.ts";
import { WebKitPage } from "./webkit/page.ts";

export interface OpenPage {
  readonly page: Page;
  /** Of the site. */
  readonly url: string;
  /** In Chromium alone. */
  readonly cdp: CDPSession | null;
  /** The folder of what the page saves, where the driver does not tell of that. */
  readonly downloads: string | null;
  close(): Promise<void>;
}

/** The browsers of a file of tests: one, or one for each set of preferences. */
export class Browsers {
  readonly #open = new Map<string, Promise<Browser>>();
  readonly #downloads = mkdtempSync(join(tmpdir(), "digitlab-downloads-"));

  /** @param site where and how the site is served */
  constructor(
    private readonly site: {
      readonly server: SiteServer;
      readonly path: string;
      readonly hosted: boolean;
    },
  ) {}

  browser(screen: BrowserContextOptions): Promise<Browser> {
    const preferences = ENGINE === "firefox" ? firefoxPreferences(screen) : {};
    const key = JSON.stringify(preferences);
    const browser =
      this.#open.get(key) ??
      (ENGINE === "firefox"
        ? launchFirefox(preferences, this.#downloads)
        : launchChromium());
    this.#open.set(key, browser);
    return browser;
  }

  async page(screen: BrowserContextOptions): Promise<OpenPage> {
    if (ENGINE === "webkit") return this.#webKitPage(screen);
    const context = await (await this.browser(screen)).newContext(screen);
    const page = await context.newPage();
    return {
      page,
      url: this.site.server.url,
      cdp: ENGINE === "chromium" ? await context.newCDPSession(page) : null,
      downloads: ENGINE === "firefox" ? this.#downloads : null,
      close: () => context.close(),
    };
  }

  /** A server for each page, because the server is what intercepts the page's requests. */
  async #webKitPage(screen: BrowserContextOptions): Promise<OpenPage> {
    const page = await WebKitPage.open(screen);
    const { path, hosted } = this.site;
    const server = await serveSite(path, hosted, {
      front: page.traffic,
    });
    return {
      page: page as unknown as Page,
      url: server.url,
      cdp: null,
      downloads: page.driver.downloads,
      close: async () => {
        await page.driver.close();
        await server.close();
      },
    };
  }

  async close(): Promise<void> {
    for (const browser of this.#open.values()) await (await browser).close();
    rmSync(this.#downloads, { recursive: true, force: true });
  }
}
