/** A component that arrives later than what surrounds it. */
import { createMemo, untrack, type Component, type JSX } from "solid-js";

/** Nothing until there is a `part`. Much smaller than the library's `lazy` and `Dynamic`. */
export function Loaded<Props extends object>(given: {
  part: Component<Props> | null;
  props: Props;
}): JSX.Element {
  const shown = createMemo(() => {
    const { part, props } = given;
    return part && untrack(() => part(props));
  });
  return <>{shown()}</>;
}
