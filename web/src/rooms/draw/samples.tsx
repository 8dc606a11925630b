/** Ten ready digits to put on the paper with one tap, a new one each time. */
import { createSignal, For } from "solid-js";
import { writeDigit } from "../../engine/samples.ts";
import { reasonOf } from "../../parts/reasons.ts";
import type { RoomProps } from "../../parts/room.ts";
import { withInk } from "../../session/desk.ts";
import { replaceDrawing } from "../../session/ink.ts";
import { texts } from "../../words/texts.ts";
import { fitToPaper } from "./fit-to-paper.ts";
import "./samples.css";

const words = texts.draw;
const DIGITS = [...Array(10).keys()];

/** Seeds that the generator takes: any whole number would do. */
const newSeed = () => crypto.getRandomValues(new Uint32Array(1))[0]!;

export function Samples({ session, notices }: RoomProps) {
  const [coming, setComing] = createSignal<number | null>(null);
  const put = async (digit: number) => {
    setComing(digit);
    try {
      const written = await writeDigit(digit, newSeed());
      notices.hide("samples");
      // Another one may have been asked for meanwhile, or a stroke begun: that one counts.
      if (coming() !== digit || session.live()) return;
      const drawing = fitToPaper(written);
      session.update((desk) =>
        withInk(desk, replaceDrawing(desk.ink, drawing)),
      );
    } catch (error) {
      notices.show(
        "samples",
        words.samplesMissing(reasonOf(error)),
        () => void put(digit),
      );
    } finally {
      if (coming() === digit) setComing(null);
    }
  };
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
