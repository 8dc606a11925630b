/** Keeps the desk on the device, so that a reload brings it back. */
import { createEffect, createSignal, type Accessor } from "solid-js";
import { latestOnly } from "../engine/latest.ts";
import { emptyDesk, type Desk } from "./desk.ts";
import type { DeskStore } from "./desk-store.ts";
import { withKept } from "./kept.ts";
import type { Session } from "./session.ts";

/** The page goes on without the kept desk if it has not come by then, in milliseconds. */
const PATIENCE_MS = 3000;

/** In the local storage: the tab that was opened last. */
export const OPENED = "digitlab-opened";

/** Whether anything can have been kept here: a first visitor waits for nothing. */
function isExpected(): boolean {
  try {
    return localStorage.getItem(OPENED) !== null;
  } catch {
    return false;
  }
}

export interface KeepOptions {
  /** Opens where desks are kept. */
  readonly open: () => Promise<DeskStore>;
  /** Called once, when nothing can be kept. */
  readonly failed: () => void;
}

/**
 * Brings the kept desk back, and from then on keeps every change.
 *
 * @returns whether the kept desk has had its say, or is waited for no longer
 */
export function keepDesk(
  session: Session,
  { open, failed }: KeepOptions,
): Accessor<boolean> {
  const [store, setStore] = createSignal<DeskStore | null>(null);
  const [isSettled, setSettled] = createSignal(!isExpected());
  let hasFailed = false;
  const fail = () => {
    if (!hasFailed) failed();
    hasFailed = true;
  };

  let kept: Desk | null = null;
  const begin = async () => {
    const opened = await open();
    const found = await opened.load();
    if (found)
      session.update((desk) => withKept(desk, found, session.live() !== null));
    kept = found;
    setStore(opened);
  };
  const waiting = setTimeout(() => setSettled(true), PATIENCE_MS);
  void begin()
    .catch(fail)
    .finally(() => {
      clearTimeout(waiting);
      setSettled(true);
    });

  const save = latestOnly(([store, desk]: [DeskStore, Desk]) =>
    store.save(desk).catch(fail),
  );
  createEffect(() => {
    const [opened, desk] = [store(), session.desk()];
    // A desk that nobody touched is not this tab's: whoever opens the page ten times kept one desk.
    if (opened && desk !== kept && desk !== emptyDesk) save([opened, desk]);
  });
  return isSettled;
}
