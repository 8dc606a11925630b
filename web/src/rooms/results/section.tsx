/** What the sections are made of. */
import { ErrorBoundary, For, type JSX, type ParentProps } from "solid-js";
import { results as words } from "../../words/results.ts";
import { texts } from "../../words/texts.ts";

/** A part of the results: a heading and its content; words instead of what throws. */
export function Section(props: ParentProps<{ id: string; title: string }>) {
  // One broken part of a report must not take the others down.
  const broken = (error: unknown) => {
    console.warn(error);
    return <Note>{texts.failures.section(props.title)}</Note>;
  };
  return (
    <section
      class={`result ${props.id}`}
      aria-labelledby={`${props.id}-heading`}
    >
      <h2 id={`${props.id}-heading`}>{props.title}</h2>
      <ErrorBoundary fallback={broken}>{props.children}</ErrorBoundary>
    </section>
  );
}

/** A quiet paragraph. */
export function Note(props: ParentProps) {
  return <p class="note">{props.children}</p>;
}

/** Where a wide table scrolls by itself, also by keyboard. */
export function TableScroll(props: ParentProps<{ caption: string }>) {
  return (
    <div
      class="table-scroll"
      tabindex={0}
      role="group"
      aria-label={props.caption}
    >
      {props.children}
    </div>
  );
}

interface TableProps {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly JSX.Element[])[];
  /** Columns of numbers, which align right. */
  readonly numeric: readonly number[];
}

/** A table whose first column heads its rows. */
export function Table(props: TableProps) {
  const kind = (column: number) =>
    props.numeric.includes(column) ? "number" : undefined;
  return (
    <TableScroll caption={props.caption}>
      <table class="plain">
        <caption class="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            <For each={props.columns}>
              {(name, i) => (
                <th scope="col" class={kind(i())}>
                  {name}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={props.rows}>
            {([head, ...cells]) => (
              <tr>
                <th scope="row" class={kind(0)}>
                  {head}
                </th>
                <For each={cells}>
                  {(cell, i) => <td class={kind(i() + 1)}>{cell}</td>}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </TableScroll>
  );
}

/** What a chart shows, as numbers for those who ask for them. */
export function NumbersTable(props: TableProps) {
  return (
    <details>
      <summary>{words.historyTable}</summary>
      <Table {...props} />
    </details>
  );
}
