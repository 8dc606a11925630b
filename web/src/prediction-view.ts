/** The answer, the ten bars and what the network sees, beside the paper. */
import { answerOf, topTwo, type Answer } from "./answer.ts";
import type { Recognition } from "./core.ts";
import { el } from "./dom.ts";
import { PixelView } from "./pixels.ts";
import { formatPercent, texts } from "./texts.ts";

/** Silence after the last change before the answer is read out, in milliseconds. */
const ANNOUNCE_AFTER_MS = 700;

interface Bar {
  row: HTMLElement;
  fill: HTMLElement;
  share: HTMLElement;
  /** What `fill` and `share` show now. */
  length: string;
  percent: number | null;
}

export class PredictionView {
  readonly answer: HTMLElement;
  readonly bars: HTMLElement;
  readonly sees: HTMLElement;

  private sign = el("span", { class: "sign", "data-testid": "prediction" });
  private words = el("span", {
    class: "words",
    "data-testid": "prediction-words",
  });
  private live = el("p", { class: "visually-hidden", "aria-live": "polite" });
  private rows: Bar[] = [];
  private frame = new PixelView(
    el("canvas", {
      width: 28,
      height: 28,
      role: "img",
      "aria-label": texts.draw.frameLabel,
    }),
  );
  private input = new PixelView(
    el("canvas", {
      width: 20,
      height: 20,
      role: "img",
      "aria-label": texts.draw.inputLabel,
    }),
  );
  private inputCaption = el("span", {}, texts.draw.size(20, 20));
  private inputFigure: HTMLElement;
  private inputSize = { height: 20, width: 20 };
  private announceTimer = 0;

  constructor() {
    this.answer = el(
      "section",
      { class: "answer", "aria-label": texts.draw.answerHeading },
      this.sign,
      this.words,
      this.live,
    );
    this.bars = el("ol", {
      class: "bars",
      "aria-label": texts.draw.probabilitiesHeading,
    });
    for (let digit = 0; digit < 10; ++digit)
      this.bars.append(this.makeBar(digit));
    this.inputFigure = el(
      "figure",
      {},
      this.input.canvas,
      el("figcaption", {}, `${texts.draw.input} `, this.inputCaption),
    );
    this.sees = el(
      "section",
      { class: "sees", "aria-label": texts.draw.seesHeading },
      el("h2", {}, texts.draw.seesHeading),
      el(
        "figure",
        {},
        this.frame.canvas,
        el(
          "figcaption",
          {},
          `${texts.draw.frame} `,
          el("span", {}, texts.draw.size(28, 28)),
        ),
      ),
      this.inputFigure,
    );
    this.showBlank("");
  }

  private makeBar(digit: number): HTMLElement {
    const fill = el("span", { class: "fill" });
    const share = el("span", { class: "share" });
    const row = el(
      "li",
      { "data-testid": `probability-${digit}`, "data-value": "0" },
      el("span", { class: "digit" }, String(digit)),
      el("span", { class: "track" }, fill),
      share,
    );
    this.rows.push({ row, fill, share, length: "", percent: null });
    return row;
  }

  /** Size of the image the network in use reads. */
  setInputSize(height: number, width: number): void {
    this.inputSize = { height, width };
    this.inputCaption.textContent = texts.draw.size(height, width);
    // A network that reads the frame itself needs no second picture of it.
    this.inputFigure.hidden = height === 28 && width === 28;
  }

  /** No drawing, or nobody to read it; `words` say which. */
  showBlank(words: string): void {
    this.showProbabilities(null);
    this.frame.clear();
    this.input.clear();
    this.say({ sign: "", words });
  }

  show(recognition: Recognition): void {
    if (recognition.reason === "blank")
      return this.showBlank(texts.answer.blank);
    this.showProbabilities(recognition.probabilities);
    this.frame.show(recognition.frame, 28, 28, 255);
    if (!this.inputFigure.hidden) {
      this.input.show(
        recognition.input,
        this.inputSize.height,
        this.inputSize.width,
        1,
      );
    }
    this.say(answerOf(recognition));
  }

  private showProbabilities(probabilities: Float32Array | null) {
    const leading = probabilities ? topTwo(probabilities)[0] : -1;
    this.rows.forEach((bar, digit) => {
      const value = probabilities?.[digit] ?? 0;
      bar.row.dataset["value"] = String(value);
      bar.row.classList.toggle("leading", digit === leading);
      // What nobody can see is not worth a millisecond: a bar moves by thousandths, its words by
      // whole per cents.
      const length = value.toFixed(3);
      if (length !== bar.length) {
        bar.length = length;
        bar.fill.style.setProperty("--share", length);
      }
      const percent = probabilities ? Math.round(value * 100) : null;
      if (percent !== bar.percent) {
        bar.percent = percent;
        bar.share.textContent =
          percent === null ? "" : formatPercent(percent / 100, 0);
      }
    });
  }

  private say({ sign, words }: Answer) {
    if (this.sign.textContent !== sign) this.sign.textContent = sign;
    if (this.words.textContent === words) return;
    this.words.textContent = words;
    // Answers change many times a second while drawing; only the one that stays is read out.
    clearTimeout(this.announceTimer);
    this.announceTimer = window.setTimeout(() => {
      this.live.textContent = words || texts.answer.announceBlank;
    }, ANNOUNCE_AFTER_MS);
  }
}
