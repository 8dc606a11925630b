/** Shows the room that the address asks for, and disposes of the one that is left. */
import {
  createEffect,
  createMemo,
  createSignal,
  on,
  untrack,
  type JSX,
} from "solid-js";
import type { Room, RoomProps } from "../parts/room.ts";
import { texts } from "../words/texts.ts";
import type { Router } from "./router.ts";
import { routeOf, type Route } from "./routes.ts";
import { scrollWhenThere } from "./scroll.ts";

type OutletProps = Omit<RoomProps, "parameters" | "readdress"> & {
  readonly router: Router;
};

export function Outlet(props: OutletProps) {
  const { router, notices } = props;
  const route = createMemo(() => routeOf(router.visit().place.route));
  const [open, setOpen] = createSignal<{ route: Route; room: Room } | null>(
    null,
  );
  let main: HTMLElement;

  const load = async (wanted: Route) => {
    try {
      const { default: room } = await wanted.load();
      if (untrack(route) === wanted) setOpen({ route: wanted, room });
    } catch {
      if (untrack(route) !== wanted) return;
      notices.show("view", texts.failures.view(wanted.title), () => {
        notices.hide("view");
        void load(wanted);
      });
    }
  };
  createEffect(() => {
    const wanted = route();
    notices.hide("view");
    document.title = texts.documentTitle(wanted.title);
    document.documentElement.dataset["route"] = wanted.id;
    setOpen(null);
    void load(wanted);
  });

  // The room that was left is gone before the next one stands: the page begins where it was, or at
  // its top, and the keyboard goes on from there.
  createEffect(
    on([open, router.visit], ([now, visit], before) => {
      if (!now) return;
      const first = before === undefined || (!before[0] && visits === 0);
      if (before?.[1] === visit && before[0] === now) return;
      ++visits;
      if (first) return;
      scrollWhenThere(main, visit.scroll ?? 0);
      if (before?.[0] !== now) main.focus({ preventScroll: true });
    }),
  );
  let visits = 0;

  const room = createMemo((): JSX.Element => {
    const now = open();
    if (!now) return null;
    const { session, engine, networks } = props;
    return untrack(() =>
      now.room({
        session,
        engine,
        networks,
        notices,
        parameters: () => {
          const { route, parameters, address } = router.visit().place;
          return route === null ? [address] : parameters;
        },
        readdress: router.readdress,
      }),
    );
  });
  return (
    <main id="content" tabindex={-1} ref={(element) => (main = element)}>
      {room()}
    </main>
  );
}
