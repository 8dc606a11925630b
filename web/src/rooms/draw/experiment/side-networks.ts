/** The networks beside the one that answers at the paper: opened when somebody wants to compare. */
import { createEffect, createSignal, onCleanup, untrack } from "solid-js";
import type { NetworkHandle } from "../../../engine/engine.ts";
import { fetchWeights } from "../../../engine/library.ts";
import type { RoomProps } from "../../../parts/room.ts";

/** Where a network is: open, on its way, or why it cannot be had. */
export type Whereabouts =
  { readonly handle: NetworkHandle } | { readonly error: unknown } | null;

export interface SideNetworks {
  /** The one in use first. */
  names(): readonly string[];
  find(name: string): Whereabouts;
  /** For one that cannot be had: asks for it again. */
  retry(name: string): void;
}

/** Must be made below a component, with whose end its networks are closed. */
export function createSideNetworks({
  engine,
  networks,
}: Pick<RoomProps, "engine" | "networks">): SideNetworks {
  const [opened, setOpened] = createSignal<ReadonlyMap<string, Whereabouts>>(
    new Map(),
  );
  const gone = new AbortController();
  const put = (name: string, whereabouts: Whereabouts) =>
    void setOpened((before) => new Map(before).set(name, whereabouts));

  const names = () => {
    const chosen = networks.inUse()?.name;
    const there = networks.names() ?? [];
    return chosen === undefined
      ? []
      : [chosen, ...there.filter((name) => name !== chosen)];
  };
  async function open(name: string) {
    put(name, null);
    try {
      const weights = await fetchWeights(name);
      gone.signal.throwIfAborted();
      const { signal } = gone;
      put(name, { handle: await engine.open(weights, { signal }) });
    } catch (error) {
      if (!gone.signal.aborted) put(name, { error });
    }
  }

  createEffect(() => {
    // The first one is open already.
    const others = names().slice(1);
    untrack(() => {
      for (const name of others) if (!opened().has(name)) void open(name);
    });
  });
  const retryAll = () => {
    for (const [name, found] of opened())
      if (found && "error" in found) void open(name);
  };
  addEventListener("online", retryAll, { signal: gone.signal });
  onCleanup(() => {
    gone.abort();
    for (const found of opened().values())
      if (found && "handle" in found) engine.close(found.handle);
  });

  return {
    names,
    find(name) {
      const inUse = networks.inUse();
      return inUse?.name === name
        ? { handle: inUse.handle }
        : (opened().get(name) ?? null);
    },
    retry: (name) => void open(name),
  };
}
