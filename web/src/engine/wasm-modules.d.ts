/** What the build of the core (build/wasm/wasm) exports; it comes without types of its own. */
declare module "digitlab-wasm/digitlab-simd.js" {
  export { default } from "../../../wasm/digitlab.d.ts";
}
declare module "digitlab-wasm/digitlab-pen.js" {
  import type {
    DigitlabPenModule,
    ModuleFactory,
  } from "../../../wasm/digitlab.d.ts";
  const create: ModuleFactory<DigitlabPenModule>;
  export default create;
}
declare module "digitlab-wasm/digitlab-train-simd.js" {
  import type {
    DigitlabTrainingModule,
    ModuleFactory,
  } from "../../../wasm/digitlab.d.ts";
  const create: ModuleFactory<DigitlabTrainingModule>;
  export default create;
}
declare module "*.wasm?url" {
  const address: string;
  export default address;
}
declare module "*.css";
