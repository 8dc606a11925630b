/** Puts ready digits on the paper, a new one each time. */
import { createSignal, type Accessor } from "solid-js";
import { writeDigit } from "../../engine/samples.ts";
import { reasonOf } from "../../parts/reasons.ts";
import type { RoomProps } from "../../parts/room.ts";
import { withInk } from "../../session/desk.ts";
import { replaceDrawing } from "../../session/ink.ts";
import { texts } from "../../words/texts.ts";
import { fitToPaper } from "./fit-to-paper.ts";

/** Seeds that the generator takes: any whole number would do. */
const newSeed = () => crypto.getRandomValues(new Uint32Array(1))[0]!;

export interface ReadyDigits {
  /** The one on its way; null when there is none. */
  readonly coming: Accessor<number | null>;
  /** Says so when it does not arrive. */
  put(digit: number): Promise<void>;
}

export function createReadyDigits({
  session,
  notices,
}: Pick<RoomProps, "session" | "notices">): ReadyDigits {
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
        texts.draw.samplesMissing(reasonOf(error)),
        () => void put(digit),
      );
    } finally {
      if (coming() === digit) setComing(null);
    }
  };
  return { coming, put };
}
