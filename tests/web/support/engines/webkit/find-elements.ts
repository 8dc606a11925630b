/** Finds elements in the page as Playwright's locators do, as far as the tests ask for it. */

/** A text that is contained, in any letter case, or is all of it; or a pattern. */
export type Words =
  | { readonly text: string; readonly exact: boolean }
  | { readonly pattern: string; readonly flags: string };

/** How a locator narrows down what it means, one step after the other. */
export type Step =
  | { readonly by: "css"; readonly selector: string }
  | { readonly by: "text"; readonly words: Words }
  | { readonly by: "role"; readonly role: string; readonly name?: Words }
  | { readonly by: "nth"; readonly index: number }
  | { readonly by: "having words"; readonly words: Words }
  | { readonly by: "being visible" };

/** Runs in the page, to which it is sent as its source: refers to nothing outside of itself. */
export function findElements(steps: readonly Step[]): Element[] {
  const ROLES: Record<string, string> = {
    button: "button, [role=button]",
    dialog: "dialog[open], [role=dialog]",
    group: "fieldset, details, [role=group]",
    heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
    link: "a[href], [role=link]",
    radio: "input[type=radio], [role=radio]",
    switch: "[role=switch]",
  };
  const squeeze = (text: string) => text.replace(/\s+/g, " ").trim();
  const says = (text: string | null, words: Words) => {
    const said = squeeze(text ?? "");
    if ("pattern" in words)
      return new RegExp(words.pattern, words.flags).test(said);
    const wanted = squeeze(words.text);
    return words.exact
      ? said === wanted
      : said.toLowerCase().includes(wanted.toLowerCase());
  };
  const isVisible = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    return (
      width > 0 &&
      height > 0 &&
      element.checkVisibility({ visibilityProperty: true })
    );
  };
  const nameOf = (element: Element, role: string) => {
    const others = element.getAttribute("aria-labelledby")?.split(/\s+/);
    const { labels } = element as HTMLInputElement;
    const texts = others
      ? others.map((id) => document.getElementById(id)?.textContent)
      : [...(labels ?? [])].map(({ textContent }) => textContent);
    const content = ["dialog", "group"].includes(role)
      ? element.querySelector(":scope > legend, :scope > summary")
      : element;
    return (
      element.getAttribute("aria-label") ??
      (texts.length > 0 ? texts.join(" ") : (content?.textContent ?? ""))
    );
  };
  const inside = (roots: readonly ParentNode[], selector: string) => [
    ...new Set(roots.flatMap((root) => [...root.querySelectorAll(selector)])),
  ];
  const follow = (roots: readonly ParentNode[], step: Step): Element[] => {
    const elements = roots as readonly Element[];
    switch (step.by) {
      case "css":
        return inside(roots, step.selector);
      case "role":
        return inside(roots, ROLES[step.role]!).filter(
          (element) =>
            isVisible(element) &&
            (!step.name || says(nameOf(element, step.role), step.name)),
        );
      case "text": {
        const all = inside(roots, "body *").filter(
          (element) =>
            !element.matches("script, style, noscript") &&
            says(element.textContent, step.words),
        );
        // Of those within each other, the innermost.
        return all.filter(
          (one) => !all.some((other) => one !== other && one.contains(other)),
        );
      }
      case "nth":
        return [elements.at(step.index)].flatMap((element) => element ?? []);
      case "having words":
        return elements.filter(({ textContent }) =>
          says(textContent, step.words),
        );
      case "being visible":
        return elements.filter(isVisible);
    }
  };
  return steps.reduce<ParentNode[]>(follow, [document]) as Element[];
}
