/** The rooms of the page, the default one first. A new one is a folder, a line here and its words. */
import type { Room } from "../parts/room.ts";
import { texts } from "../words/texts.ts";
import type { RouteShape } from "./router.ts";

export interface Route extends RouteShape {
  readonly title: string;
  /** Whether drawings are answered there; else no engine is loaded for it. */
  readonly needsEngine: boolean;
  /** Loads the room, when it is first opened. */
  readonly load: () => Promise<{ default: Room }>;
}

export const routes: readonly Route[] = [
  {
    id: "draw",
    parameters: 1,
    title: texts.routes.draw,
    needsEngine: true,
    load: () => import("../rooms/draw/draw-room.tsx"),
  },
  {
    id: "results",
    parameters: 1,
    title: texts.routes.results,
    needsEngine: false,
    load: () => import("../rooms/results/results-room.tsx"),
  },
];

/** Where every other address leads. */
export const notFound: Route = {
  id: "",
  title: texts.routes.notFound,
  needsEngine: false,
  load: () => import("../rooms/not-found/not-found-room.tsx"),
};

export const routeOf = (id: string | null): Route =>
  routes.find((route) => route.id === id) ?? notFound;
