/**
 * The page's half of the line to a worker: calls that return promises, and a new worker in the place
 * of one that traps, dies or falls silent.
 */
import { EngineError, type CallOptions } from "./engine.ts";
import type { CallTable, FromHost, Port } from "./messages.ts";

interface Pending {
  readonly name: string;
  readonly input: unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
  readonly progress: ((value: never) => void) | undefined;
  /** Whether it has been asked again after a worker had died; once is enough. */
  repeated: boolean;
}

export interface RemoteOptions<Calls extends CallTable> {
  /** Starts a worker. */
  readonly spawn: () => Port;
  /** Name of its script, for the visitor. */
  readonly script: string;
  /** Brings a new worker to where the one before was. */
  readonly restore: (ask: Ask<Calls>) => Promise<void>;
  /** Called after a worker was replaced. */
  readonly replaced?: (reason: string) => void;
  /** A worker that owes an answer and says nothing for so long is dead; for ever when left out. */
  readonly patienceMs?: number;
}

export type Ask<Calls extends CallTable> = <Name extends keyof Calls & string>(
  name: Name,
  input: Calls[Name]["input"],
  options?: CallOptions & {
    progress?: (value: Calls[Name]["progress"]) => void;
  },
) => Promise<Calls[Name]["output"]>;

/** How often silence is listened for, as a share of the patience: a sleeping laptop is not silence. */
const LISTENINGS = 5;

export class Remote<Calls extends CallTable> {
  private port: Port | null = null;
  private starting: Promise<void> | null = null;
  private connected = false;
  /** Why the last worker could not start. */
  private failure: EngineError | null = null;
  private pending = new Map<number, Pending>();
  private lastId = 0;
  private silence = 0;
  private watch: ReturnType<typeof setInterval> | undefined;
  private disposed = false;

  constructor(private options: RemoteOptions<Calls>) {}

  /** Calls the worker, which is started if there is none. */
  readonly ask: Ask<Calls> = async (name, input, options = {}) => {
    options.signal?.throwIfAborted();
    await this.start();
    options.signal?.throwIfAborted();
    return this.send(name, input, options);
  };

  /** Ends the worker; whoever waits is told. */
  dispose(): void {
    this.disposed = true;
    this.failure = new EngineError("died", "the engine was closed");
    this.hangUp();
    for (const entry of [...this.pending.values()]) entry.reject(this.failure);
  }

  /** Starts the worker, unless there is one. */
  start(): Promise<void> {
    if (this.disposed)
      return Promise.reject(new EngineError("died", "the engine was closed"));
    if (this.starting) return this.starting;
    const starting = this.connect().catch((error: unknown) => {
      // Somebody may have begun anew meanwhile.
      if (this.starting === starting) this.hangUp();
      throw error;
    });
    this.starting = starting;
    return starting;
  }

  private async connect() {
    const port = this.options.spawn();
    this.port = port;
    port.onmessage = ({ data }: MessageEvent<FromHost>) => this.receive(data);
    port.onerror = (event) => {
      event.preventDefault?.();
      // Without a message it is the script itself that did not arrive.
      this.lose(event.message || "its script did not arrive", !event.message);
    };
    await this.options.restore(this.send);
    this.connected = true;
  }

  private readonly send: Ask<Calls> = (
    name,
    input,
    { signal, progress } = {},
  ) =>
    new Promise((resolve, reject) => {
      const { port } = this;
      if (!port) return reject(this.failure);
      const id = ++this.lastId;
      const settle =
        <Value>(then: (value: Value) => void) =>
        (value: Value) => {
          signal?.removeEventListener("abort", abort);
          this.pending.delete(id);
          this.listen();
          then(value);
        };
      const abort = () => {
        this.port?.postMessage({ id, abort: true });
        settle(reject)(signal!.reason);
      };
      signal?.addEventListener("abort", abort);
      const entry: Pending = {
        name,
        input,
        resolve: settle(resolve),
        reject: settle(reject),
        progress,
        repeated: false,
      };
      this.pending.set(id, entry);
      this.listen();
      port.postMessage({ id, name, input });
    });

  private receive(message: FromHost) {
    this.silence = 0;
    const entry = this.pending.get(message.id);
    if ("failure" in message && message.failure.kind === "died") {
      const { kind, reason } = message.failure;
      entry?.reject(new EngineError(kind, reason));
      this.lose(reason);
    } else if (!entry) return;
    else if ("progress" in message) entry.progress?.(message.progress as never);
    else if ("value" in message) entry.resolve(message.value as never);
    else
      entry.reject(
        new EngineError(message.failure.kind, message.failure.reason),
      );
  }

  /** Replaces a worker that is gone; what it owed is asked again, once. */
  private lose(reason: string, isScript = false) {
    const wasConnected = this.connected;
    this.hangUp();
    const owed = [...this.pending];
    this.pending.clear();
    const failed = (error: unknown) => {
      for (const [, entry] of owed) entry.reject(error);
    };
    // What cannot even start is not tried for ever: whoever asks next tries again.
    if (!wasConnected) {
      this.failure = isScript
        ? new EngineError("file", reason, this.options.script)
        : new EngineError("died", reason);
      return failed(this.failure);
    }
    this.start().then(() => {
      for (const [id, entry] of owed) {
        if (entry.repeated) {
          entry.reject(new EngineError("died", reason));
          continue;
        }
        entry.repeated = true;
        this.pending.set(id, entry);
        this.port!.postMessage({ id, name: entry.name, input: entry.input });
      }
      this.listen();
      this.options.replaced?.(reason);
    }, failed);
  }

  private hangUp() {
    clearInterval(this.watch);
    this.watch = undefined;
    if (this.port) {
      this.port.onmessage = null;
      this.port.onerror = null;
      this.port.terminate?.();
      this.port.close?.();
    }
    this.port = null;
    this.starting = null;
    this.connected = false;
  }

  /** Listens for silence while the worker owes an answer. */
  private listen() {
    const { patienceMs } = this.options;
    if (this.pending.size === 0 || !patienceMs) {
      clearInterval(this.watch);
      this.watch = undefined;
      return;
    }
    this.watch ??= (() => {
      this.silence = 0;
      return setInterval(() => {
        if (++this.silence > LISTENINGS) this.lose("it did not answer");
      }, patienceMs / LISTENINGS);
    })();
  }
}
