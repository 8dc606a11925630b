/** A small static server for the finished site, also under a sub path, as any host would be. */
import { existsSync, readFileSync, statSync } from "node:fs";
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { KeptModel } from "../../../web/src/engine/about-model.ts";

export const SITE = fileURLToPath(
  new URL("../../../build/site/", import.meta.url),
);

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".safetensors": "application/octet-stream",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

/** Name of the network that the site starts with. */
export function defaultModel(): string {
  const index = join(SITE, "models/index.json");
  const [first] = existsSync(index)
    ? (JSON.parse(readFileSync(index, "utf8")) as (KeptModel | string)[])
    : [];
  if (first === undefined) {
    throw new Error(
      "build/site has no trained network: put one into web/public/models and build again",
    );
  }
  return typeof first === "string" ? first : first.name;
}

export interface SiteServer {
  /** Address of the site's folder, with a slash at the end. */
  url: string;
  /** From now on another folder is served at the same address. */
  serve(folder: string): void;
  /** What the site does not have is looked for in this folder, too. */
  addFolder(folder: string): void;
  /** From now on there is no answer for addresses like this; null brings all back. */
  withhold(addresses: RegExp | null): void;
  close(): Promise<void>;
}

/** Stands before the site where a browser's driver cannot. */
export interface Front {
  /** What comes first in each page's head. */
  readonly head: string;
  /** Answers a request itself, or leaves that to the site. */
  answers(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

/** Headers that the site's own file `_headers` gives a path. */
function hostHeaders(path: string): Record<string, string> {
  const headers: Record<string, string> = {};
  let applies = false;
  for (const line of readFileSync(join(SITE, "_headers"), "utf8").split("\n")) {
    if (line.startsWith("/")) applies = path.startsWith(line.replace("*", ""));
    const [, name, value] = /^  ([\w-]+): (.+)$/.exec(line) ?? [];
    if (applies && name && value) headers[name] = value;
  }
  return headers;
}

/**
 * Serves build/site below `path` ("/" or "/some/folder/") on a free port of this machine.
 *
 * @param hosted with the headers that the site proposes to its host
 * @param options.compressed gzipped, as hosts do; takes time of its own
 * @param options.front sees each request first
 */
export async function serveSite(
  path = "/",
  hosted = false,
  { compressed = false, front }: { compressed?: boolean; front?: Front } = {},
): Promise<SiteServer> {
  if (!existsSync(join(SITE, "index.html"))) {
    throw new Error(
      "build/site/index.html is missing: run `npm run build` in web/ first",
    );
  }
  defaultModel();
  let root = SITE;
  let added: string | null = null;
  let withheld: RegExp | null = null;
  const contentOf = (file: string) =>
    front && extname(file) === ".html"
      ? readFileSync(file, "utf8").replace("<head>", `<head>${front.head}`)
      : readFileSync(file);
  const server = createServer(async (request, response) => {
    if (withheld?.test(request.url ?? "")) {
      request.socket.destroy();
      return;
    }
    if (await front?.answers(request, response)) return;
    const address = decodeURIComponent(
      new URL(request.url ?? "/", "http://localhost").pathname,
    );
    const within = (folder: string) => {
      if (!address.startsWith(path)) return null;
      let file = normalize(join(folder, address.slice(path.length)));
      if (existsSync(file) && statSync(file).isDirectory())
        file = join(file, "index.html");
      return file.startsWith(folder) && existsSync(file) ? file : null;
    };
    const file = within(root) ?? (added && within(added));
    if (!file) {
      response
        .writeHead(404, { "Content-Type": "text/plain" })
        .end("not found");
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    const headers = hosted ? hostHeaders(address) : {};
    if (compressed) headers["Content-Encoding"] = "gzip";
    const content = contentOf(file);
    response
      .writeHead(200, { ...headers, "Content-Type": type })
      .end(compressed ? gzipSync(content) : content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    withhold: (addresses) => void (withheld = addresses),
    addFolder: (folder) => void (added = join(folder, "/")),
    serve: (folder) => void (root = join(folder, "/")),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
