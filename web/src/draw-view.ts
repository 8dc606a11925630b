/** #draw: the paper, its tools, the answer beside it, and what the network sees. */
import { recognize } from "./core.ts";
import { el } from "./dom.ts";
import { makeHints, makeTools } from "./draw-tools.ts";
import { inkLine, saveDrawing } from "./drawing-file.ts";
import { oncePerFrame } from "./frame-throttle.ts";
import { InkCanvas, type InkChange } from "./ink-canvas.ts";
import { loadModel, reasonOf } from "./model-loader.ts";
import type { ModelChoice } from "./models.ts";
import type { Notices } from "./notices.ts";
import { PredictionView } from "./prediction-view.ts";
import type { View } from "./router.ts";
import { commandFor, takesKeys, type Command } from "./shortcuts.ts";
import { StagesView } from "./stages-view.ts";
import { StrokePacker } from "./strokes.ts";
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
  const paper = el("div", { class: "paper" }, canvas, invitation);
  const prediction = new PredictionView();
  const stages = new StagesView(() => predict());
  const packer = new StrokePacker();
  /** Shown instead of an answer while there is nobody to give one. */
  let silence = texts.draw.waiting;

  const predict = oncePerFrame(() => {
    const { points, lengths } = packer.pack(ink.drawing, ink.liveStroke);
    const { brushWidth } = ink;
    try {
      const recognition = recognize(
        points,
        lengths,
        stages.settings(brushWidth),
      );
      notices.hide("recognition");
      if (!recognition) {
        prediction.showBlank(silence);
        stages.clear();
        return;
      }
      prediction.show(recognition);
      stages.show({
        drawing: ink.liveStroke
          ? [...ink.drawing, ink.liveStroke]
          : ink.drawing,
        brushWidth,
        recognition,
        read: (settings) => recognize(points, lengths, settings),
      });
    } catch (error) {
      prediction.showBlank(texts.draw.unavailable);
      stages.clear();
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
    if (change !== "grown") {
      const strokes = ink.drawing.length + (ink.liveStroke ? 1 : 0);
      paper.classList.toggle("inked", strokes > 0);
      canvas.setAttribute("aria-label", texts.draw.canvas(strokes));
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
        if (outcome)
          stages.setInputSize(outcome.inputHeight, outcome.inputWidth);
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
