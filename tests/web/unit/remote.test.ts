/** The page's half of the line to a worker: what happens when the other half is not there. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { EngineError } from "../../../web/src/engine/engine.ts";
import type { Port } from "../../../web/src/engine/messages.ts";
import { Remote } from "../../../web/src/engine/remote.ts";
import { serve } from "../../../web/src/engine/serve.ts";

type Calls = {
  greet: { input: string; output: string };
  count: { input: number; output: string; progress: number };
};

/** A port whose other end greets after `delay` milliseconds, and after `answers` greetings no more. */
function served({ delay = 0, answers = Infinity } = {}): Port {
  const { port1, port2 } = new MessageChannel();
  let greeted = 0;
  serve<Calls>(port2 as unknown as Port, {
    greet: (name) =>
      new Promise((resolve) => {
        if (++greeted <= answers)
          setTimeout(() => resolve(`hello ${name}`), delay);
      }),
    count(to, { progress }) {
      for (let i = 1; i <= to; ++i) progress(i);
      return "done";
    },
  });
  return port1 as unknown as Port;
}

/** A port that nobody answers. */
const silent = (): Port => ({ postMessage() {}, onmessage: null });

function remote(ports: Port[], patienceMs?: number) {
  const told: string[] = [];
  const made = new Remote<Calls>({
    spawn: () => ports.shift()!,
    script: "some-worker.js",
    restore: async (ask) => void (await ask("greet", "page")),
    replaced: (reason) => told.push(reason),
    ...(patienceMs && { patienceMs }),
  });
  return { ask: made.ask, told, dispose: () => made.dispose() };
}

test("a call travels there and back, with progress on the way", async () => {
  const { ask, dispose } = remote([served()]);
  const steps: number[] = [];
  const progress = (step: number) => steps.push(step);
  assert.equal(await ask("count", 3, { progress }), "done");
  assert.deepEqual(steps, [1, 2, 3]);
  dispose();
});

test("a worker that falls silent is replaced, and asked once more", async () => {
  const { ask, told, dispose } = remote([served({ answers: 1 }), served()], 50);
  assert.equal(await ask("greet", "you"), "hello you");
  assert.deepEqual(told, ["it did not answer"]);
  dispose();
});

test("a worker that is only slow is left in peace", async () => {
  const { ask, told, dispose } = remote([served({ delay: 30 })], 200);
  assert.equal(await ask("greet", "you"), "hello you");
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.deepEqual(told, []);
  dispose();
});

test("an error that nobody caught ends a worker, which is replaced", async () => {
  const first = served({ answers: 1 });
  const { ask, told, dispose } = remote([first, served()]);
  const answer = ask("greet", "you");
  setTimeout(() => first.onerror!({ message: "oh" } as ErrorEvent), 30);
  assert.equal(await answer, "hello you");
  assert.deepEqual(told, ["oh"]);
  dispose();
});

test("a script that does not arrive is named, and the next call tries again", async () => {
  const first = silent();
  const { ask, told, dispose } = remote([first, served()]);
  setTimeout(() => first.onerror!({} as ErrorEvent));
  await assert.rejects(
    ask("greet", "you"),
    (error) =>
      error instanceof EngineError &&
      error.kind === "file" &&
      error.file === "some-worker.js",
  );
  assert.equal(await ask("greet", "you"), "hello you");
  assert.deepEqual(told, []);
  dispose();
});
