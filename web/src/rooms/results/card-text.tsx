/**
 * Markdown as elements. They are made from Marked's tokens and never from HTML, so that nothing in
 * a card is more than text: whatever tags it holds are shown as they stand.
 */
import { lexer, type MarkedToken, type Token, type Tokens } from "marked";
import { For, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { TableScroll } from "./section.tsx";

export function CardText(props: { text: string }) {
  return <div class="card-text">{blocks(withoutTitle(lexer(props.text)))}</div>;
}

/** The section around it has a title already. */
const withoutTitle = (tokens: Token[]) =>
  tokens.filter((token) => !(token.type === "heading" && token.depth === 1));

const blocks = (tokens: Token[]) => <For each={tokens}>{block}</For>;
const inline = (tokens: Token[]) => <For each={tokens}>{span}</For>;

function block(token: Token): JSX.Element {
  const known = token as MarkedToken;
  switch (known.type) {
    case "space":
    case "hr":
    case "def":
      return null;
    case "heading":
      return (
        <Dynamic component={`h${Math.min(6, known.depth + 1)}`}>
          {inline(known.tokens)}
        </Dynamic>
      );
    case "paragraph":
      return <p>{inline(known.tokens)}</p>;
    case "text":
      return known.tokens ? inline(known.tokens) : known.text;
    case "code":
      return (
        <pre tabindex={0}>
          <code>{known.text}</code>
        </pre>
      );
    case "list":
      return (
        <Dynamic component={known.ordered ? "ol" : "ul"}>
          <For each={known.items}>
            {(item) => <li>{blocks(item.tokens)}</li>}
          </For>
        </Dynamic>
      );
    case "blockquote":
      return <blockquote>{blocks(known.tokens)}</blockquote>;
    case "table":
      return <CardTable table={known} />;
    default:
      return <p>{token.raw}</p>;
  }
}

function CardTable(props: { table: Tokens.Table }) {
  const { header, rows } = props.table;
  const kind = (cell: Tokens.TableCell) =>
    cell.align === "right" ? "number" : undefined;
  return (
    <TableScroll caption={header.map(({ text }) => text).join(", ")}>
      <table class="plain">
        <thead>
          <tr>
            <For each={header}>
              {(cell) => (
                <th scope="col" class={kind(cell)}>
                  {inline(cell.tokens)}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={rows}>
            {(row) => (
              <tr>
                <For each={row}>
                  {(cell) => <td class={kind(cell)}>{inline(cell.tokens)}</td>}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </TableScroll>
  );
}

function span(token: Token): JSX.Element {
  const known = token as MarkedToken;
  switch (known.type) {
    case "text":
    case "escape":
      return "tokens" in known && known.tokens
        ? inline(known.tokens)
        : known.text;
    case "strong":
      return <strong>{inline(known.tokens)}</strong>;
    case "em":
      return <em>{inline(known.tokens)}</em>;
    case "codespan":
      return <code>{known.text}</code>;
    case "br":
      return <br />;
    case "link":
      // Other addresses than those of the web, such as javascript:, are shown and lead nowhere.
      return /^https?:/i.test(known.href) ? (
        <a href={known.href} rel="noreferrer">
          {inline(known.tokens)}
        </a>
      ) : (
        inline(known.tokens)
      );
    default:
      return token.raw;
  }
}
