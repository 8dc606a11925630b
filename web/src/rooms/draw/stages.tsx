/** What the network sees: a picture of each stage on the way, and a switch that leaves it out. */
import { createEffect, createMemo, For, Show, type JSX } from "solid-js";
import { Announcer } from "../../parts/announcer.tsx";
import { BLANK } from "../../parts/answer.ts";
import {
  paintDrawing,
  paintStroke,
  preparePaper,
} from "../../parts/ink-painter.ts";
import { PixelView } from "../../parts/pixels.ts";
import type { RoomProps } from "../../parts/room.ts";
import {
  MNIST_FRAMING,
  STAGES,
  stagesOff,
  type Stage,
} from "../../session/framing.ts";
import { PAPER_SIDE } from "../../session/strokes.ts";
import { stages as words } from "../../words/stages.ts";
import type { Sight } from "./answering.ts";
import { costWords } from "./cost-words.ts";
import { Experiment } from "./experiment/experiment.tsx";
import { InputPicture } from "./input-picture.tsx";
import {
  CentreMarks,
  FrameBoxMarks,
  FRAME_SIDE,
  PaperMarks,
  Picture,
} from "./stage-pictures.tsx";
import "./stages.css";

/** Pixels of the small picture of the paper: enough for any screen. */
const PAPER_PIXELS = 240;

export interface StagesProps {
  room: RoomProps;
  sight: Sight | null;
}

/** First what each stage does to the drawing at the paper; then a copy of it to try them on. */
export default function Stages(props: StagesProps) {
  return (
    <>
      <StagePictures {...props} />
      <Experiment {...props} />
    </>
  );
}

function StagePictures(props: StagesProps) {
  const { session, networks } = props.room;
  /** Of the digit that is looked at. */
  const digit = createMemo(() => {
    const found = props.sight?.digits[props.sight.selected];
    return found && found.reason !== "blank" ? found : null;
  });
  const framing = () => session.desk().framing;
  const isAltered = () => stagesOff(framing()).length > 0;
  const throwSwitch = (stage: Stage, on: boolean) =>
    session.update((desk) => ({
      ...desk,
      framing: { ...desk.framing, [stage]: on },
    }));
  const cost = createMemo(() =>
    costWords(
      stagesOff(props.sight?.framing ?? framing()),
      digit() ?? BLANK,
      (digit() && props.sight?.usual) ?? BLANK,
    ),
  );

  const switches = new Map<Stage, HTMLInputElement>();
  const reset = () => {
    // The button is about to go; the focus stays near.
    switches.get(stagesOff(framing())[0]!)?.focus();
    session.update((desk) => ({ ...desk, framing: MNIST_FRAMING }));
  };

  const paintPaper = (canvas: HTMLCanvasElement) => {
    const paper = canvas.getContext("2d")!;
    createEffect(() => {
      const shown = digit();
      const { drawing = [], brushWidth = 1 } = props.sight ?? {};
      preparePaper(paper, PAPER_PIXELS, "#000", brushWidth);
      if (!shown) return paintDrawing(paper, [], null);
      // The strokes the network is shown in black, those of other digits faintly.
      const strokes = new Set(Array.from(shown.strokes));
      paper.globalAlpha = 0.2;
      paintDrawing(
        paper,
        drawing.filter((_, i) => !strokes.has(i)),
        null,
      );
      paper.globalAlpha = 1;
      for (const stroke of strokes) paintStroke(paper, drawing[stroke]!);
    });
  };
  const paintFrame =
    (frame: () => Uint8Array | undefined) => (canvas: HTMLCanvasElement) => {
      const view = new PixelView(canvas);
      createEffect(() => {
        const pixels = frame();
        if (pixels) view.show(pixels, FRAME_SIDE, FRAME_SIDE, 255);
        else view.clear();
      });
    };
  // Without centring nothing is placed: the last stage's picture is the one before.
  const unplaced = () =>
    digit() && props.sight?.framing.centerByMass
      ? props.sight.unplaced?.frame
      : digit()?.frame;

  const pictures: Record<Stage, () => JSX.Element> = {
    fitBox: () => (
      <Picture
        label={words.pictures.fitBox}
        pixels={PAPER_PIXELS}
        side={PAPER_SIDE}
        canvas={paintPaper}
      >
        <Show when={digit()}>
          {(shown) => (
            <PaperMarks
              recognition={shown()}
              fitted={props.sight?.framing.fitBox ?? true}
            />
          )}
        </Show>
      </Picture>
    ),
    normalizePen: () => (
      <Picture
        label={words.pictures.normalizePen}
        pixels={FRAME_SIDE}
        side={FRAME_SIDE}
        canvas={paintFrame(unplaced)}
      >
        <Show when={digit() && props.sight?.framing.fitBox}>
          <FrameBoxMarks />
        </Show>
      </Picture>
    ),
    centerByMass: () => (
      <Picture
        label={words.pictures.centerByMass}
        pixels={FRAME_SIDE}
        side={FRAME_SIDE}
        canvas={paintFrame(() => digit()?.frame)}
      >
        <Show when={digit()}>
          {(shown) => <CentreMarks recognition={shown()} />}
        </Show>
      </Picture>
    ),
  };

  return (
    <section
      class="sees"
      classList={{ altered: isAltered() }}
      aria-labelledby="stages-heading"
    >
      <h2 id="stages-heading">{words.heading}</h2>
      <p class="introduction">{words.introduction}</p>
      <div class="stages">
        <For each={STAGES}>
          {(stage) => (
            <figure classList={{ off: !framing()[stage] }}>
              {/* The picture is part of the label: a large thing to tap, whatever the switch's size. */}
              <label>
                {pictures[stage]()}
                <span class="caption">
                  <input
                    type="checkbox"
                    role="switch"
                    class="switch"
                    aria-label={words.switches[stage].name}
                    aria-describedby={`about-${stage}`}
                    data-testid={`stage-${stage}`}
                    checked={framing()[stage]}
                    ref={(input) => switches.set(stage, input)}
                    onChange={(event) =>
                      throwSwitch(stage, event.currentTarget.checked)
                    }
                  />
                  {words.switches[stage].name}
                </span>
              </label>
              <p id={`about-${stage}`}>{words.switches[stage].detail}</p>
            </figure>
          )}
        </For>
        <InputPicture
          network={networks.inUse()?.handle ?? null}
          input={digit()?.input ?? null}
        />
      </div>
      <p class="cost">
        <span>
          <span data-testid="stage-cost">{cost()}</span>{" "}
          <button
            type="button"
            class="text-button"
            data-testid="stage-reset"
            hidden={!isAltered()}
            onClick={reset}
          >
            {words.reset}
          </button>
        </span>
      </p>
      <Announcer words={isAltered() ? cost() : null} />
    </section>
  );
}
