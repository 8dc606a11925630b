/** Offers a new version of the page, and leaves what the visitor does alone. */
import { createMemo, Show } from "solid-js";
import { texts } from "../words/texts.ts";
import { keepOffline } from "./offline.ts";
import "./update-offer.css";

const words = texts.update;

export default function UpdateOffer(props: { isHeld: boolean }) {
  const offline = keepOffline();
  const shown = createMemo<ReturnType<typeof offline.update>>(
    (before) => (props.isHeld ? before : offline.update()),
    null,
  );
  return (
    <div class="update-offer" role="status">
      <Show when={shown()}>
        {(update) => (
          <div class="update-words" data-testid="update-offer">
            <p>{words[update()]}</p>
            <button
              type="button"
              class="quiet-button"
              data-testid="update-take"
              onClick={() => offline.take()}
            >
              {words.take}
            </button>
            <button
              type="button"
              class="quiet-button"
              data-testid="update-later"
              onClick={() => offline.dismiss()}
            >
              {words.later}
            </button>
          </div>
        )}
      </Show>
    </div>
  );
}
