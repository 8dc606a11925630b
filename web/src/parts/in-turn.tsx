/** Long rooms appear part by part, each in a task of its own, so that the page answers in between. */
import { createSignal, For, onCleanup, type JSX } from "solid-js";

/**
 * @param parts what there is to show, from top to bottom
 * @param atOnce all of it now, for instance in the place of as much
 */
export function InTurn(props: {
  parts: readonly (() => JSX.Element)[];
  atOnce: boolean;
}) {
  const { parts, atOnce } = props;
  const [count, setCount] = createSignal(atOnce ? parts.length : 1);
  const timer = setInterval(() => {
    if (setCount((shown) => shown + 1) >= parts.length) clearInterval(timer);
  });
  onCleanup(() => clearInterval(timer));
  return <For each={parts.slice(0, count())}>{(part) => part()}</For>;
}
