/** The answer and the ten bars, beside the paper. */
import { Announcer } from "./announcer.ts";
import { topTwo, type Answer } from "./answer.ts";
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
  /** What was last given to be read out. */
  private spoken = "";

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
    this.nameBars(texts.draw.probabilitiesHeading);
    this.showProbabilities(null);
    this.say({ sign: "", words }, words || texts.answer.announceBlank);
  }

  /** A digit alone. */
  showDigit(answer: Answer, probabilities: Float32Array): void {
    this.nameBars(texts.draw.probabilitiesHeading);
    this.showProbabilities(probabilities);
    this.say(answer, answer.words);
  }

  /**
   * A number.
   *
   * @param selected index of the digit that has these probabilities
   * @param count of all its digits
   */
  showNumber(
    answer: Answer,
    probabilities: Float32Array,
    selected: number,
    count: number,
  ): void {
    this.nameBars(texts.number.probabilities(selected, count));
    this.showProbabilities(probabilities);
    this.say(answer, texts.number.announce(answer.sign, answer.words));
  }

  private nameBars(name: string) {
    if (this.bars.getAttribute("aria-label") !== name)
      this.bars.setAttribute("aria-label", name);
  }

  private showProbabilities(given: Float32Array | null) {
    const probabilities = given?.some((share) => share > 0) ? given : null;
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

  private say({ sign, words }: Answer, spoken: string) {
    if (this.sign.textContent !== sign) {
      this.sign.textContent = sign;
      if (sign.length > 1) this.measure(sign);
    }
    if (this.words.textContent !== words) this.words.textContent = words;
    if (this.spoken === spoken) return;
    this.spoken = spoken;
    this.announcer.say(spoken);
  }

  /** Tells the style sheet how much there is to set: a number fits into the place of a digit. */
  private measure(sign: string) {
    const lines = sign.split("\n");
    const columns = Math.max(...lines.map((line) => line.length));
    this.sign.style.setProperty("--columns", String(columns));
    this.sign.style.setProperty("--lines", String(lines.length));
  }
}
