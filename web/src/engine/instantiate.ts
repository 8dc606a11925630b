/** Starts a module of Emscripten's from its compiled code. */
import type { ModuleFactory } from "../../../wasm/digitlab.d.ts";

/** Emscripten's hook for a module that is compiled already; its declarations leave it out. */
interface InstantiateOption {
  instantiateWasm(
    imports: WebAssembly.Imports,
    use: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}

/** @param create the module's loader; the same for builds with and without SIMD */
export function instantiate<Module>(
  create: ModuleFactory<Module>,
  code: WebAssembly.Module,
): Promise<Module> {
  return new Promise((resolve, reject) => {
    const options: InstantiateOption = {
      instantiateWasm(imports, use) {
        WebAssembly.instantiate(code, imports).then(
          (instance) => use(instance, code),
          reject,
        );
        return {};
      },
    };
    create(options as object).then(resolve, reject);
  });
}
