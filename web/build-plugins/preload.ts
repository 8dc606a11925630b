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

/** What the page would only ask for once its script runs. `models` is the folder of the models. */
function wanted(bundle: Bundle, models: string) {
  const files = Object.values(bundle);
  const find = (pattern: RegExp) => {
    const found = files.find(({ fileName }) => pattern.test(fileName));
    if (!found) throw new Error(`nothing in the bundle is called ${pattern}`);
    return found;
  };
  const module = (variant: string) =>
    find(new RegExp(`digitlab-${variant}-[^/]+\\.wasm$`)).fileName;
  const room = (name: string): Wanted[] => {
    const { fileName, imports, viteMetadata } = find(
      new RegExp(`${name}-room-[^/]+\\.js$`),
    );
    const scripts = [fileName, ...(imports ?? [])].filter(
      (script) => !/index-[^/]+\.js$/.test(script),
    );
    return [
      ...scripts.map((script) => ["modulepreload", "", script] as const),
      ...[...(viteMetadata?.importedCss ?? [])].map(
        (style) => ["preload", "style", style] as const,
      ),
    ];
  };
  // What the visitor left last time decides which network is loaded.
  const desk = [
    "modulepreload",
    "",
    find(/desk-store-[^/]+\.js$/).fileName,
  ] as const;
  const file = (address: string) => ["preload", "fetch", address] as const;
  const kept = keepModels(models);
  const list = file("models/index.json");
  const draw: Wanted[] = [
    ["preload", "fetch", module("simd"), module("scalar")],
    list,
    ...kept
      .slice(0, 1)
      .map(({ folder }) => file(`${folder}/model.safetensors`)),
    ...room("draw"),
    desk,
  ];
  const results: Wanted[] = [...room("results"), desk, list];
  /** The default network's first; with each what follows the room's name in the address. */
  const reports = kept.map(({ name, folder }) => [
    encodeURIComponent(name),
    `${folder}/report.json`,
  ]);
  return { draw, results, reports };
}

/** Runs before anything else: no line of it may need what older browsers lack. */
const scriptFor = ({ draw, results, reports }: ReturnType<typeof wanted>) => `
(function () {
  var room = /^#(draw|results)(?:\\/(.*))?$/.exec(location.hash || "#draw");
  if (!room || !self.WebAssembly) return;
  var simd = WebAssembly.validate(new Uint8Array(${JSON.stringify(SIMD_PROBE)}));
  var ask = function (wanted) {
    var link = document.createElement("link");
    link.rel = wanted[0];
    if (wanted[1]) link.as = wanted[1];
    link.crossOrigin = "";
    link.href = (!simd && wanted[3]) || wanted[2];
    document.head.appendChild(link);
  };
  if (room[1] === "draw") return ${JSON.stringify(draw)}.forEach(ask);
  ${JSON.stringify(results)}.forEach(ask);
  ${JSON.stringify(reports)}.forEach(function (report, i) {
    if (room[2] ? report[0] === room[2] : i === 0) ask(["preload", "fetch", report[1]]);
  });
})();
`;

/**
 * Has the page ask for what its first room needs as soon as the address says which room that is,
 * instead of one after the other. The content policy names the script by its SHA-256.
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
