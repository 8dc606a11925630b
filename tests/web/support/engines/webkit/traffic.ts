/**
 * WebKit's driver intercepts no requests, injects no scripts and tells no console messages. The site's
 * own server stands in for it: it answers routes, and gives the page a script that reports.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Front } from "../../server.ts";

const OURS = "__tests";
const QUIET_TIME = 500;

interface Fulfilment {
  readonly json?: unknown;
  readonly body?: string | Buffer;
  readonly status?: number;
  readonly contentType?: string;
}

/** What the tests use of Playwright's Route. */
export interface Route {
  request(): { url(): string };
  fulfill(answer: Fulfilment): void;
  abort(): void;
  continue(): void;
  fallback(): void;
}
type Handler = (route: Route) => unknown;
type Outcome = "done" | "next" | "server";

const asPattern = (glob: string) =>
  new RegExp(
    `^${glob
      .replace(/[.+^$()|[\]\\?]/g, "\\$&")
      .replace(
        /\{([^}]*)\}/g,
        (_, any: string) => `(${any.replace(/,/g, "|")})`,
      )
      .replace(/\*+/g, (stars) => (stars.length > 1 ? ".*" : "[^/]*"))}$`,
  );

/** Runs first of all in the page: tells of what must not happen. */
function report(address: string): void {
  const tell = (kind: string, text: unknown) =>
    navigator.sendBeacon(address, JSON.stringify({ kind, text: String(text) }));
  const { error } = console;
  console.error = (...parts) => {
    error(...parts);
    tell("console", parts.join(" "));
  };
  addEventListener("error", ({ message }) => tell("pageerror", message));
  addEventListener("unhandledrejection", ({ reason }) =>
    tell("pageerror", reason instanceof Error ? reason.message : reason),
  );
}

export class Traffic implements Front {
  private readonly routes: { pattern: RegExp; handler: Handler }[] = [];
  private readonly scripts: string[] = [];
  private latest = Date.now();

  constructor(
    private readonly heard: {
      request(url: string): void;
      report(kind: "console" | "pageerror", text: string): void;
    },
  ) {}

  readonly head = `<script src="${OURS}/begin.js"></script>`;

  addScript(script: string): void {
    this.scripts.push(script);
  }
  /** As in Playwright, the latest route that fits is the first that is asked. */
  route(glob: string, handler: Handler): void {
    this.routes.unshift({ pattern: asPattern(glob), handler });
  }

  /** Until nothing has been asked for in half a second. */
  async quiet(): Promise<void> {
    while (Date.now() - this.latest < QUIET_TIME) await sleep(50);
  }

  async answers(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    const url = `http://${request.headers.host}${request.url}`;
    if (url.includes(`/${OURS}/`)) {
      if (request.method === "POST") await this.hear(request, response);
      else this.begin(response);
      return true;
    }
    this.latest = Date.now();
    this.heard.request(url);
    for (const { pattern, handler } of this.routes) {
      if (!pattern.test(url)) continue;
      const outcome = await this.ask(handler, url, response);
      if (outcome !== "next") return outcome === "done";
    }
    return false;
  }

  private begin(response: ServerResponse): void {
    const scripts = [`(${report})("${OURS}/report")`, ...this.scripts];
    response
      .writeHead(200, { "Content-Type": "text/javascript" })
      .end(`globalThis.__name = (named) => named;\n${scripts.join(";\n")};`);
  }

  private async hear(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { kind, text } = JSON.parse(Buffer.concat(parts).toString()) as {
      kind: "console" | "pageerror";
      text: string;
    };
    this.heard.report(kind, text);
    response.writeHead(204).end();
  }

  private async ask(
    handler: Handler,
    url: string,
    response: ServerResponse,
  ): Promise<Outcome> {
    let outcome: Outcome = "server";
    await handler({
      request: () => ({ url: () => url }),
      fulfill: ({ json, body, status = 200, contentType }) => {
        const type =
          contentType ??
          (json === undefined ? "text/plain" : "application/json");
        response
          .writeHead(status, { "Content-Type": type })
          .end(json === undefined ? body : JSON.stringify(json));
        outcome = "done";
      },
      abort: () => {
        response.destroy();
        outcome = "done";
      },
      continue: () => (outcome = "server"),
      fallback: () => (outcome = "next"),
    });
    return outcome;
  }
}
