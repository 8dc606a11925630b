/**
 * Desks on the device: one for each tab, so that two tabs never write over each other. Loaded apart
 * from the page, which does not wait for it.
 */
import { openDB, type DBSchema } from "idb";
import type { Desk } from "./desk.ts";
import { OPENED } from "./keep.ts";
import { deskFrom, trimmed } from "./kept.ts";

/** Desks of tabs that are gone: the newest are kept. */
export const KEPT_DESKS = 10;

interface Kept {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly desk: unknown;
}

interface Layout extends DBSchema {
  /** By the name of the tab. */
  desks: { key: string; value: Kept; indexes: { time: number } };
}

const NAME = "digitlab-tab";

function newName(): string {
  const name = `${Date.now()}-${Math.random()}`;
  sessionStorage.setItem(NAME, name);
  return name;
}

/**
 * Name of this tab, which it has again after a reload. A tab that was duplicated shares its name
 * with the duplicate until that one is open: then the older one takes another and is told so.
 */
function nameTab(renamed: (name: string) => void): void {
  let name = sessionStorage.getItem(NAME) ?? newName();
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== OPENED || !newValue?.startsWith(`${name} `)) return;
    name = newName();
    renamed(name);
  });
  localStorage.setItem(OPENED, `${name} ${Date.now()}`);
  renamed(name);
}

export interface DeskStore {
  /** The desk that this tab left; in a new tab the one used last; null when there is none. */
  load(): Promise<Desk | null>;
  /** Keeps the desk as this tab's. */
  save(desk: Desk): Promise<void>;
}

/** Rejects where the browser lets nothing be kept. */
export async function openDeskStore(): Promise<DeskStore> {
  const database = await openDB<Layout>("digitlab", 1, {
    upgrade(created) {
      created.createObjectStore("desks").createIndex("time", "time");
    },
    // A newer version of the page, in another tab, may change the layout: do not stand in its way.
    blocking: () => database.close(),
  });
  let tab = "";
  let newest: Desk | null = null;

  async function save(desk: Desk) {
    newest = desk;
    const writing = database.transaction("desks", "readwrite");
    const kept = { time: Date.now(), desk: trimmed(desk) };
    const put = writing.store.put(kept, tab);
    // Without waiting for the answer: the visitor may be on the way out.
    writing.commit();
    await Promise.all([put, writing.done]);
  }

  async function load() {
    const { store } = database.transaction("desks");
    const [own, last] = await Promise.all([
      store.get(tab),
      store.index("time").openCursor(null, "prev"),
    ]);
    newest = deskFrom((own ?? last?.value)?.desk);
    return newest;
  }

  async function tidy() {
    const { store } = database.transaction("desks", "readwrite");
    const keys = await store.index("time").getAllKeys();
    for (const key of keys.slice(0, -KEPT_DESKS)) await store.delete(key);
  }

  nameTab((name) => {
    tab = name;
    if (newest) save(newest).catch(() => {});
  });
  await tidy();
  return { load, save };
}
