/** In the place of the experiment when there is no ink: how to come by some. */
import type { RoomProps } from "../../../parts/room.ts";
import { experiment as words } from "../../../words/experiment.ts";
import { createReadyDigits } from "../ready-digits.ts";

/** With a shape of its own wherever it lies, and easily taken for others when cut or shrunk. */
const READY = 2;

export function TakeReadyDigit(props: { room: RoomProps }) {
  const ready = createReadyDigits(props.room);
  return (
    <p class="no-ink">
      {words.empty}{" "}
      <button
        type="button"
        class="text-button"
        data-testid="experiment-sample"
        aria-busy={ready.coming() !== null}
        onClick={() => void ready.put(READY)}
      >
        {words.takeReady(READY)}
      </button>
    </p>
  );
}
