/** Digits that were read wrongly, with what they are and what they were taken for. */
import { createSignal, For, Show } from "solid-js";
import type { Pictures, Report } from "../../engine/report.ts";
import { results as words } from "../../words/results.ts";
import { DigitFigure, type OpenPicture } from "./digit-picture.tsx";
import { countMistakes, mistakes } from "./facts.ts";
import { Note } from "./section.tsx";

/** Shown at first; the rest on demand. */
const SHOWN_AT_FIRST = 36;

export function ErrorGallery(props: { report: Report; open: OpenPicture }) {
  return (
    <Show
      when={props.report.pictures}
      keyed
      fallback={<Empty>{words.noPictures}</Empty>}
    >
      {(pictures) => <Mistakes pictures={pictures} open={props.open} />}
    </Show>
  );
}

function Empty(props: { children: string }) {
  return (
    <div class="digits gallery" data-testid="error-gallery">
      <Note>{props.children}</Note>
    </div>
  );
}

function Mistakes(props: { pictures: Pictures; open: OpenPicture }) {
  const { pictures } = props;
  const wrong = mistakes(pictures.items);
  const all = countMistakes(pictures.confusion);
  const source = words.source(pictures.source);
  const [shown, setShown] = createSignal(SHOWN_AT_FIRST);
  if (wrong.length === 0)
    return <Empty>{words.errorsNone(pictures.samples, source)}</Empty>;
  return (
    <>
      <Note>
        {words.errorsDetail(wrong.length, all, pictures.samples, source)}
      </Note>
      <div class="digits gallery" data-testid="error-gallery">
        <For each={wrong.slice(0, shown())}>
          {(picture) => (
            <DigitFigure picture={picture} size={pictures} open={props.open} />
          )}
        </For>
      </div>
      <Show when={shown() < wrong.length}>
        <button
          type="button"
          class="quiet-button"
          onClick={() => setShown(wrong.length)}
        >
          {words.errorsMore(wrong.length - shown())}
        </button>
      </Show>
    </>
  );
}
