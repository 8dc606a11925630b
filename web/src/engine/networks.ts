/** The networks there are, and the one that answers: the chosen one as soon as it is usable. */
import {
  batch,
  createEffect,
  createMemo,
  createSignal,
  untrack,
  type Accessor,
} from "solid-js";
import type { AboutModel } from "./about-model.ts";
import type { NetworkHandle, RecognitionEngine } from "./engine.ts";
import {
  FALLBACK_MODEL,
  fetchAbout,
  fetchAddedNames,
  fetchModelNames,
  fetchWeights,
} from "./library.ts";

export interface NetworkInUse {
  readonly name: string;
  readonly handle: NetworkHandle;
}

export interface Networks {
  /** Default first; null until they are known. */
  readonly names: Accessor<readonly string[] | null>;
  readonly about: Accessor<ReadonlyMap<string, AboutModel>>;
  /** The one that answers; it stays until the next one works. */
  readonly inUse: Accessor<NetworkInUse | null>;
  /** Name of the one on its way; null when there is none. */
  readonly loading: Accessor<string | null>;
  /** Why a network cannot be used, and which. */
  readonly failure: Accessor<{ name: string; error: unknown } | null>;
  /** Whether the list of networks did not arrive. */
  readonly listMissing: Accessor<boolean>;
  /** Whether nothing is on its way: the chosen one answers, or nobody needs an answer yet. */
  readonly ready: Accessor<boolean>;
  /** Asks again for what failed; nothing when nothing did. */
  retry(): void;
}

/**
 * @param chosen name of the chosen network; null before anybody chose, undefined while it is unknown
 *   whether anybody did
 * @param choose changes the choice: to the default one, or back when a network cannot be used
 * @param needed whether answers are asked for: before that, no weights are
 */
export function createNetworks(
  engine: RecognitionEngine,
  chosen: Accessor<string | null | undefined>,
  choose: (name: string) => void,
  needed: Accessor<boolean>,
): Networks {
  const [names, setNames] = createSignal<readonly string[] | null>(null);
  const [about, setAbout] = createSignal<ReadonlyMap<string, AboutModel>>(
    new Map(),
  );
  const [inUse, setInUse] = createSignal<NetworkInUse | null>(null);
  const [loading, setLoading] = createSignal<string | null>(null);
  const [failure, setFailure] = createSignal<{
    name: string;
    error: unknown;
  } | null>(null);
  const [listMissing, setListMissing] = createSignal(false);
  let onItsWay = new AbortController();

  async function use(name: string) {
    onItsWay.abort();
    onItsWay = new AbortController();
    const { signal } = onItsWay;
    setLoading(name);
    try {
      const weights = await fetchWeights(name);
      signal.throwIfAborted();
      const handle = await engine.open(weights, { signal });
      const before = inUse();
      batch(() => {
        setInUse({ name, handle });
        setFailure(null);
        setLoading(null);
      });
      if (before) engine.close(before.handle);
    } catch (error) {
      if (signal.aborted) return;
      setLoading(null);
      setFailure({ name, error });
      const working = inUse();
      if (working) choose(working.name);
    }
  }

  async function list() {
    try {
      const there = await fetchModelNames();
      const chose = chosen();
      // A choice that is not among them may have been added.
      if (!chose || there.includes(chose)) setNames(there);
      setListMissing(false);
      const added = await fetchAddedNames();
      if (added.length > 0 || !names()) setNames([...there, ...added]);
    } catch {
      setListMissing(true);
      if (!names()) setNames([FALLBACK_MODEL]);
    }
  }

  // Only another choice counts: what else changes on the desk asks for nothing again.
  const choice = createMemo(chosen);
  createEffect(() => {
    const there = names();
    const wanted = choice();
    const isNeeded = needed();
    if (!there || wanted === undefined) return;
    untrack(() => {
      const name =
        wanted !== null && there.includes(wanted) ? wanted : there[0];
      if (name === undefined) return;
      if (name !== wanted) return choose(name);
      if (!isNeeded) return;
      if (name !== loading() && name !== inUse()?.name) void use(name);
      else if (loading() !== null && name !== loading()) {
        onItsWay.abort();
        setLoading(null);
      }
    });
  });

  void list();
  void fetchAbout().then(setAbout);
  return {
    names,
    about,
    inUse,
    loading,
    failure,
    listMissing,
    ready: () =>
      needed()
        ? inUse() !== null && loading() === null
        : names() !== null && chosen() !== null,
    retry() {
      if (listMissing()) void list();
      const failed = failure();
      if (!failed || loading() !== null) return;
      if (chosen() !== failed.name) choose(failed.name);
      else void use(failed.name);
    },
  };
}
