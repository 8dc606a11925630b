/** What a layout must never do, found out in the page itself. */
import type { Page } from "playwright-core";

export interface LayoutFaults {
  /** Pixels by which the page is wider than the screen. */
  readonly sideways: number;
  /** Pixels by which it is longer. */
  readonly longer: number;
  /** In words, each of them one too many. */
  readonly faults: readonly string[];
}

/**
 * Looks at all that is visible: things out of the screen's sides, controls that overlap, text that is
 * cut off or smaller than 12 pixels and, for fingers, targets of less than 44.
 *
 * @param inReach selectors of what must be within the first screen
 */
export function layoutFaults(
  page: Page,
  inReach: readonly string[],
  isTouch: boolean,
): Promise<LayoutFaults> {
  return page.evaluate(
    ([inReach, isTouch]) => {
      const root = document.documentElement;
      const faults: string[] = [];
      const name = (element: Element) =>
        (element as HTMLElement).dataset["testid"] ??
        `${element.localName}.${element.getAttribute("class") ?? ""}`;
      const visible = (element: Element) =>
        element.checkVisibility({
          opacityProperty: true,
          visibilityProperty: true,
        });
      const isForReadersOnly = (element: Element) =>
        getComputedStyle(element).clipPath !== "none";
      const about = ({ left, top, right, bottom }: DOMRect) =>
        `${left.toFixed(1)},${top.toFixed(1)}–${right.toFixed(1)},${bottom.toFixed(1)}`;
      const all = (selector: string) =>
        [...document.querySelectorAll(selector)].filter(
          (element) => visible(element) && !isForReadersOnly(element),
        );

      for (const selector of inReach) {
        const element = document.querySelector(selector)!;
        const box = element.getBoundingClientRect();
        const inside =
          box.left >= 0 &&
          box.top >= 0 &&
          box.right <= innerWidth &&
          box.bottom <= innerHeight + 0.5;
        if (!inside || box.width < 1 || box.height < 1)
          faults.push(`${selector} is out of reach: ${about(box)}`);
      }

      const controls = all(
        "button, a, select, .tools label, .exchange label, .stages label, .paper, .sign, .words, .bars li, .stages p, .introduction, .cost",
      );
      for (const [i, one] of controls.entries()) {
        for (const other of controls.slice(i + 1)) {
          if (one.contains(other) || other.contains(one)) continue;
          const [a, b] = [
            one.getBoundingClientRect(),
            other.getBoundingClientRect(),
          ];
          const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (width > 1 && height > 1)
            faults.push(
              `${name(one)} (${about(a)}) lies over ${name(other)} (${about(b)})`,
            );
        }
      }

      const texts = document.createTreeWalker(
        document.body,
        NodeFilter.SHOW_TEXT,
      );
      while (texts.nextNode()) {
        const node = texts.currentNode;
        const element = node.parentElement!;
        if (!node.textContent?.trim() || !visible(element)) continue;
        if (element.closest("option, script, noscript, .visually-hidden"))
          continue;
        let around: Element | null = element;
        while (around && !isForReadersOnly(around))
          around = around.parentElement;
        if (around) continue;
        const size = parseFloat(getComputedStyle(element).fontSize);
        const words = node.textContent.trim().slice(0, 40);
        if (size < 12) faults.push(`“${words}” is ${size} px small`);
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        if (box.left < -0.5 || box.right > root.clientWidth + 0.5)
          faults.push(`“${words}” leaves the screen: ${about(box)}`);
        for (
          let frame: Element | null = element;
          frame && frame !== document.body;
          frame = frame.parentElement
        ) {
          const style = getComputedStyle(frame);
          const isFrame =
            frame.matches("button, label, li, .answer, .paper, .first-sight") ||
            style.overflowX !== "visible";
          const outer = frame.getBoundingClientRect();
          if (
            isFrame &&
            style.textOverflow !== "ellipsis" &&
            // A large sign's line is lower than what its font could fill.
            !element.matches(".sign") &&
            (box.left < outer.left - 1 ||
              box.right > outer.right + 1 ||
              box.top < outer.top - 3 ||
              box.bottom > outer.bottom + 3)
          )
            faults.push(
              `“${words}” (${about(box)}) is cut off by ${name(frame)} (${about(outer)})`,
            );
        }
      }

      if (isTouch) {
        for (const target of all(
          "button, a, select, .tools label, .exchange label, .stages label",
        )) {
          const { width, height } = target.getBoundingClientRect();
          // Eight digits of a number cannot be as wide on a phone; they are as high.
          const narrow = target.matches(".reading button") ? 24 : 43.9;
          if (height < 43.9 || width < narrow)
            faults.push(
              `${name(target)} is ${width.toFixed(1)}×${height.toFixed(1)} small`,
            );
        }
      }
      return {
        sideways: root.scrollWidth - root.clientWidth,
        longer: root.scrollHeight - root.clientHeight,
        faults,
      };
    },
    [inReach, isTouch] as const,
  );
}
