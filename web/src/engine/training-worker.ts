/** The worker that trains. */
import createDigitlab from "digitlab-wasm/digitlab-train-simd.js";
import type { Port } from "./messages.ts";
import { serve } from "./serve.ts";
import { trainingHost } from "./training-host.ts";

serve(self as unknown as Port, trainingHost(createDigitlab));
