/** The worker that answers drawings. */
import createDigitlab from "digitlab-wasm/digitlab-simd.js";
import type { Port } from "./messages.ts";
import { recognitionHost } from "./recognition-host.ts";
import { serve } from "./serve.ts";

serve(self as unknown as Port, recognitionHost(createDigitlab));
