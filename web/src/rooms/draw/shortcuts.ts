import type { Command } from "../../session/session.ts";

/** The part of a KeyboardEvent that shortcuts look at. */
export interface Keys {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** What a key press asks for; null when nothing. Ctrl and ⌘ count alike. */
export function commandFor(keys: Keys): Command | null {
  if (keys.altKey) return null;
  const key = keys.key.toLowerCase();
  if (keys.ctrlKey || keys.metaKey) {
    if (key === "z") return keys.shiftKey ? "redo" : "undo";
    return key === "y" && !keys.shiftKey ? "redo" : null;
  }
  if (keys.shiftKey) return null;
  return key === "delete" || key === "escape" || key === "c" ? "clear" : null;
}

/**
 * Whether keys pressed in this element belong to it (fields, lists) rather than to the page.
 * Switches and radio buttons want space and arrows alone, which no shortcut uses.
 */
export function takesKeys(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      "input:not([type=checkbox], [type=radio], [type=file]), select, textarea, [contenteditable='true']",
    ) !== null
  );
}

/** Each command with its keys, as shown to people. */
export function shortcutHints(isApple: boolean): [Command, string[]][] {
  return isApple
    ? [
        ["undo", ["⌘ Z"]],
        ["redo", ["⇧ ⌘ Z"]],
        ["clear", ["C", "Esc"]],
      ]
    : [
        ["undo", ["Ctrl Z"]],
        ["redo", ["Ctrl Y"]],
        ["clear", ["C", "Esc"]],
      ];
}
