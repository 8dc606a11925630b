/** What the network sees: a picture of each stage on the way, and a switch that leaves it out. */
import type { FrameSettings } from "../../wasm/digitlab.d.ts";
import { Announcer } from "./announcer.ts";
import type { Recognition } from "./core.ts";
import { el } from "./dom.ts";
import {
  costWords,
  frameSettings,
  MNIST_FRAMING,
  STAGES,
  stagesOff,
  type Framing,
  type Stage,
} from "./framing.ts";
import { paintDrawing, paintStroke, preparePaper } from "./ink-painter.ts";
import type { InputFormat } from "./model-loader.ts";
import { PixelView } from "./pixels.ts";
import {
  centreMarks,
  frameBoxMarks,
  FRAME_SIDE,
  inkBoxMarks,
  makePicture,
  wholePaperMarks,
  type Picture,
} from "./stage-pictures.ts";
import { PAPER_SIDE, type Drawing } from "./strokes.ts";
import { texts } from "./texts.ts";

const words = texts.stages;

/** Pixels of the small picture of the paper: enough for any screen. */
const PAPER_PIXELS = 240;

/** A drawing to show, and what the network makes of it. */
export interface Sight {
  readonly drawing: Drawing;
  /** Numbers of the strokes that the network is shown; the others only lie beside them. */
  readonly strokes: ArrayLike<number>;
  /** In paper units. */
  readonly brushWidth: number;
  /** What the network says with `StagesView.settings`. */
  readonly recognition: Recognition;
  /** Asks the network again, about the same strokes. */
  readonly read: (settings: FrameSettings) => Recognition | null;
}

export class StagesView {
  readonly element: HTMLElement;

  private framing: Framing = MNIST_FRAMING;
  private switches = new Map<Stage, HTMLInputElement>();
  private pictures: Record<Stage, Picture> = {
    fitBox: makePicture(words.pictures.fitBox, PAPER_PIXELS, PAPER_SIDE),
    normalizePen: makePicture(
      words.pictures.normalizePen,
      FRAME_SIDE,
      FRAME_SIDE,
    ),
    centerByMass: makePicture(
      words.pictures.centerByMass,
      FRAME_SIDE,
      FRAME_SIDE,
    ),
  };
  private paper = this.pictures.fitBox.canvas.getContext("2d")!;
  private scaled = new PixelView(this.pictures.normalizePen.canvas);
  private placed = new PixelView(this.pictures.centerByMass.canvas);
  private inputPicture = makePicture(words.pictures.input, 20, 20);
  private input = new PixelView(this.inputPicture.canvas);
  private inputSize = { height: 20, width: 20 };
  private inputCaption = el("span");
  private inputFigure = el(
    "figure",
    {},
    this.inputPicture.element,
    el(
      "span",
      { class: "caption plain" },
      el("span", { class: "long" }, words.input),
      " ",
      this.inputCaption,
    ),
  );
  private cost = el("span", { "data-testid": "stage-cost" });
  private announcer = new Announcer();
  private reset = el(
    "button",
    {
      type: "button",
      class: "text-button",
      "data-testid": "stage-reset",
      hidden: true,
    },
    el("span", { class: "long" }, words.reset),
    el("span", { class: "short" }, words.resetShort),
  );

  /** @param changed called when a switch was thrown */
  constructor(private changed: () => void) {
    preparePaper(this.paper, PAPER_PIXELS, "#000", 1);
    this.reset.addEventListener("click", () => {
      // The button is about to go; the focus stays near.
      this.switches.get(stagesOff(this.framing)[0]!)!.focus();
      this.use(MNIST_FRAMING);
    });
    this.element = el(
      "section",
      { class: "sees", "aria-label": words.heading },
      el("h2", {}, words.heading),
      el(
        "div",
        { class: "stages" },
        ...STAGES.map((stage) => this.makeStage(stage)),
        this.inputFigure,
      ),
      el("p", { class: "cost" }, el("span", {}, this.cost, " ", this.reset)),
      this.announcer.element,
    );
    this.clear();
  }

