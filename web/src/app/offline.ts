/** Keeps the page for use without a network, and tells when a new version of it is there. */
import { createSignal, type Accessor } from "solid-js";

/** A new version: put by and waiting, or already in use by another tab. */
export type Update = "there" | "elsewhere";

export interface Offline {
  readonly update: Accessor<Update | null>;
  /** Goes over to the new version, with a reload. */
  take(): void;
  /** Until the next new version. */
  dismiss(): void;
}

/** How often a page that stays open looks for a new version, in milliseconds. */
const LOOK_EVERY_MS = 60 * 60 * 1000;

/**
 * Registers the service worker beside the page. It puts the page by as a whole and serves that,
 * until the visitor or a later visit goes over to the next one: old code never meets new weights.
 * Where a browser has no service workers, or forbids to keep anything, the page does without.
 */
export function keepOffline(): Offline {
  const [update, setUpdate] = createSignal<Update | null>(null);
  const container = navigator.serviceWorker;
  let waiting: ServiceWorker | null = null;

  const offer = (registration: ServiceWorkerRegistration) => {
    // The first one of all replaces nothing.
    if (!registration.waiting || !registration.active) return;
    waiting = registration.waiting;
    setUpdate("there");
    waiting.addEventListener("statechange", () => {
      if (waiting?.state === "activated") setUpdate("elsewhere");
    });
  };
  const follow = (registration: ServiceWorkerRegistration) => {
    offer(registration);
    registration.addEventListener("updatefound", () => {
      const { installing } = registration;
      installing?.addEventListener("statechange", () => {
        if (installing.state === "installed") offer(registration);
      });
    });
    let looked = Date.now();
    document.addEventListener("visibilitychange", () => {
      if (document.hidden || Date.now() - looked < LOOK_EVERY_MS) return;
      looked = Date.now();
      registration.update().catch(() => {}); // There is no network now; later, then.
    });
    // On the first visit the page is not the worker's yet; without a network it had better be.
    addEventListener("offline", () =>
      registration.active?.postMessage("claim"),
    );
  };

  container
    ?.register(new URL("sw.js", document.baseURI))
    .then(follow)
    .catch(() => {});
  void container?.ready.then(() => {
    document.documentElement.dataset["offline"] = "true";
  });
  return {
    update,
    take() {
      const next = waiting;
      if (!next || next.state === "activated") return location.reload();
      next.addEventListener("statechange", () => {
        if (next.state === "activated") location.reload();
      });
      next.postMessage({ type: "SKIP_WAITING" });
    },
    dismiss: () => void setUpdate(null),
  };
}
