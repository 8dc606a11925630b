import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";
import {
  allowDevelopmentStyles,
  htmlTexts,
} from "./build-plugins/html-texts.ts";
import { hostHeaders } from "./build-plugins/host-headers.ts";
import { modelIndex } from "./build-plugins/model-index.ts";
import { offline } from "./build-plugins/offline.ts";
import { preload } from "./build-plugins/preload.ts";

const fromHere = (path: string) =>
  fileURLToPath(new URL(path, import.meta.url));
const wasmFolder = fromHere("../build/wasm/wasm");

/** The loaders of both builds of a module are one but for a name: a worker carries one of them for both. */
function requireOneLoader(name: string, fail: (message: string) => never) {
  const loader = (build: string) =>
    readFileSync(`${wasmFolder}/${build}.js`, "utf8").replaceAll(build, "");
  if (loader(`${name}-simd`) !== loader(`${name}-scalar`))
    fail(`the loaders of ${name}-simd and ${name}-scalar differ`);
}

/** Says what to do when the core has not been compiled, instead of naming an import nobody wrote. */
function requireCore(): Plugin {
  return {
    name: "digitlab-require-core",
    buildStart() {
      for (const build of [
        "digitlab-simd",
        "digitlab-scalar",
        "digitlab-train-simd",
        "digitlab-train-scalar",
        "digitlab-pen",
      ]) {
        for (const ending of ["js", "wasm"]) {
          if (!existsSync(`${wasmFolder}/${build}.${ending}`)) {
            this.error(
              `build/wasm/wasm/${build}.${ending} is missing: ` +
                "build the preset wasm first (cmake --preset wasm && cmake --build --preset wasm)",
            );
          }
        }
      }
      for (const name of ["digitlab", "digitlab-train"])
        requireOneLoader(name, (message) => this.error(message));
    },
  };
}

export default defineConfig({
  // Relative addresses: the finished site works under any path of any host.
  base: "./",
  plugins: [
    solid(),
    requireCore(),
    htmlTexts(),
    allowDevelopmentStyles(),
    modelIndex(fromHere("public/models")),
    preload(fromHere("public/models")),
    hostHeaders(),
    offline(),
  ],
  resolve: { alias: { "digitlab-wasm": wasmFolder } },
  server: { fs: { allow: [fromHere("."), wasmFolder] } },
  // Nothing but the finished static site: any name this machine goes by may ask for it.
  preview: { allowedHosts: true },
  worker: { format: "es" },
  build: {
    outDir: "../build/site",
    emptyOutDir: true,
    target: "es2022",
    // The policy of the page allows no data: scripts or styles, and small files stay cacheable.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
});
