/** Drawings in and out: as a file, as a link, and by the clipboard. */
import { createEffect, createSignal, onCleanup, untrack } from "solid-js";
import { reasonOf } from "../../parts/reasons.ts";
import type { RoomProps } from "../../parts/room.ts";
import { withInk } from "../../session/desk.ts";
import {
  drawingOf,
  INK_FILE_LIMIT,
  saveDrawing,
} from "../../session/drawing-file.ts";
import { replaceDrawing } from "../../session/ink.ts";
import {
  packDrawing,
  packedIn,
  quantised,
  unpackDrawing,
} from "../../session/link.ts";
import { BRUSHES, type Drawing } from "../../session/strokes.ts";
import { texts } from "../../words/texts.ts";
import { copyDrawing } from "./copying.ts";
import { takesKeys } from "./shortcuts.ts";

const words = texts.draw;

export function Exchange(props: RoomProps) {
  const { session, notices } = props;
  const drawing = () => session.desk().ink.drawing;
  const isBlank = () => drawing().length === 0;
  const [said, say] = createSignal("");

  const put = (next: Drawing) =>
    session.update((desk) => withInk(desk, replaceDrawing(desk.ink, next)));

  /** What the address carries, once it is on the paper: no link to be opened again. */
  let own: string | null = null;
  createEffect(() => {
    const packed = props.parameters()[0];
    if (packed === undefined || packed === own) return;
    try {
      const linked = unpackDrawing(packed);
      own = packed;
      // Coming back to the room finds the drawing on the paper.
      if (packDrawing(untrack(drawing)) !== packed) put(linked);
      notices.hide("link");
    } catch {
      notices.show("link", words.brokenLink);
    }
  });
  // Other ink than the link's: the address lets go of it, or a reload would bring the link's back.
  createEffect(() => {
    const now = drawing();
    if (own === null || packDrawing(now) === own) return;
    own = null;
    untrack(() => props.readdress());
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

  const openFile = async (file: File) => {
    try {
      put(drawingOf(await file.slice(0, INK_FILE_LIMIT).text()));
      notices.hide("file");
    } catch (error) {
      notices.show("file", words.brokenFile(file.name, reasonOf(error)));
    }
  };
  const openText = (text: string) => {
    try {
      const packed = packedIn(text);
      put(packed === null ? drawingOf(text) : unpackDrawing(packed));
      notices.hide("file");
    } catch {
      notices.show("file", words.brokenPaste);
    }
  };
  /** What was pasted or dropped. */
  const openData = (data: DataTransfer) => {
    const text = data.getData("text/plain");
    const file = data.files[0];
    if (text) openText(text);
    else if (file) void openFile(file);
  };

  const listening = new AbortController();
  onCleanup(() => listening.abort());
  const { signal } = listening;
  document.addEventListener(
    "copy",
    (event) => {
      // Copying while nothing is selected means the drawing.
      if (isBlank() || takesKeys(event.target)) return;
      if (getSelection()?.isCollapsed === false) return;
      copyDrawing(event, drawing(), BRUSHES[session.desk().brush]);
    },
    { signal },
  );
  document.addEventListener(
    "paste",
    (event) => {
      if (takesKeys(event.target) || !event.clipboardData) return;
      event.preventDefault();
      openData(event.clipboardData);
    },
    { signal },
  );
  // Without this the browser would leave the page for the file.
  document.addEventListener("dragover", (event) => event.preventDefault(), {
    signal,
  });
  document.addEventListener(
    "drop",
    (event) => {
      event.preventDefault();
      if (event.dataTransfer) openData(event.dataTransfer);
    },
    { signal },
  );

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
            // The same file can be chosen again.
            input.value = "";
            if (file) void openFile(file);
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
