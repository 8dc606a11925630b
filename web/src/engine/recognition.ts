/** Networks that answer, in a worker that is replaced when it traps. */
import { askAndCount, type Deaths } from "./deaths.ts";
import {
  EngineError,
  type CallOptions,
  type Look,
  type LookRequest,
  type NetworkHandle,
  type RecognitionEngine,
} from "./engine.ts";
import type { Port } from "./messages.ts";
import type { RecognitionCalls } from "./recognition-host.ts";
import { Remote } from "./remote.ts";

interface OpenNetwork {
  readonly weights: Uint8Array;
  readonly deaths: Deaths;
}

/** A look takes milliseconds, opening a network less than a second; slow phones take ten times that. */
const PATIENCE_MS = 15_000;

export interface RecognitionOptions {
  readonly spawn: () => Port;
  /** The compiled core. */
  readonly module: () => Promise<WebAssembly.Module>;
  /** Called when a worker had to be replaced, with the reason. */
  readonly replaced?: (reason: string) => void;
}

/** `spawn` starts a worker of ./recognition-worker.ts, or for tests a port that is served here. */
export function recognitionEngine({
  spawn,
  module,
  replaced,
}: RecognitionOptions): RecognitionEngine {
  const networks = new Map<number, OpenNetwork>();
  let lastId = 0;
  const remote = new Remote<RecognitionCalls>({
    spawn,
    script: "recognition-worker.js",
    patienceMs: PATIENCE_MS,
    ...(replaced && { replaced }),
    async restore(ask) {
      await ask("start", await module());
      for (const [id, { weights }] of networks)
        await ask("open", { id, weights });
    },
  });

  const free = (id: number) => {
    // In a worker that is gone there is nothing to free.
    remote.ask("close", { id }).catch(() => {});
  };

  return {
    // A failure is told to whoever calls first, and tried again then.
    prepare: () => void remote.start().catch(() => {}),

    async open(weights: Uint8Array, options?: CallOptions) {
      const id = ++lastId;
      try {
        const handle = await remote.ask("open", { id, weights }, options);
        networks.set(id, { weights, deaths: new Map() });
        return handle;
      } catch (error) {
        // The worker may have opened what nobody waits for any more.
        if (options?.signal?.aborted) free(id);
        throw error;
      }
    },

    async look(
      { id }: NetworkHandle,
      request: LookRequest,
      options?: CallOptions,
    ): Promise<Look> {
      const network = networks.get(id);
      if (!network) throw new EngineError("refused", "this network is closed");
      return askAndCount(network.deaths, "look", () =>
        remote.ask("look", { id, request }, options),
      );
    },

    close({ id }: NetworkHandle) {
      if (networks.delete(id)) free(id);
    },

    dispose: () => remote.dispose(),
  };
}
