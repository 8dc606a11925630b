/** The networks' answers side by side: a row a network, with the picture that each of them read. */
import { createEffect, createMemo, For, Show, type JSX } from "solid-js";
import type { ReadDigit } from "../../../engine/engine.ts";
import { answerOf } from "../../../parts/answer.ts";
import { RetryButton } from "../../../parts/notices.tsx";
import { PixelView } from "../../../parts/pixels.ts";
import { reasonOf } from "../../../parts/reasons.ts";
import { experiment as words } from "../../../words/experiment.ts";
import { formatPercent } from "../../../words/formats.ts";
import { texts } from "../../../words/texts.ts";
import type { Findings } from "./answers.ts";
import { shareOf, titlesOf } from "./comparison-words.ts";
import type { SideNetworks } from "./side-networks.ts";
import "./comparison-table.css";

interface TableProps {
  side: SideNetworks;
  findings: Findings | null;
  /** Whether the findings are of an earlier moment. */
  isLate: boolean;
}

export function ComparisonTable(props: TableProps) {
  const titles = createMemo(
    () => props.findings && titlesOf(props.findings.comparison),
  );
  return (
    <table class="comparison">
      <caption class="visually-hidden">{words.table}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">{words.network}</span>
          </th>
          <th scope="col">{titles()?.[0]}</th>
          <th scope="col" class="other" data-testid="experiment-without">
            {titles()?.[1]}
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.side.names()}>
          {(name) => <Row name={name} {...props} />}
        </For>
      </tbody>
    </table>
  );
}

function Row(props: TableProps & { name: string }) {
  const title = () => texts.modelTitle(props.name);
  const pair = () => props.findings?.answers.get(props.name);
  return (
    <tr data-testid={`experiment-${props.name}`}>
      <th scope="row">{title()}</th>
      <Show
        when={pair()}
        fallback={
          <td colspan={2}>
            <NoAnswer {...props} />
          </td>
        }
      >
        {(answers) => (
          <>
            <Cell of={title()} digit={answers().usual} />
            <Cell of={title()} digit={answers().other} isOther />
          </>
        )}
      </Show>
    </tr>
  );
}

function NoAnswer(props: TableProps & { name: string }) {
  const error = () => {
    const found = props.side.find(props.name);
    return found && "error" in found ? found : null;
  };
  /** One that is open and has been asked in vain: why is told elsewhere. */
  const isSilent = () => !props.isLate && props.side.find(props.name) !== null;
  return (
    <div class="no-answer" role="status">
      <Show
        when={error()}
        fallback={
          <p>{isSilent() ? texts.draw.unavailable : texts.draw.waiting}</p>
        }
      >
        {(failed) => (
          <>
            <p>
              {words.missing(
                texts.modelTitle(props.name),
                reasonOf(failed().error),
              )}
            </p>
            <RetryButton retry={() => props.side.retry(props.name)} />
          </>
        )}
      </Show>
    </div>
  );
}

function Cell(props: { of: string; digit: ReadDigit; isOther?: boolean }) {
  const answer = createMemo(() => answerOf(props.digit));
  const share = createMemo(() => shareOf(props.digit));
  return (
    <td
      class={props.isOther ? "other" : ""}
      data-share={share() ?? 0}
      data-sign={answer().sign}
    >
      <div class="finding">
        <InputPicture of={props.of} input={props.digit.input} />
        <span class="reads">{answer().sign}</span>
        <span class="share">
          {share() === null ? "" : formatPercent(share()!, 0)}
        </span>
        <span class="track">
          <span class="fill" style={{ "--share": (share() ?? 0).toFixed(3) }} />
        </span>
        <span class="in-words">{answer().words || texts.answer.tooLittle}</span>
      </div>
    </td>
  );
}

/** What the network reads is square, as all that are shipped have it. */
function InputPicture(props: { of: string; input: Float32Array }): JSX.Element {
  const side = () => Math.round(Math.sqrt(props.input.length));
  const canvas = (
    <canvas role="img" aria-label={words.reads(props.of, side(), side())} />
  ) as HTMLCanvasElement;
  const view = new PixelView(canvas);
  createEffect(() => view.show(props.input, side(), side(), 1));
  return <span class="picture">{canvas}</span>;
}
