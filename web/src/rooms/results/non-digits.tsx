/** How much of what is no digit gets no answer, and how much of what is one. */
import { For, Show } from "solid-js";
import type { NonDigitFigures } from "../../engine/report.ts";
import { formatCount, formatPercent } from "../../words/formats.ts";
import { results as words } from "../../words/results.ts";
import { Note, TableScroll } from "./section.tsx";
import { refusedShare, type TrustSet } from "./trust-facts.ts";

interface Row {
  readonly name: string;
  readonly samples: number;
  /** Of them that get no answer. */
  readonly share: number;
  readonly colour: "training" | "held-out" | "test";
}

const kindRow = (
  { kind, samples, refused }: NonDigitFigures,
  colour: Row["colour"],
): Row => ({
  name: words.nonDigitKinds[kind] ?? kind,
  samples,
  share: refused / samples,
  colour,
});

const setRow = ({ role, name, samples, confidence }: TrustSet): Row => ({
  name,
  samples,
  share: confidence.refused,
  colour: role === "test" ? "test" : "held-out",
});

export function NonDigits(props: {
  figures: readonly NonDigitFigures[];
  sets: readonly TrustSet[];
}) {
  const { figures, sets } = props;
  const seen = figures.filter(({ held_out }) => !held_out);
  const unseen = figures.filter(({ held_out }) => held_out);
  const orNull = (share: number | null | undefined) =>
    share === null || share === undefined ? null : formatPercent(share);
  const title = words.nonDigitsTitle(
    orNull(refusedShare(seen)),
    orNull(refusedShare(unseen)),
    // Of one set of digits, the first: sets of other people's digits do not add up.
    orNull(sets[0]?.confidence.refused),
  );
  const [drawing, number, answer] = words.nonDigitsColumns;
  return (
    <>
      <h3 class="non-digits-title">{title}</h3>
      <Note>{words.nonDigitsDetail}</Note>
      <TableScroll caption={title}>
        <table class="plain bar-table" data-testid="non-digits">
          <caption class="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{drawing}</th>
              <th scope="col" class="number">
                {number}
              </th>
              <th scope="col">{answer}</th>
            </tr>
          </thead>
          <RowGroup
            title={words.nonDigitsSeen}
            rows={seen.map((row) => kindRow(row, "training"))}
          />
          <RowGroup
            title={words.nonDigitsUnseen}
            rows={unseen.map((row) => kindRow(row, "held-out"))}
          />
          <RowGroup title={words.realDigits} rows={sets.map(setRow)} />
        </table>
      </TableScroll>
    </>
  );
}

function RowGroup(props: { title: string; rows: readonly Row[] }) {
  return (
    <Show when={props.rows.length > 0}>
      <tbody>
        <tr class="group">
          <th scope="rowgroup" colspan={3}>
            {props.title}
          </th>
        </tr>
        <For each={props.rows}>
          {({ name, samples, share, colour }) => (
            <tr>
              <th scope="row">{name}</th>
              <td class="number">{formatCount(samples)}</td>
              <td>
                <span class="bar-cell">
                  <span class="track">
                    <span
                      class={`fill of-${colour}`}
                      ref={(fill) =>
                        fill.style.setProperty("--share", share.toFixed(4))
                      }
                    />
                  </span>
                  <span class="bar-share">{formatPercent(share)}</span>
                </span>
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </Show>
  );
}
