/** WebKitGTK's MiniBrowser, one for each visit, and its WebDriver (https://www.w3.org/TR/webdriver2/). */
import { spawn, type ChildProcess } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { BrowserContextOptions } from "playwright-core";

const LIBRARIES = "/usr/lib";

function findMiniBrowser(): string {
  for (const machine of readdirSync(LIBRARIES)) {
    if (!machine.endsWith("-linux-gnu")) continue;
    const folder = join(LIBRARIES, machine);
    const library = readdirSync(folder).find((name) =>
      name.startsWith("webkit2gtk-4"),
    );
    if (library) return join(folder, library, "MiniBrowser");
  }
  throw new Error("WebKit is missing: install the package webkit2gtk-driver");
}

/** Without this its buttons keep the window from getting as narrow as a phone. */
const NARROW_TOOLBAR = `
  headerbar, headerbar *, toolbar, toolbar *, entry, box, button, stack {
    min-width: 0; padding: 0; margin: 0; border: 0;
  }
  headerbar image, toolbar image, entry image { -gtk-icon-source: none; }`;

/** What contexts of other engines emulate is a setting of the whole desktop here. */
function writeSettings(home: string, screen: BrowserContextOptions): void {
  const gtk = join(home, "gtk-3.0");
  mkdirSync(gtk);
  writeFileSync(join(gtk, "gtk.css"), NARROW_TOOLBAR);
  const animations = screen.reducedMotion === "reduce" ? 0 : 1;
  const theme = screen.colorScheme === "dark" ? "Adwaita-dark" : "Adwaita";
  writeFileSync(
    join(gtk, "settings.ini"),
    `[Settings]\ngtk-enable-animations=${animations}\ngtk-theme-name=${theme}\n`,
  );
  writeFileSync(
    join(home, "user-dirs.dirs"),
    `XDG_DOWNLOAD_DIR="${downloadsOf(home)}"\n`,
  );
  mkdirSync(downloadsOf(home));
}

const downloadsOf = (home: string) => join(home, "downloads");

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export class Driver {
  private constructor(
    private readonly process: ChildProcess,
    private readonly home: string,
    private readonly address: string,
    private session: string,
  ) {}

  static async start(screen: BrowserContextOptions): Promise<Driver> {
    const home = mkdtempSync(join(tmpdir(), "digitlab-webkit-"));
    writeSettings(home, screen);
    const port = await freePort();
    const process_ = spawn("WebKitWebDriver", [`--port=${port}`], {
      stdio: "ignore",
      env: {
        ...process.env,
        XDG_CONFIG_HOME: home,
        // “C” has neither thousands separators nor a language that Intl knows.
        LANG: "en_US.UTF-8",
        LC_ALL: "en_US.UTF-8",
        GDK_SCALE: String(screen.deviceScaleFactor ?? 1),
        // Its sandbox wants namespaces, which root and containers have none of.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
      },
    });
    const address = `http://127.0.0.1:${port}/session`;
    const driver = new Driver(process_, home, address, "");
    try {
      await driver.open();
    } catch (error) {
      await driver.close();
      throw error;
    }
    return driver;
  }

  /** Where what the page saves arrives. */
  get downloads(): string {
    return downloadsOf(this.home);
  }

  private async open(): Promise<void> {
    const browser = { binary: findMiniBrowser(), args: ["--automation"] };
    const capabilities = {
      alwaysMatch: { "webkitgtk:browserOptions": browser },
    };
    for (let attempt = 0; ; ++attempt) {
      try {
        const { sessionId } = (await this.send("POST", "", {
          capabilities,
        })) as {
          sessionId: string;
        };
        this.session = `/${sessionId}`;
        return;
      } catch (error) {
        // The driver does not listen yet.
        if (!(error instanceof TypeError) || attempt === 100) throw error;
        await sleep(50);
      }
    }
  }

  private async send(
    method: string,
    command: string,
    body?: object,
  ): Promise<unknown> {
    const response = await fetch(`${this.address}${this.session}${command}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { value: unknown };
    if (response.ok) return value;
    const { error, message } = value as { error: string; message: string };
    throw new Error(`WebDriver, ${command}: ${error}: ${message}`);
  }

  get(command: string): Promise<unknown> {
    return this.send("GET", command);
  }

  post(command: string, body: object = {}): Promise<unknown> {
    return this.send("POST", command, body);
  }

  /** Runs a function of the page, given as its source, which may return a promise. */
  async run(source: string, args: readonly unknown[]): Promise<unknown> {
    const answer = (await this.post("/execute/async", {
      // tsx gives functions their names by a helper, which those that run in the page miss there.
      script: `
        const __name = (named) => named;
        const done = arguments[arguments.length - 1];
        (async () => (${source})(...[...arguments].slice(0, -1)))().then(
          (value) => done({ value }),
          (error) => done({ error: String(error) }));`,
      args,
    })) as { value?: unknown; error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  }

  async close(): Promise<void> {
    if (this.session) await this.send("DELETE", "").catch(() => {});
    this.process.kill();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}
