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

let module: Promise<WebAssembly.Module> | null = null;

/**
 * The compiled recogniser; fetched once, and again after a failure.
 *
 * @throws EngineError "file" when it does not arrive, "unsupported" without WebAssembly
 */
export function recognitionModule(): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== "object")
    return Promise.reject(
      new EngineError("unsupported", "there is no WebAssembly"),
    );
  module ??= (
    WebAssembly.validate(new Uint8Array(SIMD_PROBE))
      ? compile(simdAddress, "digitlab-simd.wasm")
      : compile(scalarAddress, "digitlab-scalar.wasm")
  ).catch((error: unknown) => {
    module = null;
    throw error;
  });
  return module;
}
