/** The digits of a number: what the network sees of each, and which one the rest of the page shows. */
import { createEffect, Index } from "solid-js";
import type { ReadDigit } from "../../engine/engine.ts";
import { answerOf } from "../../parts/answer.ts";
import { PixelView } from "../../parts/pixels.ts";
import { formatPercent } from "../../words/formats.ts";
import { texts } from "../../words/texts.ts";
import type { Sight } from "./answering.ts";
import { FRAME_SIDE } from "./stage-pictures.tsx";

const words = texts.number;

/** A digit that is none has no confidence of its own. */
const shareOf = ({ digit, shares }: ReadDigit) =>
  digit === null ? "" : formatPercent(shares[digit]!, 0);

/** Hidden unless there are several digits; of fewer there is nothing to choose. */
export function DigitRow(props: {
  sight: Sight | null;
  /** Called with a stroke of the digit that was tapped. */
  choose: (stroke: number) => void;
}) {
  const digits = () => {
    const shown = props.sight?.digits ?? [];
    return shown.length < 2 ? [] : shown;
  };
  const startsLine = (i: number) =>
    i > 0 && digits()[i]?.line !== digits()[i - 1]?.line;
  return (
    <div
      class="reading"
      role="group"
      aria-label={words.digits}
      hidden={digits().length === 0}
    >
      <Index each={digits()}>
        {(digit, i) => (
          <button
            type="button"
            data-testid={`read-digit-${i}`}
            classList={{ "new-line": startsLine(i) }}
            aria-pressed={i === props.sight?.selected}
            aria-label={words.digit(
              i,
              digits().length,
              digit().digit === null
                ? answerOf(digit()).words
                : words.digitShare(answerOf(digit()).words, shareOf(digit())),
            )}
            onClick={() => props.choose(digit().strokes[0]!)}
          >
            <span class="thumb">
              <Thumbnail frame={digit().frame} />
            </span>
            <span class="caption">
              <span class="digit">{answerOf(digit()).sign}</span>{" "}
              <span class="share">{shareOf(digit())}</span>
            </span>
          </button>
        )}
      </Index>
    </div>
  );
}

function Thumbnail(props: { frame: Uint8Array }) {
  const canvas = (
    <canvas width={FRAME_SIDE} height={FRAME_SIDE} aria-hidden="true" />
  ) as HTMLCanvasElement;
  const view = new PixelView(canvas);
  createEffect(() => view.show(props.frame, FRAME_SIDE, FRAME_SIDE, 255));
  return canvas;
}
