/** Fetches and compiles the build of the core that suits the browser; workers get it compiled. */
import scalarAddress from "digitlab-wasm/digitlab-scalar.wasm?url";
import simdAddress from "digitlab-wasm/digitlab-simd.wasm?url";
import { EngineError } from "./engine.ts";
import { fetchFile } from "./fetch-file.ts";
import { SIMD_PROBE } from "./simd-probe.ts";

/** @throws EngineError "file" when it does not arrive, or is something else */
export async function compile(
  address: string,
  name: string,
): Promise<WebAssembly.Module> {
  const response = await fetchFile(address, name);
  const copy = response.clone();
  try {
    return await WebAssembly.compileStreaming(response);
  } catch {
    // Some hosts do not say that the file is WebAssembly; and some send a web page instead of it.
  }
  try {
    return await WebAssembly.compile(await copy.arrayBuffer());
  } catch (error) {
    throw new EngineError("file", String(error), name);
  }
}

/**
 * The build of a module that suits the browser, compiled: fetched once, and again after a failure.
 *
 * @param simd address of NAME-simd.wasm
 * @param scalar address of NAME-scalar.wasm, for browsers without SIMD
 * @returns a function that throws EngineError "file" when it does not arrive, "unsupported" without
 *   WebAssembly
 */
export function suitedModule(
  name: string,
  simd: string,
  scalar: string,
): () => Promise<WebAssembly.Module> {
  let module: Promise<WebAssembly.Module> | null = null;
  return () => {
    if (typeof WebAssembly !== "object")
      return Promise.reject(
        new EngineError("unsupported", "there is no WebAssembly"),
      );
    module ??= (
      WebAssembly.validate(new Uint8Array(SIMD_PROBE))
        ? compile(simd, `${name}-simd.wasm`)
        : compile(scalar, `${name}-scalar.wasm`)
    ).catch((error: unknown) => {
      module = null;
      throw error;
    });
    return module;
  };
}

/** The recogniser. */
export const recognitionModule = suitedModule(
  "digitlab",
  simdAddress,
  scalarAddress,
);
