/** Words for screen readers about what changes many times a second: only what stays is read out. */
import { el } from "./dom.ts";

/** Silence after the last change before it is read out, in milliseconds. */
const ANNOUNCE_AFTER_MS = 700;

export class Announcer {
  /** To be put into the page; invisible. */
  readonly element = el("p", {
    class: "visually-hidden",
    "aria-live": "polite",
  });
  private timer = 0;

  say(words: string): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.element.textContent = words;
    }, ANNOUNCE_AFTER_MS);
  }
}
