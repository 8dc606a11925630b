/** What the tests use of Playwright's Page, in WebKit. */
import { setTimeout as sleep } from "node:timers/promises";
import type { BrowserContextOptions, Page } from "playwright-core";
import { Driver } from "./driver.ts";
import { Keyboard, Mouse } from "./input.ts";
import { Locator } from "./locator.ts";
import { poll } from "./polling.ts";
import { Traffic, type Route } from "./traffic.ts";

interface Events {
  request: (request: { url(): string }) => void;
  console: (message: { type(): string; text(): string }) => void;
  pageerror: (error: Error) => void;
}

export class WebKitPage {
  readonly mouse: Mouse;
  readonly keyboard: Keyboard;
  /** Must be in front of the site's server. */
  readonly traffic: Traffic;
  private readonly listeners: { [E in keyof Events]: Events[E][] } = {
    request: [],
    console: [],
    pageerror: [],
  };
  private readonly root: Locator;

  private constructor(readonly driver: Driver) {
    this.mouse = new Mouse(driver);
    this.keyboard = new Keyboard(driver);
    const { mouse } = this;
    const page = () => this as unknown as Page;
    this.root = new Locator({ driver, mouse, page }, []);
    const { listeners } = this;
    this.traffic = new Traffic({
      request: (url) =>
        listeners.request.forEach((tell) => tell({ url: () => url })),
      report: (kind, text) =>
        kind === "console"
          ? listeners.console.forEach((tell) =>
              tell({ type: () => "error", text: () => text }),
            )
          : listeners.pageerror.forEach((tell) => tell(new Error(text))),
    });
  }

  static async open(screen: BrowserContextOptions): Promise<WebKitPage> {
    const page = new WebKitPage(await Driver.start(screen));
    await page.setViewportSize(screen.viewport!);
    return page;
  }

  on<E extends keyof Events>(event: E, listener: Events[E]): void {
    this.listeners[event].push(listener);
  }
  route(glob: string, handler: (route: Route) => unknown): void {
    this.traffic.route(glob, handler);
  }
  addInitScript(script: string | (() => void)): void {
    this.traffic.addScript(
      typeof script === "string" ? script : `(${script})()`,
    );
  }

  async goto(url: string): Promise<void> {
    await this.driver.post("/url", { url });
  }
  async reload(): Promise<void> {
    await this.driver.post("/refresh");
  }
  async goBack(): Promise<void> {
    await this.driver.post("/back");
  }
  title() {
    return this.driver.get("/title") as Promise<string>;
  }

  evaluate(call: string | Function, argument?: unknown): Promise<unknown> {
    const source =
      typeof call === "string" ? `() => { ${call}\n }` : call.toString();
    return this.driver.run(source, [argument]);
  }
  async waitForFunction(call: Function, argument?: unknown): Promise<void> {
    await poll(call.toString(), async () =>
      (await this.evaluate(call, argument)) ? true : null,
    );
  }
  waitForTimeout(milliseconds: number): Promise<void> {
    return sleep(milliseconds);
  }
  async waitForSelector(selector: string): Promise<void> {
    await this.locator(selector).waitFor();
  }
  async waitForLoadState(): Promise<void> {
    await this.traffic.quiet();
  }

  locator(...words: Parameters<Locator["locator"]>) {
    return this.root.locator(...words);
  }
  getByTestId(id: string) {
    return this.root.getByTestId(id);
  }
  getByText(...words: Parameters<Locator["getByText"]>) {
    return this.root.getByText(...words);
  }
  getByRole(...words: Parameters<Locator["getByRole"]>) {
    return this.root.getByRole(...words);
  }

  /** The window is larger than the page by its tool bar. */
  async setViewportSize(size: { width: number; height: number }) {
    const inner = () =>
      this.evaluate(() => ({
        width: innerWidth,
        height: innerHeight,
        outerWidth,
        outerHeight,
      })) as Promise<Record<string, number>>;
    const now = await inner();
    await this.driver.post("/window/rect", {
      width: size.width + now["outerWidth"]! - now["width"]!,
      height: size.height + now["outerHeight"]! - now["height"]!,
    });
    await poll(`a page of ${size.width}×${size.height}`, async () => {
      const { width, height } = await inner();
      return width === size.width && height === size.height ? true : null;
    });
  }
}
