// The finished site in Chromium, for benchmarks: the browser and the server are those of the page's
// tests (tests/web/support).
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

const tests = join(root, "tests/web");

/** What browser.ts, server.ts and training-site.ts of tests/web/support export. */
export async function loadSupport() {
  // Node looks for packages beside this file; tsx, which reads TypeScript, is one of the tests'.
  const tsx = join(tests, "node_modules/tsx/dist/esm/api/index.mjs");
  if (!existsSync(tsx)) {
    throw new Error("the test packages are missing: run `npm ci` in tests/web first");
  }
  const { tsImport } = await import(pathToFileURL(tsx));
  const load = (name) => tsImport(join(tests, "support", name), import.meta.url);
  return {
    ...(await load("browser.ts")),
    ...(await load("server.ts")),
    ...(await load("training-site.ts")),
    ...(await load("engines/chromium.ts")),
  };
}

/** Value of `--name VALUE` on the command line, or `fallback`. */
export function option(name, fallback) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
}

/** Runs `main`; an error ends the process with one line that names the program. */
export async function run(program, main) {
  try {
    await main();
  } catch (error) {
    console.error(`${program}: error: ${error.message}`);
    process.exitCode = 1;
  }
}
