/** #draw: the paper, its tools, the answer beside it, and behind a question what the network sees. */
import { createMemo, createSignal, onCleanup, onMount } from "solid-js";
import type { RoomProps } from "../../parts/room.ts";
import { strokesOn } from "../../session/session.ts";
import { texts } from "../../words/texts.ts";
import { createAnswering } from "./answering.ts";
import { DigitBoxes } from "./digit-boxes.tsx";
import { DigitRow } from "./digit-row.tsx";
import { Exchange } from "./exchange.tsx";
import { FirstSight } from "./first-sight.tsx";
import { Help } from "./help.tsx";
import { InkCanvas } from "./ink-canvas.ts";
import { KeyboardPen } from "./keyboard-pen.tsx";
import { PointerChoice } from "./pointer-choice.ts";
import { followPointers } from "./pointers.ts";
import { Answer, Bars } from "./prediction.tsx";
import { Samples } from "./samples.tsx";
import { commandFor, takesKeys } from "./shortcuts.ts";
import { createStagesPanel } from "./stages-panel.tsx";
import { Tools } from "./tools.tsx";
import "./draw.css";
import "./paper.css";

export default function DrawRoom(props: RoomProps) {
  const { session } = props;
  const stages = createStagesPanel(props.notices);
  const answering = createAnswering(props, stages.isOpen);
  const { sight } = answering;
  const strokes = createMemo(() => strokesOn(session).length);
  const [hasPen, setHasPen] = createSignal(false);
  // Null until the visitor says so: a finger draws unless there is a pen.
  const [wantsTouch, setWantsTouch] = createSignal<boolean | null>(null);
  const touchDraws = () => wantsTouch() ?? !hasPen();

  const listening = new AbortController();
  onCleanup(() => listening.abort());
  const { signal } = listening;
  let canvas!: HTMLCanvasElement;
  let ink: InkCanvas | undefined;
  let help!: HTMLDialogElement;
  onMount(() => {
    ink = new InkCanvas(canvas, session);
    const choice = new PointerChoice(touchDraws, () => setHasPen(true));
    followPointers(canvas, ink, choice, signal);
  });

  addEventListener(
    "keydown",
    (event) => {
      if (event.defaultPrevented || takesKeys(event.target)) return;
      const command = commandFor(event);
      if (!command) return;
      event.preventDefault();
      if (command === "help") help.showModal();
      else session.run(command);
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
      <div class="first-screen">
        <div class="paper-place">
          <div class="paper">
            <FirstSight {...props} />
            <canvas
              ref={canvas}
              class="ink"
              role="application"
              tabindex={0}
              data-testid="ink"
              aria-label={texts.draw.canvas(strokes())}
              aria-roledescription={texts.draw.canvasRole}
              aria-describedby="ink-keys"
            />
            <DigitBoxes sight={sight()} />
            <KeyboardPen canvas={() => canvas} ink={() => ink} />
            <p id="ink-keys" hidden>
              {texts.draw.canvasKeys}
            </p>
          </div>
        </div>
        <Tools
          session={session}
          hasPen={hasPen()}
          touchDraws={touchDraws()}
          setTouchDraws={setWantsTouch}
        />
        <Answer answering={answering} isLive={session.live() !== null}>
          <DigitRow
            sight={sight()}
            choose={(chosenStroke) =>
              session.update((desk) => ({ ...desk, chosenStroke }))
            }
          />
        </Answer>
        <Bars sight={sight()} />
        <Samples {...props} />
        <div class="desk-foot">
          <stages.Question />
          <Exchange {...props} />
          <Help dialog={(dialog) => (help = dialog)} />
        </div>
      </div>
      <stages.Panel room={props} sight={sight()} />
    </div>
  );
}
