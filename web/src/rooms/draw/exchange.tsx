/** Drawings in and out: as a file, and as a link. */
import { createEffect, createSignal, untrack } from "solid-js";
import { reasonOf } from "../../parts/reasons.ts";
import type { RoomProps } from "../../parts/room.ts";
import { withInk } from "../../session/desk.ts";
import { drawingOf, saveDrawing } from "../../session/drawing-file.ts";
import { replaceDrawing } from "../../session/ink.ts";
import { packDrawing, quantised, unpackDrawing } from "../../session/link.ts";
import type { Drawing } from "../../session/strokes.ts";
import { texts } from "../../words/texts.ts";

const words = texts.draw;

export function Exchange(props: RoomProps) {
  const { session, notices } = props;
  const drawing = () => session.desk().ink.drawing;
  const isBlank = () => drawing().length === 0;
  const [said, say] = createSignal("");

  const put = (next: Drawing) =>
    session.update((desk) => withInk(desk, replaceDrawing(desk.ink, next)));

  /** The address that this room has given itself is no link to be opened. */
  let own: string | null = null;
  createEffect(() => {
    const packed = props.parameters()[0];
    if (packed === undefined || packed === own) return;
    own = packed;
    try {
      const linked = unpackDrawing(packed);
      // Coming back to the room finds the drawing, and what was drawn since, on the paper.
      if (packDrawing(untrack(drawing)) !== packed) put(linked);
      notices.hide("link");
    } catch {
      notices.show("link", words.brokenLink);
    }
  });

  const share = async () => {
    put(quantised(drawing()));
    own = packDrawing(drawing());
    props.readdress(own);
    try {
      await navigator.clipboard.writeText(location.href);
      say(words.shared);
    } catch {
      say(words.sharedInAddress);
    }
    setTimeout(() => say(""), 3000);
  };

  const open = async (file: File) => {
    try {
      put(drawingOf(await file.text()));
      notices.hide("file");
    } catch (error) {
      notices.show("file", words.brokenFile(file.name, reasonOf(error)));
    }
  };

  return (
    <div class="exchange">
      <label class="text-button">
        {words.open}
        <input
          type="file"
          class="visually-hidden"
          data-testid="open-file"
          aria-label={words.openLabel}
          accept=".ndjson,.json,application/x-ndjson"
          onChange={(event) => {
            const input = event.currentTarget;
            const file = input.files?.[0];
            input.value = "";
            if (file) void open(file);
          }}
        />
      </label>
      <button
        type="button"
        class="text-button"
        data-testid="save"
        disabled={isBlank()}
        onClick={() => saveDrawing(drawing())}
      >
        {words.save}
      </button>
      <button
        type="button"
        class="text-button"
        data-testid="share"
        disabled={isBlank()}
        onClick={() => void share()}
      >
        <span aria-live="polite">{said() || words.share}</span>
      </button>
    </div>
  );
}
