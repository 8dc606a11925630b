/** Small helpers to build elements without markup in strings. */

type Attributes = Record<string, string | number | boolean | undefined>;
export type Child = Node | string | null | undefined | false;

function assign(node: Element, attributes: Attributes, children: Child[]) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) node.append(child);
}

/** An HTML element. Attributes that are undefined or false are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(name);
  assign(node, attributes, children);
  return node;
}

/** An SVG element, likewise. */
export function svg(
  name: string,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElement {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  assign(node, attributes, children);
  return node;
}

/** A small line drawing on a 24×24 field, for buttons; hidden from screen readers. */
export function icon(...paths: string[]): SVGElement {
  return svg(
    "svg",
    { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" },
    ...paths.map((d) => svg("path", { d })),
  );
}
