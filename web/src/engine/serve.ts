/** The worker's half of the line: runs the calls that arrive and sends back what comes of them. */
import type { CallTable, Failure, Host, Port, ToHost } from "./messages.ts";

/** A trap leaves the memory in doubt: the page replaces the worker then. */
function failureOf(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  const died =
    error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
  if (died) return { kind: "died", reason };
  const diverged = error instanceof Error && error.name === "DivergenceError";
  return { kind: diverged ? "diverged" : "refused", reason };
}

/**
 * Answers calls from `port` with `host`, from now on. A call begins when it arrives; one that takes
 * long gives way to others, and to being aborted, by awaiting something now and then.
 */
export function serve<Calls extends CallTable>(
  port: Port,
  host: Host<Calls>,
): void {
  const running = new Map<number, AbortController>();
  const run = async (id: number, name: string, input: unknown) => {
    const controller = new AbortController();
    const { signal } = controller;
    running.set(id, controller);
    try {
      const call = host[name];
      if (!call) throw new Error(`there is no call "${name}"`);
      const progress = (value: unknown) =>
        port.postMessage({ id, progress: value });
      const value = await call(input, { signal, progress });
      if (!signal.aborted) port.postMessage({ id, value });
    } catch (error) {
      if (!signal.aborted) port.postMessage({ id, failure: failureOf(error) });
    } finally {
      running.delete(id);
    }
  };
  port.onmessage = ({ data }: MessageEvent<ToHost>) => {
    if ("abort" in data) running.get(data.id)?.abort();
    else void run(data.id, data.name, data.input);
  };
}
