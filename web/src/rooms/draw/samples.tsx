/** Ten ready digits to put on the paper with one tap, a new one each time. */
import { For } from "solid-js";
import type { RoomProps } from "../../parts/room.ts";
import { texts } from "../../words/texts.ts";
import { createReadyDigits } from "./ready-digits.ts";
import "./samples.css";

const words = texts.draw;
const DIGITS = [...Array(10).keys()];

export function Samples(props: RoomProps) {
  const { coming, put } = createReadyDigits(props);
  return (
    <div class="samples" role="group" aria-labelledby="samples-heading">
      <h2 id="samples-heading">{words.samples}</h2>
      <div>
        <For each={DIGITS}>
          {(digit) => (
            <button
              type="button"
              data-testid={`sample-${digit}`}
              aria-label={words.sample(digit)}
              aria-busy={coming() === digit}
              onClick={() => void put(digit)}
            >
              {digit}
            </button>
          )}
        </For>
      </div>
    </div>
  );
}
