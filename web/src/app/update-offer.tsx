/** Offers a new version of the page, and leaves what the visitor does alone. */
import { Show } from "solid-js";
import { texts } from "../words/texts.ts";
import { keepOffline } from "./offline.ts";
import "./update-offer.css";

const words = texts.update;

/** Lies over the foot of the page: the paper must not move under a pen. */
export default function UpdateOffer() {
  const offline = keepOffline();
  return (
    <div class="update-offer" role="status">
      <Show when={offline.update()}>
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
