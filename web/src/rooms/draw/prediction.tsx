/** The answer and the ten bars, beside the paper. */
import { createMemo, Index, type JSX } from "solid-js";
import { Announcer } from "../../parts/announcer.tsx";
import { answerOf, topTwo } from "../../parts/answer.ts";
import { chosenWords, numberWords, textOf } from "../../parts/reading.ts";
import { formatPercent } from "../../words/formats.ts";
import { texts } from "../../words/texts.ts";
import type { Answering, Sight } from "./answering.ts";

/** What is said: the sign, the words beside it, and what is read out. */
interface Saying {
  readonly sign: string;
  readonly words: string;
  readonly spoken: string;
}

function sayingOf(sight: Sight | null, silence: string): Saying {
  const digit = sight?.digits[sight.selected];
  if (!sight || !digit)
    return {
      sign: "",
      words: silence,
      spoken: silence || texts.answer.announceBlank,
    };
  const { digits, selected, isChosen } = sight;
  if (digits.length === 1) {
    const { sign, words } = answerOf(digit);
    return { sign, words, spoken: words };
  }
  const sign = textOf(digits);
  const words = isChosen
    ? chosenWords(selected, digit)
    : numberWords(sign, digits);
  return { sign, words, spoken: texts.number.announce(sign, words) };
}

/** Tells the style sheet how much there is to set: a number fits into the place of a digit. */
function measuresOf(sign: string): JSX.CSSProperties {
  if (sign.length < 2) return {};
  const lines = sign.split("\n");
  const columns = Math.max(...lines.map((line) => line.length));
  return { "--columns": columns, "--lines": lines.length };
}

export function Answer(props: { answering: Answering; children: JSX.Element }) {
  const saying = createMemo(() =>
    sayingOf(props.answering.sight(), props.answering.silence()),
  );
  const sign = createMemo(() => saying().sign);
  const words = createMemo(() => saying().words);
  const spoken = createMemo(() => saying().spoken);
  return (
    <section class="answer" aria-label={texts.draw.answerHeading}>
      <span class="sign" data-testid="prediction" style={measuresOf(sign())}>
        {sign()}
      </span>
      <span class="words" data-testid="prediction-words">
        {words()}
      </span>
      <Announcer words={spoken()} />
      {props.children}
    </section>
  );
}

const DIGITS = [...Array(10).keys()];

export function Bars(props: { sight: Sight | null }) {
  const probabilities = createMemo(() => {
    const { sight } = props;
    const given = sight?.digits[sight.selected]?.probabilities;
    return given?.some((share) => share > 0) ? given : null;
  });
  const leading = createMemo(() => {
    const shares = probabilities();
    return shares ? topTwo(shares)[0] : -1;
  });
  const name = () => {
    const { sight } = props;
    return sight && sight.digits.length > 1
      ? texts.number.probabilities(sight.selected, sight.digits.length)
      : texts.draw.probabilitiesHeading;
  };
  return (
    <ol class="bars" aria-label={name()}>
      <Index each={DIGITS}>
        {(digit) => {
          const value = () => probabilities()?.[digit()] ?? 0;
          // A bar moves by thousandths, its words by whole per cents.
          const length = createMemo(() => value().toFixed(3));
          const percent = createMemo(() =>
            probabilities() ? formatPercent(value(), 0) : "",
          );
          return (
            <li
              data-testid={`probability-${digit()}`}
              data-value={String(value())}
              classList={{ leading: digit() === leading() }}
            >
              <span class="digit">{digit()}</span>
              <span class="track">
                <span class="fill" style={{ "--share": length() }} />
              </span>
              <span class="share">{percent()}</span>
            </li>
          );
        }}
      </Index>
    </ol>
  );
}
