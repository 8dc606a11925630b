/** Views by the address's fragment: #draw, #results. Adding one is one entry in `routes`. */

export interface View {
  readonly element: HTMLElement;
  /** Called whenever the view comes into sight. */
  shown?(): void;
}

export interface Route {
  /** Fragment of the address. */
  readonly id: string;
  readonly title: string;
  /** Makes the view; called once, when it is first wanted. */
  readonly load: () => View | Promise<View>;
}

/** The route a fragment such as "#results" names; the first one when it names none. */
export function matchRoute<R extends { id: string }>(
  routes: readonly R[],
  hash: string,
): R {
  const wanted = hash.replace(/^#\/?/, "");
  return routes.find((route) => route.id === wanted) ?? routes[0]!;
}

/**
 * Follows the address from now on, putting views into `outlet`.
 *
 * @param entered called with each route that is entered, before its view is there
 * @param failed called when a view cannot be loaded; it is tried again when entered again
 */
export function startRouter(
  routes: readonly Route[],
  outlet: HTMLElement,
  entered: (route: Route) => void,
  failed: (route: Route, error: unknown) => void,
): void {
  const views = new Map<string, View>();
  let wanted: Route | null = null;

  const enter = async () => {
    const route = matchRoute(routes, location.hash);
    if (route === wanted && views.has(route.id)) return;
    wanted = route;
    entered(route);
    for (const view of views.values()) view.element.hidden = true;
    try {
      let view = views.get(route.id);
      if (!view) {
        view = await route.load();
        const other = views.get(route.id);
        if (other) view = other;
        else {
          views.set(route.id, view);
          view.element.hidden = true;
          outlet.append(view.element);
        }
      }
      if (wanted !== route) return;
      view.element.hidden = false;
      view.shown?.();
    } catch (error) {
      failed(route, error);
    }
  };
  addEventListener("hashchange", () => void enter());
  void enter();
}
