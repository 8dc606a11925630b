/** What travels between the page and a worker. */
import type { FailureKind } from "./engine.ts";

/** A table of calls: what goes in, what comes back, and what is told on the way. */
export type CallTable = Record<
  string,
  { input: unknown; output: unknown; progress?: unknown }
>;

/** The same table as functions; an error they throw travels back. */
export type Host<Calls extends CallTable> = {
  [Name in keyof Calls]: (
    input: Calls[Name]["input"],
    context: {
      /** Aborted when nobody waits for the answer any more. */
      signal: AbortSignal;
      progress: (value: Calls[Name]["progress"]) => void;
    },
  ) => Calls[Name]["output"] | Promise<Calls[Name]["output"]>;
};

export type ToHost =
  | { readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly id: number; readonly abort: true };

export interface Failure {
  readonly kind: FailureKind;
  readonly reason: string;
}

export type FromHost =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly progress: unknown }
  | { readonly id: number; readonly failure: Failure };

/** One end of the line: a worker seen from the page, the page seen from a worker, a MessagePort. */
export interface Port {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
  /** Of workers only: the script did not arrive, or threw what nobody caught. */
  onerror?: ((event: ErrorEvent) => void) | null;
  /** Ends the other side, in workers. */
  terminate?(): void;
  /** Ends the line, in MessagePorts. */
  close?(): void;
}
