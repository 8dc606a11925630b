/** The answer and its bars, a bar for each digit and one for none of them. */
import { createMemo, For, Show, type JSX } from "solid-js";
import { Announcer } from "../../parts/announcer.tsx";
import { answerOf } from "../../parts/answer.ts";
import { chosenWords, numberWords, textOf } from "../../parts/reading.ts";
import { formatPercent } from "../../words/formats.ts";
import { texts } from "../../words/texts.ts";
import type { Answering, Sight } from "./answering.ts";
import "./answer.css";
import "./bars.css";

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

export function Answer(props: {
  answering: Answering;
  /** Whether a stroke is under way: the answer is read out when it ends. */
  isLive: boolean;
  children: JSX.Element;
}) {
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
      <Announcer words={props.isLive ? null : spoken()} />
      {props.children}
    </section>
  );
}

/** The digits, and last what is none: a bar each. */
const BARS = [...Array(10).keys(), null];

export function Bars(props: { sight: Sight | null }) {
  const digit = createMemo(() => props.sight?.digits[props.sight.selected]);
  const shares = createMemo(() => {
    const given = digit()?.shares;
    return given?.some((share) => share > 0) ? given : null;
  });
  /** Of the answer; of the longest bar where there is none. */
  const leading = createMemo(() => {
    const all = shares();
    return all ? (digit()?.digit ?? all.indexOf(Math.max(...all))) : -1;
  });
  const name = () => {
    const { sight } = props;
    return sight && sight.digits.length > 1
      ? texts.number.probabilities(sight.selected, sight.digits.length)
      : texts.draw.probabilitiesHeading;
  };
  return (
    <ol class="bars" aria-label={name()}>
      <For each={BARS}>
        {(digit, i) => {
          const value = () => shares()?.[i()] ?? 0;
          // A bar moves by thousandths, its words by whole per cents.
          const length = createMemo(() => value().toFixed(3));
          const percent = createMemo(() =>
            shares() ? formatPercent(value(), 0) : "",
          );
          return (
            <li
              data-testid={`probability-${digit ?? "none"}`}
              data-value={String(value())}
              classList={{ leading: i() === leading() }}
            >
              <Show
                when={digit === null}
                fallback={<span class="digit">{digit}</span>}
              >
                <span class="digit none" aria-hidden="true">
                  {texts.draw.none}
                </span>
                <span class="visually-hidden">{texts.draw.noneLabel}</span>
              </Show>
              <span class="track">
                <span class="fill" style={{ "--share": length() }} />
              </span>
              <span class="share">{percent()}</span>
            </li>
          );
        }}
      </For>
    </ol>
  );
}
