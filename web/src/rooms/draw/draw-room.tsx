/** #draw: the paper, its tools, the answer beside it, and what the network sees. */
import { createMemo, onCleanup, onMount } from "solid-js";
import type { RoomProps } from "../../parts/room.ts";
import { strokesOn } from "../../session/session.ts";
import { texts } from "../../words/texts.ts";
import { createAnswering } from "./answering.ts";
import { DigitBoxes } from "./digit-boxes.tsx";
import { DigitRow } from "./digit-row.tsx";
import { InkCanvas } from "./ink-canvas.ts";
import { Answer, Bars } from "./prediction.tsx";
import { commandFor, takesKeys } from "./shortcuts.ts";
import { Stages } from "./stages.tsx";
import { Exchange } from "./exchange.tsx";
import { Hints, Tools } from "./tools.tsx";
import "./draw.css";
import "./layouts.css";

export default function DrawRoom(props: RoomProps) {
  const { session, networks } = props;
  const answering = createAnswering(props);
  const { sight } = answering;
  const strokes = createMemo(() => strokesOn(session).length);
  let canvas!: HTMLCanvasElement;
  onMount(() => new InkCanvas(canvas, session));

  const listening = new AbortController();
  onCleanup(() => listening.abort());
  const { signal } = listening;
  addEventListener(
    "keydown",
    (event) => {
      if (event.defaultPrevented || takesKeys(event.target)) return;
      const command = commandFor(event);
      if (!command) return;
      event.preventDefault();
      session.run(command);
    },
    { signal },
  );

  return (
    <div
      class="draw"
      classList={{ several: (sight()?.digits.length ?? 0) > 1 }}
      data-late={String(answering.isLate())}
    >
      <h1 class="visually-hidden">{texts.draw.heading}</h1>
      <div class="desk">
        <div class="paper" classList={{ inked: strokes() > 0 }}>
          <canvas
            ref={canvas}
            class="ink"
            role="img"
            tabindex={-1}
            data-testid="ink"
            aria-label={texts.draw.canvas(strokes())}
          />
          <DigitBoxes sight={sight()} />
          <p class="invitation" aria-hidden="true">
            <span>{texts.draw.invitation}</span>
            <small>{texts.draw.invitationDetail}</small>
          </p>
        </div>
        <Tools session={session} />
      </div>
      <Answer answering={answering}>
        <DigitRow
          sight={sight()}
          choose={(chosenStroke) =>
            session.update((desk) => ({ ...desk, chosenStroke }))
          }
        />
      </Answer>
      <Bars sight={sight()} />
      <Stages
        session={session}
        sight={sight()}
        network={networks.inUse()?.handle ?? null}
      />
      <div class="desk-foot">
        <Hints />
        <Exchange {...props} />
      </div>
    </div>
  );
}
