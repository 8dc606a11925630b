import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { SIMD_PROBE } from "../src/engine/simd-probe.ts";
import { keepModels } from "./model-index.ts";

/** The parts of a bundle that are read here. */
type Bundle = Record<
  string,
  {
    readonly fileName: string;
    readonly name?: string | undefined;
    readonly imports?: readonly string[];
    readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> };
  }
>;

/** What a link asks for: its `rel`, the kind of file, the address, and the one without SIMD. */
type Wanted = readonly [
  rel: string,
  as: string,
  address: string,
  scalar?: string,
];

/**
 * What the drawing room needs and the page would only ask for once its script runs.
 *
 * @param models folder of the models
 */
function wanted(bundle: Bundle, models: string): Wanted[] {
  const files = Object.values(bundle);
  const find = (pattern: RegExp) => {
    const found = files.find(({ fileName }) => pattern.test(fileName));
    if (!found) throw new Error(`nothing in the bundle is called ${pattern}`);
    return found;
  };
  const module = (variant: string) =>
    find(new RegExp(`digitlab-${variant}-[^/]+\\.wasm$`)).fileName;
  const room = find(/draw-room-[^/]+\.js$/);
  const scripts = [room.fileName, ...(room.imports ?? [])];
  const styles = [...(room.viteMetadata?.importedCss ?? [])];
  const [first] = keepModels(models);
  return [
    ["preload", "fetch", module("simd"), module("scalar")],
    ["preload", "fetch", "models/index.json"],
    ...(first
      ? [["preload", "fetch", `${first.folder}/model.safetensors`] as const]
      : []),
    ...scripts
      .filter((script) => !/index-[^/]+\.js$/.test(script))
      .map((script) => ["modulepreload", "", script] as const),
    ...styles.map((style) => ["preload", "style", style] as const),
  ];
}

/** Runs before anything else: no line of it may need what older browsers lack. */
const scriptFor = (links: readonly Wanted[]) => `
if (/^(#draw(\\/.*)?)?$/.test(location.hash) && self.WebAssembly) {
  var simd = WebAssembly.validate(new Uint8Array(${JSON.stringify(SIMD_PROBE)}));
  ${JSON.stringify(links)}.forEach(function (wanted) {
    var link = document.createElement("link");
    link.rel = wanted[0];
    if (wanted[1]) link.as = wanted[1];
    link.crossOrigin = "";
    link.href = (!simd && wanted[3]) || wanted[2];
    document.head.appendChild(link);
  });
}
`;

/**
 * Has the page ask for what the drawing room needs as soon as it knows that this is the room, instead
 * of one after the other. The content policy names the script by its SHA-256.
 */
export function preload(models: string): Plugin {
  return {
    name: "digitlab-preload",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const script = scriptFor(wanted(bundle as Bundle, models));
        const sum = createHash("sha256").update(script).digest("base64");
        return html
          .replace("script-src 'self'", `script-src 'self' 'sha256-${sum}'`)
          .replace("<title>", () => `<script>${script}</script>\n    <title>`);
      },
    },
  };
}
