/** Behind "?": the keys, and how to draw with them. */
import { For } from "solid-js";
import { Icon } from "../../parts/icon.tsx";
import { texts } from "../../words/texts.ts";
import { shortcutHints } from "./shortcuts.ts";
import "./help.css";

const words = texts.draw;

/** @param props.dialog is given the dialog, to be opened from elsewhere too */
export function Help(props: { dialog: (dialog: HTMLDialogElement) => void }) {
  const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
  let dialog!: HTMLDialogElement;
  return (
    <>
      <button
        type="button"
        class="text-button"
        data-testid="help"
        aria-label={words.help}
        aria-haspopup="dialog"
        onClick={() => dialog.showModal()}
      >
        ?
      </button>
      <dialog
        class="help"
        aria-labelledby="help-heading"
        ref={(element) => props.dialog((dialog = element))}
      >
        <form method="dialog">
          <h2 id="help-heading">{words.shortcuts}</h2>
          <button class="icon-button" aria-label={texts.close}>
            <Icon path="M6 6l12 12M18 6L6 18" />
          </button>
        </form>
        <dl>
          <For each={shortcutHints(isApple)}>
            {([command, keys]) => <Keys what={words[command]} keys={keys} />}
          </For>
        </dl>
        <h3>{words.byKeys}</h3>
        <p>{words.byKeysDetail}</p>
        <dl>
          <For each={words.penKeys}>
            {({ what, keys }) => <Keys what={what} keys={keys} />}
          </For>
        </dl>
      </dialog>
    </>
  );
}

function Keys(props: { what: string; keys: readonly string[] }) {
  return (
    <div>
      <dt>{props.what}</dt>
      <dd>
        <For each={props.keys}>{(key) => <kbd>{key}</kbd>}</For>
      </dd>
    </div>
  );
}
