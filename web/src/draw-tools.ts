/** Below the paper: undo, redo, clear and the brush; and the keys for those who have a keyboard. */
import { el, icon } from "./dom.ts";
import { shortcutHints, type Command } from "./shortcuts.ts";
import { BRUSHES, type Brush } from "./strokes.ts";
import { texts } from "./texts.ts";

const ICONS: Record<Command, string[]> = {
  undo: ["M9 7L4 12l5 5", "M4.500 12H14a5.500 5.500 0 0 1 5.500 5.500"],
  redo: ["M15 7l5 5-5 5", "M19.500 12H10a5.500 5.500 0 0 0-5.500 5.500"],
  clear: ["M5 7h14M10 7V4.500h4V7M7 7l1 12.500h8L17 7"],
};

export interface DrawTools {
  readonly element: HTMLElement;
  readonly buttons: Record<Command, HTMLButtonElement>;
}

export function makeTools(
  run: (command: Command) => void,
  useBrush: (width: number) => void,
): DrawTools {
  const button = (command: Command) => {
    const made = el(
      "button",
      { type: "button", "data-testid": command, title: texts.draw[command] },
      icon(...ICONS[command]),
      el("span", {}, texts.draw[command]),
    );
    made.addEventListener("click", () => run(command));
    return made;
  };
  const buttons = {
    undo: button("undo"),
    redo: button("redo"),
    clear: button("clear"),
  };
  const element = el(
    "div",
    { class: "tools", role: "group", "aria-label": texts.draw.tools },
    buttons.undo,
    buttons.redo,
    makeBrushChoice(useBrush),
    buttons.clear,
  );
  return { element, buttons };
}

function makeBrushChoice(use: (width: number) => void): HTMLElement {
  const choice = el("div", {
    class: "brushes",
    role: "radiogroup",
    "aria-label": texts.draw.brush,
  });
  for (const [name, width] of Object.entries(BRUSHES) as [Brush, number][]) {
    const radio = el("input", {
      type: "radio",
      name: "brush",
      value: name,
      "aria-label": texts.draw.brushes[name],
      "data-testid": `brush-${name}`,
      checked: width === BRUSHES.medium,
    });
    radio.addEventListener("change", () => use(width));
    choice.append(
      el(
        "label",
        { class: name, title: texts.draw.brushes[name] },
        radio,
        el("span", {}),
      ),
    );
  }
  return choice;
}

/** Keys and what they do. */
export function makeHints(): HTMLElement {
  const hints = el("dl", {
    class: "hints",
    "aria-label": texts.draw.shortcuts,
  });
  for (const [command, keys] of shortcutHints(
    /Mac|iPhone|iPad/.test(navigator.platform),
  )) {
    const names = keys.map((key) => el("kbd", {}, key));
    hints.append(
      el(
        "div",
        {},
        el("dt", {}, texts.draw[command].toLowerCase()),
        el("dd", {}, ...names),
      ),
    );
  }
  return hints;
}
