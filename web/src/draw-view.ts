/** #draw: the paper, its tools, the answer beside it, and what the network sees. */
import { answerOf } from "./answer.ts";
import type { ReadDigit } from "./core.ts";
import { DigitBoxes } from "./digit-boxes.ts";
import { DigitRow } from "./digit-row.ts";
import { el } from "./dom.ts";
import { makeHints, makeTools } from "./draw-tools.ts";
import { inkLine, saveDrawing } from "./drawing-file.ts";
import { DrawingReader } from "./drawing-reader.ts";
import { oncePerFrame } from "./frame-throttle.ts";
import { InkCanvas, type InkChange } from "./ink-canvas.ts";
import { loadModel, reasonOf } from "./model-loader.ts";
import type { ModelChoice } from "./models.ts";
import type { Notices } from "./notices.ts";
import { PredictionView } from "./prediction-view.ts";
import { chosenWords, numberWords } from "./reading.ts";
import type { View } from "./router.ts";
import { commandFor, takesKeys, type Command } from "./shortcuts.ts";
import { StagesView } from "./stages-view.ts";
import { texts } from "./texts.ts";

export interface DrawView extends View {
  /** Saves the drawing as a file; for the foot of the page. */
  readonly saveButton: HTMLButtonElement;
}

/** Builds the view and loads the chosen model into it, and again whenever the choice changes. */
export function makeDrawView(choice: ModelChoice, notices: Notices): DrawView {
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
  const boxes = new DigitBoxes();
  const paper = el(
    "div",
    { class: "paper" },
    canvas,
    boxes.element,
    invitation,
  );
  const prediction = new PredictionView();
  const row = new DigitRow((index) => {
    chosen = shown[index]?.strokes[0] ?? null;
    predict();
  });
  prediction.answer.append(row.element);
  const stages = new StagesView(() => predict());
  const reader = new DrawingReader();
  /** Digits that are shown now. */
  let shown: readonly ReadDigit[] = [];
  /** A stroke of the digit that was chosen to look at; null for the one drawn last. */
  let chosen: number | null = null;
  /** Shown instead of an answer while there is nobody to give one. */
  let silence = texts.draw.waiting;

  const showNothing = (words: string) => {
    show([], -1);
    prediction.showBlank(words);
    stages.clear();
  };
  const show = (digits: readonly ReadDigit[], selected: number) => {
    shown = digits;
    element.classList.toggle("several", digits.length > 1);
    boxes.show(strokes(), digits, selected, ink.brushWidth);
    row.show(digits, selected);
  };
  /** Finished strokes and the one under the pen. */
  const strokes = () =>
    ink.liveStroke ? [...ink.drawing, ink.liveStroke] : ink.drawing;

  const predict = oncePerFrame(() => {
    const drawing = strokes();
    const { brushWidth } = ink;
    try {
      const sighting = reader.read(
        drawing,
        brushWidth,
        chosen ?? drawing.length - 1,
        stages.altered ? stages.settings(brushWidth) : null,
      );
      notices.hide("recognition");
      const digit = sighting?.digits[sighting.selected];
      if (!sighting || !digit) {
        // A stroke that has just begun is not too short: nobody knows yet what it will be.
        const isDot = sighting && drawing.length > 0 && !ink.liveStroke;
        return showNothing(isDot ? texts.answer.tooLittle : silence);
      }
      const { text, digits, selected, ask } = sighting;
      show(digits, selected);
      if (digits.length > 1) {
        const words =
          chosen === null
            ? numberWords(text, digits)
            : chosenWords(selected, digit);
        const answer = { sign: text, words };
        prediction.showNumber(
          answer,
          digit.probabilities,
          selected,
          digits.length,
        );
      } else prediction.showDigit(answerOf(digit), digit.probabilities);
      stages.show({
        drawing,
        strokes: digit.strokes,
        brushWidth,
        recognition: digit,
        read: ask,
      });
    } catch (error) {
      showNothing(texts.draw.unavailable);
      notices.show("recognition", texts.failures.recognition(reasonOf(error)));
    }
  }, requestAnimationFrame);

  const run = (command: Command) => ink[command]();
  const tools = makeTools(run, (width) => (ink.brushWidth = width));
  const saveButton = el(
    "button",
    { type: "button", class: "text-button", "data-testid": "save" },
    texts.draw.save,
  );
  saveButton.addEventListener("click", () => saveDrawing(ink.drawing));

  const inkChanged = (change: InkChange) => {
    if (change !== "repainted") chosen = null;
    if (change !== "grown") {
      const count = strokes().length;
      paper.classList.toggle("inked", count > 0);
      canvas.setAttribute("aria-label", texts.draw.canvas(count));
      tools.buttons.undo.disabled = !ink.canUndo;
      tools.buttons.redo.disabled = !ink.canRedo;
      tools.buttons.clear.disabled = saveButton.disabled = ink.isBlank;
    }
    // Where a pen has just touched the paper there is nothing new to read, and the first movement
    // should not have to wait for the next frame.
    if (change !== "begun") predict();
  };
  const ink = new InkCanvas(canvas, inkChanged);

  const element = el(
    "div",
    { class: "draw" },
    el("h1", { class: "visually-hidden" }, texts.draw.heading),
    el("div", { class: "desk" }, paper, tools.element),
    prediction.answer,
    prediction.bars,
    stages.element,
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
  // Copying while nothing is selected means the drawing.
  document.addEventListener("copy", (event) => {
    if (element.hidden || ink.isBlank || takesKeys(event.target)) return;
    if (getSelection()?.isCollapsed === false) return;
    event.clipboardData?.setData("text/plain", inkLine(ink.drawing));
    event.preventDefault();
  });

  const useModel = (model: string) =>
    loadModel(
      model,
      () => choice.current === model,
      notices,
      (outcome) => {
        silence = outcome ? texts.answer.blank : texts.draw.unavailable;
        if (outcome) stages.setInput(outcome);
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
  return { element, saveButton };
}
