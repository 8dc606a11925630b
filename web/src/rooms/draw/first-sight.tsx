/** What a paper that nobody has touched yet shows: what this is, and a digit that writes itself and is read. */
import { createEffect, createSignal, onCleanup } from "solid-js";
import { answerOf } from "../../parts/answer.ts";
import type { RoomProps } from "../../parts/room.ts";
import { frameSettings, MNIST_FRAMING } from "../../session/framing.ts";
import { packStrokes } from "../../session/packed-strokes.ts";
import { strokesOn } from "../../session/session.ts";
import { BRUSHES, type Stroke } from "../../session/strokes.ts";
import { texts } from "../../words/texts.ts";
import "./first-sight.css";

const words = texts.draw;

/** Points on an ellipse, angles in turns clockwise from the right. */
function arc(x: number, y: number, width: number, from: number, to: number) {
  const height = 0.85 * width;
  return Array.from({ length: 25 }, (_, i) => {
    const angle = 2 * Math.PI * (from + ((to - from) * i) / 24);
    return [x + width * Math.cos(angle), y + height * Math.sin(angle)];
  }).flat();
}

/** A three, in the upper half of the paper. */
const THREE: Stroke = [
  ...arc(198, 92, 46, -0.42, 0.25),
  ...arc(198, 180, 56, -0.25, 0.42),
];
const path = `M${THREE.join(" ")}`;

/** Nothing of it is the visitor's ink, and nothing of it is in the way of the pen. */
export function FirstSight(props: RoomProps) {
  const { session, networks, engine } = props;
  const isBlank = () => strokesOn(session).length === 0;
  /** Nothing is drawn, and nothing has been that undo or redo would bring back. */
  const isUntouched = () => {
    const { past, future } = session.desk().ink;
    return isBlank() && past.length === 0 && future.length === 0;
  };

  const [reading, setReading] = createSignal("");
  createEffect(() => {
    const network = networks.inUse();
    if (!network || !isUntouched()) return;
    const waiting = new AbortController();
    onCleanup(() => waiting.abort());
    const request = {
      ...packStrokes([THREE]),
      settings: frameSettings(MNIST_FRAMING, BRUSHES.medium),
      stroke: 0,
      others: [],
    };
    engine.look(network.handle, request, { signal: waiting.signal }).then(
      ({ digits: [digit] }) =>
        setReading(digit ? words.demonstration(answerOf(digit).words) : ""),
      () => {}, // The digit stays unread: the first stroke will tell what is wrong.
    );
  });

  return (
    <div class="first-sight" classList={{ gone: !isBlank() }}>
      <div
        class="demonstration"
        classList={{ gone: !isUntouched() }}
        data-testid="demonstration"
        aria-hidden="true"
      >
        <svg viewBox="0 0 400 400">
          <path d={path} pathLength="1" stroke-width={BRUSHES.medium} />
        </svg>
        <p classList={{ read: reading() !== "" }}>{reading()}</p>
      </div>
      <p class="invitation">
        <span>{words.invitation}</span>
        <small>{words.invitationDetail}</small>
      </p>
    </div>
  );
}