  private makeStage(stage: Stage): HTMLElement {
    const { name, short, detail } = words.switches[stage];
    const input = el("input", {
      type: "checkbox",
      role: "switch",
      "aria-label": name,
      "data-testid": `stage-${stage}`,
      checked: true,
    });
    input.addEventListener("change", () =>
      this.use({ ...this.framing, [stage]: input.checked }),
    );
    this.switches.set(stage, input);
    // The picture is part of the label: a large thing to tap, whatever the size of the switch.
    return el(
      "figure",
      {},
      el(
        "label",
        { title: detail },
        this.pictures[stage].element,
        el(
          "span",
          { class: "caption" },
          input,
          el("span", { class: "long" }, name),
          el("span", { class: "short" }, short),
        ),
      ),
    );
  }

  /** Whether a stage is switched off. */
  get altered(): boolean {
    return stagesOff(this.framing).length > 0;
  }

  /** How drawings are to be framed now. */
  settings(brushWidth: number): FrameSettings {
    return frameSettings(this.framing, brushWidth);
  }

  /** What the network in use reads. */
  setInput({ inputHeight, inputWidth, inputDeskew }: InputFormat): void {
    this.inputSize = { height: inputHeight, width: inputWidth };
    this.inputCaption.textContent = words.read(
      inputHeight,
      inputWidth,
      inputDeskew,
    );
    // A network that reads the frame itself needs no second picture of it.
    const isFrame = inputHeight === FRAME_SIDE && inputWidth === FRAME_SIDE;
    this.inputFigure.hidden = isFrame && inputDeskew === 0;
  }

  /** No drawing, or nobody to read it. */
  clear(): void {
    paintDrawing(this.paper, [], null);
    for (const { marks } of Object.values(this.pictures))
      marks.replaceChildren();
    for (const view of [this.scaled, this.placed, this.input]) view.clear();
    const blank = { digit: null, reason: "blank", probabilities: [] } as const;
    this.say(costWords(stagesOff(this.framing), blank, blank));
  }

  /** Paints all stages and says what the switches cost. */
  show(sight: Sight): void {
    const { recognition, brushWidth, read } = sight;
    if (recognition.reason === "blank") return this.clear();
    const { pictures, framing } = this;
    preparePaper(this.paper, PAPER_PIXELS, "#000", brushWidth);
    this.paintPaper(sight);
    pictures.fitBox.marks.replaceChildren(
      ...(framing.fitBox ? inkBoxMarks(recognition) : wholePaperMarks()),
    );

    const settings = { ...this.settings(brushWidth), centerByMass: false };
    const unplaced = framing.centerByMass ? read(settings) : recognition;
    this.scaled.show(unplaced!.frame, FRAME_SIDE, FRAME_SIDE, 255);
    pictures.normalizePen.marks.replaceChildren(
      ...(framing.fitBox ? frameBoxMarks() : []),
    );

    this.placed.show(recognition.frame, FRAME_SIDE, FRAME_SIDE, 255);
    pictures.centerByMass.marks.replaceChildren(...centreMarks(recognition));
    const { height, width } = this.inputSize;
    if (!this.inputFigure.hidden)
      this.input.show(recognition.input, height, width, 1);

    const off = stagesOff(framing);
    const usual =
      off.length > 0 ? read(frameSettings(MNIST_FRAMING, brushWidth)) : null;
    this.say(costWords(off, recognition, usual ?? recognition));
  }

  /** The strokes the network is shown in black, those of other digits faintly. */
  private paintPaper({ drawing, strokes }: Sight) {
    const shown = new Set(Array.from(strokes));
    const others = drawing.filter((_, i) => !shown.has(i));
    this.paper.globalAlpha = 0.2;
    paintDrawing(this.paper, others, null);
    this.paper.globalAlpha = 1;
    for (const stroke of shown) paintStroke(this.paper, drawing[stroke]!);
  }

  private say(sentence: string) {
    if (this.cost.textContent === sentence) return;
    this.cost.textContent = sentence;
    if (this.altered) this.announcer.say(sentence);
  }

  private use(framing: Framing) {
    this.framing = framing;
    for (const stage of STAGES) {
      const input = this.switches.get(stage)!;
      input.checked = framing[stage];
      input.closest("figure")!.classList.toggle("off", !framing[stage]);
    }
    this.reset.hidden = !this.altered;
    this.element.classList.toggle("altered", this.altered);
    this.changed();
  }
}
