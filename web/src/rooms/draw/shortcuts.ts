import type { Command } from "../../session/session.ts";

/** The part of a KeyboardEvent that shortcuts look at. */
export interface Keys {
  readonly key: string;
  /** The key's place on the keyboard: "KeyZ" is where an American keyboard has its Z. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The letter on the key; where that is not Latin, the one that an American keyboard has there. */
function letterOf({ key, code }: Keys): string {
  const isOtherLetter = /^\p{Letter}$/u.test(key) && !/^[a-z]$/i.test(key);
  const latin = isOtherLetter ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  return (latin ?? key).toLowerCase();
}

/** What a key press asks for; null when nothing. Ctrl and ⌘ count alike. */
export function commandFor(keys: Keys): Command | "help" | null {
  if (keys.altKey) return null;
  const key = letterOf(keys);
  if (keys.ctrlKey || keys.metaKey) {
    if (key === "z") return keys.shiftKey ? "redo" : "undo";
    return key === "y" && !keys.shiftKey ? "redo" : null;
  }
  if (key === "?") return "help";
  if (keys.shiftKey) return null;
  return key === "delete" || key === "escape" || key === "c" ? "clear" : null;
}

/**
 * Whether keys pressed in this element belong to it (fields, lists, dialogs) rather than to the page.
 * Switches and radio buttons want space and arrows alone, which no shortcut uses.
 */
export function takesKeys(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      "input:not([type=checkbox], [type=radio], [type=file]), select, textarea, dialog, [contenteditable='true']",
    ) !== null
  );
}

/** Each command with its keys, as shown to people. */
export function shortcutHints(
  isApple: boolean,
): [Command | "help", string[]][] {
  const [undo, redo] = isApple ? ["⌘ Z", "⇧ ⌘ Z"] : ["Ctrl Z", "Ctrl Y"];
  return [
    ["undo", [undo!]],
    ["redo", [redo!]],
    ["clear", ["C", "Esc"]],
    ["help", ["?"]],
  ];
}
