/** Rooms by the address's fragment: #draw, #results, #results/lab. */
import { createSignal, type Accessor } from "solid-js";

/** Where an address leads. */
export interface Place {
  /** Name of the route; null when no route has this address. */
  readonly route: string | null;
  readonly parameters: readonly string[];
  /** The fragment as it stands in the address. */
  readonly address: string;
}

/** What the router knows of a route. */
export interface RouteShape {
  /** First part of the fragment. */
  readonly id: string;
  /** How many parts may follow; none when left out. */
  readonly parameters?: number;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // Not encoded by us, and as good as any other name that is not there.
  }
}

/** Where a fragment such as "#results/lab" leads; an empty one to the first route. */
export function placeOf(routes: readonly RouteShape[], hash: string): Place {
  const address = hash || `#${routes[0]!.id}`;
  const [id, ...parameters] = address
    .replace(/^#\/?/, "")
    .split("/")
    .map(decode);
  const route = routes.find((route) => route.id === id);
  const known = route && parameters.length <= (route.parameters ?? 0);
  return known
    ? { route: route.id, parameters, address }
    : { route: null, parameters: [], address };
}

/** The fragment that leads to a route. */
export const addressOf = (id: string, parameters: readonly string[]) =>
  `#${[id, ...parameters.map(encodeURIComponent)].join("/")}`;

export interface Visit {
  readonly place: Place;
  /** Scroll position to come back to, in pixels from the top; null on a first visit. */
  readonly scroll: number | null;
}

export interface Router {
  readonly visit: Accessor<Visit>;
  /** Puts other parameters of the same route into the address; no visit of its own. */
  readdress(...parameters: string[]): void;
}

/** Follows the address from now on. Each entry of the history remembers how far it was scrolled. */
export function createRouter(routes: readonly RouteShape[]): Router {
  history.scrollRestoration = "manual";
  const scrolled = new Map<number, number>();
  let visits = 0;
  const entry = (): number | null => {
    const state: unknown = history.state;
    return typeof state === "number" ? state : null;
  };
  const mark = () => {
    const known = entry();
    if (known !== null && scrolled.has(known)) return known;
    history.replaceState(++visits, "");
    return visits;
  };
  let current = mark();
  const [visit, setVisit] = createSignal<Visit>({
    place: placeOf(routes, location.hash),
    scroll: null,
  });
  addEventListener("hashchange", () => {
    scrolled.set(current, scrollY);
    current = mark();
    setVisit({
      place: placeOf(routes, location.hash),
      scroll: scrolled.get(current) ?? null,
    });
  });
  return {
    visit,
    readdress(...parameters) {
      const { route } = visit().place;
      if (route === null) return;
      const address = addressOf(route, parameters);
      if (address === visit().place.address) return;
      history.replaceState(history.state, "", address);
      // The same visit: the page stays where it is.
      setVisit({ place: placeOf(routes, address), scroll: scrollY });
    },
  };
}
