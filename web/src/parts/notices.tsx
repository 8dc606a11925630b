/** Messages about what does not work, out of the way of what does. */
import { createMemo, createSignal, For, Show, type Accessor } from "solid-js";
import { texts } from "../words/texts.ts";
import { Icon } from "./icon.tsx";
import "./notices.css";

export interface Notice {
  readonly key: string;
  readonly message: string;
  /** For what did not arrive: asks for it again. */
  readonly retry?: () => void;
}

export interface NoticeBoard {
  readonly shown: Accessor<readonly Notice[]>;
  /** Shows a message; a later one with the same `key` takes its place. */
  show(key: string, message: string, retry?: () => void): void;
  hide(key: string): void;
}

export function createNotices(): NoticeBoard {
  const [shown, setShown] = createSignal<readonly Notice[]>([]);
  const without = (notices: readonly Notice[], key: string) =>
    notices.some((notice) => notice.key === key)
      ? notices.filter((notice) => notice.key !== key)
      : notices;
  return {
    shown,
    show(key, message, retry) {
      const notice = { key, message, ...(retry && { retry }) };
      setShown((notices) => [...without(notices, key), notice]);
    },
    hide: (key) => void setShown((notices) => without(notices, key)),
  };
}

/** Reports errors that nobody caught. */
export function reportUncaughtErrors(notices: NoticeBoard): void {
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

/** A button that asks again for what did not arrive. */
export function RetryButton(props: { retry: () => void }) {
  return (
    <button
      type="button"
      class="quiet-button"
      data-testid="retry"
      onClick={() => props.retry()}
    >
      {texts.retry}
    </button>
  );
}

export function Notices(props: {
  board: NoticeBoard;
  /** Whether what is shown stays as it is for the moment. */
  isHeld: boolean;
}) {
  const shown = createMemo<readonly Notice[]>(
    (before) => (props.isHeld ? before : props.board.shown()),
    [],
  );
  return (
    <div class="notices" role="alert">
      <For each={shown()}>
        {(notice) => (
          <div class="notice">
            <p>{notice.message}</p>
            <Show when={notice.retry}>
              {(retry) => <RetryButton retry={retry()} />}
            </Show>
            <button
              type="button"
              class="icon-button"
              aria-label={texts.close}
              title={texts.close}
              onClick={() => props.board.hide(notice.key)}
            >
              <Icon path="M6 6l12 12M18 6L6 18" />
            </button>
          </div>
        )}
      </For>
    </div>
  );
}
