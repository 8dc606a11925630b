/** Messages about what does not work, above the page and out of the way of what does. */
import { el, icon } from "./dom.ts";
import { texts } from "./texts.ts";

export class Notices {
  readonly element = el("div", { class: "notices", role: "alert" });
  private shown = new Map<string, HTMLElement>();

  /** Shows a message; a later one with the same `key` takes its place. */
  show(key: string, message: string): void {
    this.hide(key);
    const close = el(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": texts.close,
        title: texts.close,
      },
      icon("M6 6l12 12M18 6L6 18"),
    );
    const notice = el("div", { class: "notice" }, el("p", {}, message), close);
    close.addEventListener("click", () => this.hide(key));
    this.shown.set(key, notice);
    this.element.append(notice);
  }

  hide(key: string): void {
    this.shown.get(key)?.remove();
    this.shown.delete(key);
  }
}

/** Reports errors that nobody caught. */
export function reportUncaughtErrors(notices: Notices): void {
  const report = (reason: unknown) => {
    const words = reason instanceof Error ? reason.message : String(reason);
    notices.show("page", texts.failures.page(words));
  };
  addEventListener("error", (event) => {
    // Browsers report this one when an observer's work spills into the next frame; it harms nothing.
    if (event.message?.startsWith("ResizeObserver loop")) return;
    report(event.error ?? event.message);
  });
  addEventListener("unhandledrejection", (event) => report(event.reason));
}
