/** #draw: the paper, its tools, and the answer beside it. */
import { closeModel, CoreError, openModel, recognize } from "./core.ts";
import { el, icon } from "./dom.ts";
import { oncePerFrame } from "./frame-throttle.ts";
import { InkCanvas, type InkChange } from "./ink-canvas.ts";
import { FetchError, fetchWeights, type ModelChoice } from "./models.ts";
import type { Notices } from "./notices.ts";
import { PredictionView } from "./prediction-view.ts";
import type { View } from "./router.ts";
import {
  commandFor,
  shortcutHints,
  takesKeys,
  type Command,
} from "./shortcuts.ts";
import { StrokePacker } from "./strokes.ts";
import { texts } from "./texts.ts";

const ICONS: Record<Command, string[]> = {
  undo: ["M9 7L4 12l5 5", "M4.500 12H14a5.500 5.500 0 0 1 5.500 5.500"],
  redo: ["M15 7l5 5-5 5", "M19.500 12H10a5.500 5.500 0 0 0-5.500 5.500"],
  clear: ["M5 7h14M10 7V4.500h4V7M7 7l1 12.500h8L17 7"],
};

const words = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

/** Builds the view and loads the chosen model into it, and again whenever the choice changes. */
export function makeDrawView(choice: ModelChoice, notices: Notices): View {
  const canvas = el("canvas", {
    "data-testid": "ink",
    class: "ink",
    role: "img",
    tabindex: -1,
  });
  const invitation = el(
    "p",
    { class: "invitation", "aria-hidden": "true" },
    el("span", {}, texts.draw.invitation),
    el("small", {}, texts.draw.invitationDetail),
  );
  const paper = el("div", { class: "paper" }, canvas, invitation);
  const prediction = new PredictionView();
  const packer = new StrokePacker();
  /** Shown instead of an answer while there is nobody to give one. */
  let silence = texts.draw.waiting;

  const predict = oncePerFrame(() => {
    const { points, lengths } = packer.pack(ink.drawing, ink.liveStroke);
    try {
      const recognition = recognize(points, lengths);
      notices.hide("recognition");
      if (recognition) prediction.show(recognition);
      else prediction.showBlank(silence);
    } catch (error) {
      prediction.showBlank(texts.draw.unavailable);
      notices.show("recognition", texts.failures.recognition(words(error)));
    }
  }, requestAnimationFrame);

  const button = (command: Command) =>
    el(
      "button",
      { type: "button", "data-testid": command, title: texts.draw[command] },
      icon(...ICONS[command]),
      el("span", {}, texts.draw[command]),
    );
  const buttons = {
    undo: button("undo"),
    redo: button("redo"),
    clear: button("clear"),
  };

  const inkChanged = (change: InkChange) => {
    if (change !== "grown") {
      const strokes = ink.drawing.length + (ink.liveStroke ? 1 : 0);
      paper.classList.toggle("inked", strokes > 0);
      canvas.setAttribute("aria-label", texts.draw.canvas(strokes));
      buttons.undo.disabled = !ink.canUndo;
      buttons.redo.disabled = !ink.canRedo;
      buttons.clear.disabled = ink.isBlank;
    }
    // Where a pen has just touched the paper there is nothing new to read, and the first movement
    // should not have to wait for the next frame.
    if (change !== "begun") predict();
  };
  const ink = new InkCanvas(canvas, inkChanged);
  const run = (command: Command) => ink[command]();
  for (const command of ["undo", "redo", "clear"] as const) {
    buttons[command].addEventListener("click", () => run(command));
  }

  const element = el(
    "div",
    { class: "draw" },
    el("h1", { class: "visually-hidden" }, texts.draw.heading),
    el(
      "div",
      { class: "desk" },
      paper,
      el(
        "div",
        { class: "tools", role: "group", "aria-label": texts.draw.tools },
        buttons.undo,
        buttons.redo,
        buttons.clear,
      ),
    ),
    prediction.answer,
    prediction.bars,
    prediction.sees,
    makeHints(),
  );

  addEventListener("keydown", (event) => {
    if (element.hidden || event.defaultPrevented || takesKeys(event.target))
      return;
    const command = commandFor(event);
    if (!command) return;
    event.preventDefault();
    run(command);
  });

  const useModel = (model: string) =>
    loadModel(
      model,
      () => choice.current === model,
      notices,
      (outcome) => {
        silence = outcome ? texts.answer.blank : texts.draw.unavailable;
        if (outcome)
          prediction.setInputSize(outcome.inputHeight, outcome.inputWidth);
        document.documentElement.dataset["ready"] = String(outcome !== null);
        predict();
      },
    );
  choice.follow((model) => {
    if (model !== null) void useModel(model);
    else if (choice.names) {
      silence = texts.draw.unavailable;
      notices.show("model", texts.failures.noModels);
    }
    predict();
  });
  inkChanged("settled");
  return { element };
}

/** Keys and what they do, for those who have a keyboard. */
function makeHints(): HTMLElement {
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

interface InputSize {
  readonly inputHeight: number;
  readonly inputWidth: number;
}

/**
 * Loads a model into the core and says so through `done`: the size of its input, or null when it
 * failed, which `notices` then explains. Nothing happens once the model is no longer `wanted`.
 */
async function loadModel(
  model: string,
  wanted: () => boolean,
  notices: Notices,
  done: (outcome: InputSize | null) => void,
): Promise<void> {
  document.documentElement.dataset["ready"] = "false";
  try {
    const weights = await fetchWeights(model);
    if (!wanted()) return;
    const recognizer = await openModel(weights);
    if (!wanted()) return;
    notices.hide("model");
    done(recognizer);
  } catch (error) {
    if (!wanted()) return;
    closeModel();
    const title = texts.modelTitle(model);
    if (error instanceof CoreError)
      notices.show("core", texts.failures.core(words(error)));
    else if (error instanceof FetchError) {
      notices.show("model", texts.failures.weightsMissing(title, words(error)));
    } else
      notices.show("model", texts.failures.weightsDamaged(title, words(error)));
    done(null);
  }
}
