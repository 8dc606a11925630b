/** The answer and the ten bars, beside the paper. */
import { Announcer } from "./announcer.ts";
import { answerOf, topTwo, type Answer } from "./answer.ts";
import type { Recognition } from "./core.ts";
import { el } from "./dom.ts";
import { formatPercent, texts } from "./texts.ts";

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
  private sign = el("span", { class: "sign", "data-testid": "prediction" });
  private words = el("span", {
    class: "words",
    "data-testid": "prediction-words",
  });
  private announcer = new Announcer();
  private rows: Bar[] = [];

  constructor() {
    this.answer = el(
      "section",
      { class: "answer", "aria-label": texts.draw.answerHeading },
      this.sign,
      this.words,
      this.announcer.element,
    );
    this.bars = el("ol", {
      class: "bars",
      "aria-label": texts.draw.probabilitiesHeading,
    });
    for (let digit = 0; digit < 10; ++digit)
      this.bars.append(this.makeBar(digit));
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

  /** No drawing, or nobody to read it; `words` say which. */
  showBlank(words: string): void {
    this.showProbabilities(null);
    this.say({ sign: "", words });
  }

  show(recognition: Recognition): void {
    if (recognition.reason === "blank")
      return this.showBlank(texts.answer.blank);
    this.showProbabilities(recognition.probabilities);
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
    this.announcer.say(words || texts.answer.announceBlank);
  }
}
