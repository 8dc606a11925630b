/** What the network in use makes of the paper, kept up to date while somebody draws. */
import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";
import {
  EngineError,
  type FrameSettings,
  type Look,
  type Recognition,
} from "../../engine/engine.ts";
import { latestOnly } from "../../engine/latest.ts";
import type { NetworkInUse } from "../../engine/networks.ts";
import { reasonOf } from "../../parts/reasons.ts";
import type { RoomProps } from "../../parts/room.ts";
import {
  frameSettings,
  MNIST_FRAMING,
  stagesOff,
  type Framing,
} from "../../session/framing.ts";
import { packStrokes } from "../../session/packed-strokes.ts";
import { strokesOn } from "../../session/session.ts";
import { BRUSHES, type Drawing } from "../../session/strokes.ts";
import { texts } from "../../words/texts.ts";

/** A drawing and what the network makes of it, all of one moment. */
export interface Sight {
  readonly drawing: Drawing;
  /** In paper units. */
  readonly brushWidth: number;
  readonly framing: Framing;
  /** Whether the digit was chosen to look at, and not only drawn last. */
  readonly isChosen: boolean;
  /** In reading order; the one that is looked at framed as `framing` says. */
  readonly digits: Look["digits"];
  /** Index of the digit that is looked at; −1 when there is none. */
  readonly selected: number;
  /** That digit scaled but not yet centred; null when nobody looks at the stages. */
  readonly unplaced: Recognition | null;
  /** That digit framed with all stages on. */
  readonly usual: Recognition | null;
}

interface Question {
  readonly network: NetworkInUse | null;
  readonly drawing: Drawing;
  readonly isLive: boolean;
  readonly brushWidth: number;
  readonly framing: Framing;
  readonly stroke: number | null;
  /** Whether somebody looks at the stages. */
  readonly inStages: boolean;
}

/** Ways to frame the digit that is looked at, beside MNIST's. */
function othersOf(question: Question): FrameSettings[] {
  const { framing, brushWidth, inStages } = question;
  const settings = frameSettings(framing, brushWidth);
  const unplaced = { ...settings, centerByMass: false };
  if (stagesOff(framing).length > 0) return [unplaced, settings];
  return inStages ? [unplaced] : [];
}

export interface Answering {
  /** Null when there is nothing to see. */
  readonly sight: Accessor<Sight | null>;
  /** What is said instead of an answer. */
  readonly silence: Accessor<string>;
  /** Whether the answer is of an earlier moment than the drawing. */
  readonly isLate: Accessor<boolean>;
}

/** @param inStages whether somebody looks at the stages, whose pictures take time of their own */
export function createAnswering(
  room: RoomProps,
  inStages: Accessor<boolean>,
): Answering {
  const { session, engine, networks, notices } = room;
  const [sight, setSight] = createSignal<Sight | null>(null);
  const [silence, setSilence] = createSignal(texts.draw.waiting);
  const [isLate, setLate] = createSignal(false);
  const gone = new AbortController();
  let newest: Question | null = null;
  onCleanup(() => gone.abort());

  const fallSilent = (words: string) => {
    setSilence(words);
    setSight(null);
  };
  const show = (question: Question, look: Look) => {
    const { drawing, brushWidth, framing, stroke, isLive } = question;
    const { selected } = look;
    const usual = look.digits[selected];
    if (!usual) {
      // A stroke that has just begun is not too short: nobody knows yet what it will be.
      const isDot = drawing.length > 0 && !isLive;
      return fallSilent(isDot ? texts.answer.tooLittle : texts.answer.blank);
    }
    const [unplaced, reframed] = look.others;
    const digits = reframed
      ? look.digits.map((digit, i) =>
          i === selected ? { ...digit, ...reframed } : digit,
        )
      : look.digits;
    setSight({
      drawing,
      brushWidth,
      framing,
      isChosen: stroke !== null,
      digits,
      selected,
      unplaced: unplaced ?? null,
      usual,
    });
  };

  const ask = latestOnly(async (question: Question) => {
    if (gone.signal.aborted) return;
    const { network, drawing, brushWidth, stroke } = question;
    try {
      if (!network || drawing.length === 0) {
        const words =
          networks.loading() !== null || networks.names() === null
            ? texts.draw.waiting
            : texts.draw.unavailable;
        fallSilent(network ? texts.answer.blank : words);
        return;
      }
      const look = await engine.look(network.handle, {
        ...packStrokes(drawing),
        settings: frameSettings(MNIST_FRAMING, brushWidth),
        stroke: stroke ?? drawing.length - 1,
        others: othersOf(question),
      });
      if (gone.signal.aborted) return;
      notices.hide("recognition");
      show(question, look);
    } catch (error) {
      // A network that was closed meanwhile has a successor, which is asked next.
      const isClosed = networks.inUse() !== network;
      if (isClosed || gone.signal.aborted) return;
      fallSilent(texts.draw.unavailable);
      tell(error);
    } finally {
      if (question === newest) setLate(false);
    }
  });

  const tell = (error: unknown) => {
    const { engineFile, recognition } = texts.failures;
    if (!(error instanceof EngineError) || error.kind === "refused")
      notices.show("recognition", recognition(reasonOf(error)));
    else if (error.kind === "file")
      notices.show(
        "recognition",
        engineFile(error.file ?? "", reasonOf(error)),
        () => newest && ask(newest),
      );
    // Any other failure ended the engine, which is told elsewhere.
  };

  createEffect(() => {
    const { brush, framing, chosenStroke } = session.desk();
    networks.loading();
    networks.names();
    newest = {
      network: networks.inUse(),
      drawing: strokesOn(session),
      isLive: session.live() !== null,
      brushWidth: BRUSHES[brush],
      framing,
      stroke: chosenStroke,
      inStages: inStages(),
    };
    setLate(true);
    ask(newest);
  });
  return { sight, silence, isLate };
}
