/** Words for screen readers about what changes many times a second: only what stays is read out. */
import { createEffect, createSignal, onCleanup } from "solid-js";

/** Silence after the last change before it is read out, in milliseconds. */
const ANNOUNCE_AFTER_MS = 700;

/** Invisible. Says `words` once they stand; nothing when they are null. */
export function Announcer(props: { words: string | null }) {
  const [said, say] = createSignal("");
  createEffect(() => {
    const { words } = props;
    if (words === null) return;
    const timer = setTimeout(() => say(words), ANNOUNCE_AFTER_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <p class="visually-hidden" aria-live="polite">
      {said()}
    </p>
  );
}
