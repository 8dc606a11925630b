/** The page around the rooms: header, notices, the room itself, and the foot. */
import { createMemo, For, lazy, Show } from "solid-js";
import { idle } from "../parts/idle.ts";
import { Notices } from "../parts/notices.tsx";
import type { RoomProps } from "../parts/room.ts";
import { texts } from "../words/texts.ts";
import { ModelSelect } from "./model-select.tsx";
import { Outlet } from "./outlet.tsx";
import type { Router } from "./router.ts";
import { routes } from "./routes.ts";

// Nobody waits for it, and where it does not arrive nobody misses it.
const UpdateOffer = lazy(async () => {
  await idle();
  return import("./update-offer.tsx").catch(() => ({ default: () => null }));
});

export function App(
  props: Omit<RoomProps, "parameters" | "readdress"> & { router: Router },
) {
  const current = (id: string) =>
    props.router.visit().place.route === id ? "page" : undefined;
  const wasReady = createMemo<boolean>(
    (before) => before || props.networks.ready(),
    false,
  );
  return (
    <>
      <header class="page-header">
        <a class="wordmark" href="#draw">
          {texts.name}
        </a>
        <nav aria-label={texts.navigation}>
          <For each={routes}>
            {({ id, title }) => (
              <a href={`#${id}`} aria-current={current(id)}>
                {title}
              </a>
            )}
          </For>
        </nav>
        <ModelSelect session={props.session} networks={props.networks} />
      </header>
      <Notices board={props.notices} />
      <Outlet {...props} />
      <footer>{texts.footer}</footer>
      <Show when={wasReady()}>
        <UpdateOffer />
      </Show>
    </>
  );
}
