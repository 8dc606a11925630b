/** The page around the rooms: header, notices, the room itself, and the foot. */
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type Component,
} from "solid-js";
import { idle } from "../parts/idle.ts";
import { Loaded } from "../parts/loaded.tsx";
import { Notices } from "../parts/notices.tsx";
import type { RoomProps } from "../parts/room.ts";
import { texts } from "../words/texts.ts";
import { ModelSelect } from "./model-select.tsx";
import { Outlet } from "./outlet.tsx";
import type { Router } from "./router.ts";
import { routes } from "./routes.ts";

export function App(
  props: Omit<RoomProps, "parameters" | "readdress"> & { router: Router },
) {
  const current = (id: string) =>
    props.router.visit().place.route === id ? "page" : undefined;
  // The paper must not move under a pen: messages come and go when it is lifted.
  const isDrawing = () => props.session.live() !== null;
  const [updateOffer, setUpdateOffer] = createSignal<Component | null>(null);
  const wasReady = createMemo<boolean>(
    (before) => before || props.networks.ready(),
    false,
  );
  createEffect(() => {
    if (!wasReady()) return;
    // Nobody waits for it, and where it does not arrive nobody misses it.
    void idle()
      .then(() => import("./update-offer.tsx"))
      .then(
        (loaded) => setUpdateOffer(() => loaded.default),
        () => {},
      );
  });
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
      <Notices board={props.notices} isHeld={isDrawing()} />
      <Outlet {...props} />
      <footer>{texts.footer}</footer>
      <Loaded part={updateOffer()} props={{}} />
    </>
  );
}
