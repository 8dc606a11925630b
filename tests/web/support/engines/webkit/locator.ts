/** What the tests use of Playwright's Locator. Waits, as that one does, for what it is about. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Page } from "playwright-core";
import type { Driver } from "./driver.ts";
import { findElements, type Step, type Words } from "./find-elements.ts";
import type { Mouse, Point } from "./input.ts";
import { poll } from "./polling.ts";

type Text = string | RegExp;
type State = "attached" | "detached" | "visible" | "hidden";

const wordsOf = (text: Text, exact = false): Words =>
  typeof text === "string"
    ? { text, exact }
    : { pattern: text.source, flags: text.flags };

/** What the locators of a page share. */
export interface PageParts {
  readonly driver: Driver;
  readonly mouse: Mouse;
  /** The page itself, for those who come from a locator. */
  readonly page: () => Page;
}

/* Functions that run in the page. */

const toPressIt = async (element: Element): Promise<Point | null> => {
  const isInside = ({ left, top, right, bottom }: DOMRect) =>
    left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  if (element.matches(":disabled")) return null;
  if (!isInside(element.getBoundingClientRect()))
    element.scrollIntoView({ block: "center", behavior: "instant" });
  const before = element.getBoundingClientRect();
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  const { left, top, width, height } = element.getBoundingClientRect();
  const isAtRest = left === before.left && top === before.top;
  const point = { x: left + width / 2, y: top + height / 2 };
  const hit = document.elementFromPoint(point.x, point.y);
  const labels = [...((element as HTMLInputElement).labels ?? [])];
  const isHit = [element, ...labels].some((part) => part.contains(hit));
  return isAtRest && hit && isHit ? point : null;
};

const boxOf = (element: Element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return element.checkVisibility() ? { x, y, width, height } : null;
};

const isOn = (element: Element) => (element as HTMLInputElement).checked;

const select = (element: Element, value: string) => {
  const list = element as HTMLSelectElement;
  if (![...list.options].some((option) => option.value === value)) return null;
  list.value = value;
  for (const event of ["input", "change"])
    list.dispatchEvent(new Event(event, { bubbles: true }));
  return [value];
};

interface FileContent {
  readonly name: string;
  readonly mimeType: string;
  readonly text: string;
}
const takeFile = (element: Element, { name, mimeType, text }: FileContent) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, { type: mimeType }));
  (element as HTMLInputElement).files = data.files;
  element.dispatchEvent(new Event("change", { bubbles: true }));
};

export class Locator {
  constructor(
    private readonly parts: PageParts,
    private readonly steps: readonly Step[],
  ) {}

  page(): Page {
    return this.parts.page();
  }

  private with(step: Step): Locator {
    return new Locator(this.parts, [...this.steps, step]);
  }

  locator(selector: string, options: { hasText?: Text } = {}): Locator {
    return this.with({ by: "css", selector }).filter(options);
  }
  getByTestId(id: string): Locator {
    return this.locator(`[data-testid="${id}"]`);
  }
  getByText(text: Text, { exact = false } = {}): Locator {
    return this.with({ by: "text", words: wordsOf(text, exact) });
  }
  getByRole(
    role: string,
    { name, exact }: { name?: Text; exact?: boolean } = {},
  ): Locator {
    return this.with({
      by: "role",
      role,
      ...(name !== undefined && { name: wordsOf(name, exact) }),
    });
  }
  filter(options: { hasText?: Text; visible?: boolean }): Locator {
    const { hasText, visible } = options;
    const told: Locator =
      hasText === undefined
        ? this
        : this.with({ by: "having words", words: wordsOf(hasText) });
    return visible ? told.with({ by: "being visible" }) : told;
  }
  nth(index: number): Locator {
    return this.with({ by: "nth", index });
  }
  first(): Locator {
    return this.nth(0);
  }
  async all(): Promise<Locator[]> {
    return Array.from({ length: await this.count() }, (_, i) => this.nth(i));
  }

  /** Calls a function of the page with all elements that there are now. */
  evaluateAll<R, A>(
    call: (elements: Element[], argument: A) => R,
    argument?: A,
  ): Promise<Awaited<R>> {
    const source = `(steps, argument) => (${call})((${findElements})(steps), argument)`;
    return this.parts.driver.run(source, [this.steps, argument]) as Promise<
      Awaited<R>
    >;
  }

  /** Calls a function of the page with the first element, once there is one. */
  async evaluate<R, A>(
    call: (element: Element, argument: A) => R,
    argument?: A,
  ): Promise<Awaited<R>> {
    const source = `async (steps, argument) => {
      const [element] = (${findElements})(steps);
      return element ? [await (${call})(element, argument)] : null;
    }`;
    const [value] = await poll(
      this.toString(),
      () =>
        this.parts.driver.run(source, [this.steps, argument]) as Promise<
          [Awaited<R>] | null
        >,
    );
    return value;
  }

  count(): Promise<number> {
    return this.evaluateAll((elements) => elements.length);
  }
  textContent() {
    return this.evaluate((element) => element.textContent);
  }
  innerText() {
    return this.evaluate((element) => (element as HTMLElement).innerText);
  }
  allInnerTexts() {
    return this.evaluateAll((elements) =>
      elements.map((element) => (element as HTMLElement).innerText),
    );
  }
  getAttribute(name: string) {
    return this.evaluate((element, name) => element.getAttribute(name), name);
  }
  inputValue() {
    return this.evaluate((element) => (element as HTMLInputElement).value);
  }
  isChecked() {
    return this.evaluate(isOn);
  }
  isDisabled() {
    return this.evaluate((element) => element.matches(":disabled"));
  }
  boundingBox() {
    return this.evaluate(boxOf);
  }
  focus() {
    return this.evaluate((element) => (element as HTMLElement).focus());
  }
  blur() {
    return this.evaluate((element) => (element as HTMLElement).blur());
  }
  scrollIntoViewIfNeeded() {
    return this.evaluate((element) =>
      element.scrollIntoView({ block: "nearest", behavior: "instant" }),
    );
  }

  async isVisible(): Promise<boolean> {
    return (await this.filter({ visible: true }).count()) > 0;
  }
  async isHidden(): Promise<boolean> {
    return !(await this.isVisible());
  }
  async waitFor({ state = "visible" as State } = {}): Promise<void> {
    const seen = /visible|hidden/.test(state)
      ? this.filter({ visible: true })
      : this;
    const isWanted = /visible|attached/.test(state);
    await poll(`${this} to be ${state}`, async () =>
      (await seen.count()) > 0 === isWanted ? true : null,
    );
  }

  async click(): Promise<void> {
    await this.waitFor();
    const { x, y } = await poll(`${this} to be pressed`, () =>
      this.evaluate(toPressIt),
    );
    await this.parts.mouse.move(x, y);
    await this.parts.mouse.down();
    await this.parts.mouse.up();
  }
  async check(): Promise<void> {
    if (!(await this.isChecked())) await this.click();
  }
  async uncheck(): Promise<void> {
    if (await this.isChecked()) await this.click();
  }
  selectOption(value: string): Promise<string[]> {
    return poll(`${this} to offer ${value}`, () =>
      this.evaluate(select, value),
    );
  }
  async setInputFiles(
    file: string | { name: string; mimeType: string; buffer: Buffer },
  ): Promise<void> {
    const { name, mimeType, buffer } =
      typeof file === "string"
        ? { name: basename(file), mimeType: "", buffer: readFileSync(file) }
        : file;
    await this.evaluate(takeFile, { name, mimeType, text: buffer.toString() });
  }

  toString(): string {
    return JSON.stringify(this.steps);
  }
}
