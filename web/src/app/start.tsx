/** Puts the page together: engine, session, networks, and the room that the address asks for. */
import { createEffect, createMemo, on } from "solid-js";
import { render } from "solid-js/web";
import { recognitionModule } from "../engine/core-module.ts";
import { createNetworks } from "../engine/networks.ts";
import { recognitionEngine } from "../engine/recognition.ts";
import { createNotices, reportUncaughtErrors } from "../parts/notices.tsx";
import { keepDesk } from "../session/keep.ts";
import { createSession } from "../session/session.ts";
import { texts } from "../words/texts.ts";
import { App } from "./app.tsx";
import { tellOfNetworks } from "./network-notices.ts";
import { createRouter, placeOf } from "./router.ts";
import { routeOf, routes } from "./routes.ts";
import { trustOwnTypes } from "./trusted-types.ts";
import "./page.css";

trustOwnTypes();
const notices = createNotices();
reportUncaughtErrors(notices);

const spawn = () =>
  new Worker(new URL("../engine/recognition-worker.ts", import.meta.url), {
    type: "module",
  });
const engine = recognitionEngine({
  spawn,
  module: recognitionModule,
  replaced: (reason) =>
    notices.show("engine", texts.failures.engineReplaced(reason)),
});

// The engine takes longest: ask for it first.
if (routeOf(placeOf(routes, location.hash).route).needsEngine) engine.prepare();

const page = document.getElementById("page")!;
page.replaceChildren();
render(() => {
  const session = createSession();
  const isSettled = keepDesk(session, {
    open: async () =>
      (await import("../session/desk-store.ts")).openDeskStore(),
    failed: () => notices.show("storage", texts.failures.storage),
  });
  const router = createRouter(routes);
  const needed = createMemo<boolean>(
    (before) => before || routeOf(router.visit().place.route).needsEngine,
    false,
  );
  const networks = createNetworks(
    engine,
    // The network that was in use last time comes back before a default one is loaded.
    () => session.desk().network ?? (isSettled() ? null : undefined),
    (network) => session.update((desk) => ({ ...desk, network })),
    needed,
  );
  tellOfNetworks(networks, notices);
  // What failed once is asked for again when there is reason to hope.
  createEffect(on(router.visit, () => networks.retry(), { defer: true }));
  addEventListener("online", () => networks.retry());
  return (
    <App
      session={session}
      engine={engine}
      networks={networks}
      notices={notices}
      router={router}
    />
  );
}, page);
