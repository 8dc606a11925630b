/** "Try it on your own ink": a copy of it to move about, and what networks make of it with stages and without. */
import { createMemo, createSignal, For, Show } from "solid-js";
import { Announcer } from "../../../parts/announcer.tsx";
import type { RoomProps } from "../../../parts/room.ts";
import { stagesOff } from "../../../session/framing.ts";
import { experiment as words } from "../../../words/experiment.ts";
import type { Sight } from "../answering.ts";
import { createAnswers } from "./answers.ts";
import { compare } from "./comparison.ts";
import { ComparisonTable } from "./comparison-table.tsx";
import { sentenceOf } from "./comparison-words.ts";
import { createGlide } from "./glide.ts";
import { IDEAS, type Idea } from "./ideas.ts";
import {
  between,
  isUnchanged,
  keepOnPaper,
  UNCHANGED,
  type Change,
  type Ink,
} from "./ink-change.ts";
import { MovableInk } from "./movable-ink.tsx";
import { createSideNetworks } from "./side-networks.ts";
import { Sliders } from "./sliders.tsx";
import { TakeReadyDigit } from "./take-ready-digit.tsx";
import "./experiment.css";

/** Strokes of the digit that is looked at; null when there is none. */
function inkOf(sight: Sight | null): Ink | null {
  const digit = sight?.digits[sight.selected];
  if (!sight || !digit || digit.reason === "blank") return null;
  const { drawing, brushWidth } = sight;
  return {
    drawing: Array.from(digit.strokes, (stroke) => drawing[stroke]!),
    brushWidth,
  };
}

export function Experiment(props: { room: RoomProps; sight: Sight | null }) {
  /** Stays as it was while a stroke is drawn: the answer at the paper has no company then. */
  const ink = createMemo<Ink | null>(
    (before) => (props.room.session.live() ? before : inkOf(props.sight)),
    null,
  );
  return (
    <section class="experiment" aria-labelledby="experiment-heading">
      <h2 id="experiment-heading">{words.heading}</h2>
      <Show when={ink()} fallback={<TakeReadyDigit room={props.room} />}>
        {(there) => (
          <>
            <p class="introduction">
              {(props.sight?.digits.length ?? 0) > 1
                ? words.introductionOfSeveral
                : words.introduction}
            </p>

            <Trial room={props.room} ink={there()} />
          </>
        )}
      </Show>
    </section>
  );
}

function Trial(props: { room: RoomProps; ink: Ink }) {
  const { session } = props.room;
  const [change, setChange] = createSignal<Change>(UNCHANGED);
  const [isHeld, setHeld] = createSignal(false);
  const [isTouched, setTouched] = createSignal(false);
  const glide = createGlide();

  const comparison = createMemo(() =>
    compare(props.ink, change(), stagesOff(session.desk().framing)),
  );
  const side = createSideNetworks(props.room);
  const { findings, isLate } = createAnswers(props.room, side, comparison);
  const sentence = createMemo(() => {
    const found = findings();
    return found ? sentenceOf(found) : "";
  });

  const lead = (to: Change) => {
    glide.stop();
    setTouched(true);
    setChange(to);
  };
  const glideTo = (target: Change) => {
    setTouched(true);
    const from = keepOnPaper(change(), props.ink);
    const to = keepOnPaper(target, props.ink);
    glide.start((share) =>
      setChange(share === 1 ? target : between(from, to, share)),
    );
  };
  let firstIdea: HTMLButtonElement | undefined;

  return (
    <div class="trial" data-late={String(isLate())}>
      <div class="ideas" role="group" aria-label={words.ideas}>
        <For each={Object.keys(IDEAS) as Idea[]}>
          {(idea, i) => (
            <button
              type="button"
              class="quiet-button"
              data-testid={`experiment-idea-${idea}`}
              ref={(button) => i() === 0 && (firstIdea = button)}
              onClick={() => glideTo(IDEAS[idea])}
            >
              {words.idea[idea]}
            </button>
          )}
        </For>
      </div>
      <MovableInk
        ink={props.ink}
        change={change()}
        setChange={lead}
        setHeld={(isHeld) => {
          if (isHeld) glide.stop();
          setHeld(isHeld);
        }}
      />
      <div class="outcome">
        <p class="sentence" data-testid="experiment-sentence">
          {sentence()}
        </p>
        <ComparisonTable side={side} findings={findings()} isLate={isLate()} />
      </div>
      <Sliders change={change()} setChange={lead} />
      <button
        type="button"
        class="text-button back"
        data-testid="experiment-reset"
        disabled={isUnchanged(change())}
        onClick={() => {
          // The button is about to be of no use; the focus stays near.
          firstIdea?.focus();
          glideTo(UNCHANGED);
        }}
      >
        {words.reset}
      </button>
      <Announcer words={isTouched() && !isHeld() ? sentence() : null} />
    </div>
  );
}
