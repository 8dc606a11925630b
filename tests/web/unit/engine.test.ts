/** The engine without a worker: the same line, over message ports, with the real core behind it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import type {
  DigitlabModule,
  ModuleFactory,
} from "../../../wasm/digitlab.d.ts";
import {
  EngineError,
  type LookRequest,
} from "../../../web/src/engine/engine.ts";
import type { Host, Port } from "../../../web/src/engine/messages.ts";
import { recognitionEngine } from "../../../web/src/engine/recognition.ts";
import {
  recognitionHost,
  type RecognitionCalls,
} from "../../../web/src/engine/recognition-host.ts";
import { serve } from "../../../web/src/engine/serve.ts";
import { packStrokes } from "../../../web/src/session/packed-strokes.ts";
import { lineOf } from "../support/drawing.ts";

const built = new URL("../../../build/wasm/wasm/", import.meta.url);
const models = new URL("../../../web/public/models/", import.meta.url);

const request: LookRequest = {
  ...packStrokes(
    lineOf("27")
      .flat()
      .map((path) => path.flatMap(([x, y]) => [400 * x, 400 * y])),
  ),
  settings: {},
  stroke: 0,
  others: [{ fitBox: false, canvasSide: 400 }],
};
const trap = () => {
  throw new WebAssembly.RuntimeError("unreachable");
};
const died = (error: unknown) =>
  error instanceof EngineError && error.kind === "died";

describe("the engine over message ports", () => {
  let create: ModuleFactory<DigitlabModule>;
  let code: WebAssembly.Module;
  const weights = (name: string) =>
    new Uint8Array(readFileSync(new URL(`${name}/model.safetensors`, models)));
  before(async () => {
    ({ default: create } = await import(
      new URL("digitlab-simd.js", built).href
    ));
    code = await WebAssembly.compile(
      readFileSync(new URL("digitlab-simd.wasm", built)),
    );
  });

  /** @param change what is wrong with the worker of this number, counted from 1 */
  function start(
    change: (
      worker: number,
      host: Host<RecognitionCalls>,
    ) => Partial<Host<RecognitionCalls>> = () => ({}),
  ) {
    let workers = 0;
    const told: string[] = [];
    const engine = recognitionEngine({
      spawn() {
        const { port1, port2 } = new MessageChannel();
        const host = recognitionHost(create);
        const served = { ...host, ...change(++workers, host) };
        serve<RecognitionCalls>(port2 as unknown as Port, served);
        return port1 as unknown as Port;
      },
      module: () => Promise.resolve(code),
      replaced: (reason) => told.push(reason),
    });
    return { engine, told, workers: () => workers };
  }

  test("two networks answer side by side, and the same drawing gets the same answer", async () => {
    const { engine, workers } = start();
    const best = await engine.open(weights("convnet"));
    const lab = await engine.open(weights("lab"));
    const looks = await Promise.all(
      [best, lab, best].map((network) => engine.look(network, request)),
    );
    for (const { digits, selected, others } of looks) {
      assert.deepEqual(
        digits.map(({ digit }) => digit),
        [2, 7],
      );
      assert.equal(selected, 0);
      assert.equal(others.length, 1);
    }
    assert.deepEqual(looks[0], looks[2]);
    assert.notDeepEqual(
      looks[0]!.digits[0]!.probabilities,
      looks[1]!.digits[0]!.probabilities,
    );
    engine.close(lab);
    await assert.rejects(engine.look(lab, request), /closed/);
    assert.equal(workers(), 1);
    engine.dispose();
    await assert.rejects(engine.look(best, request), died);
  });

  test("a drawing is one digit when that is said of it, whatever it looks like", async () => {
    const { engine } = start();
    const best = await engine.open(weights("convnet"));
    const whole = { ...request, stroke: null };
    const { digits, selected, others } = await engine.look(best, whole);
    assert.deepEqual(
      digits.map(({ strokes }) => [...strokes]),
      [[0, 1]],
    );
    assert.equal(selected, 0);
    assert.equal(others.length, 1);
    const nothing = { ...packStrokes([]), settings: {}, stroke: null };
    const blank = await engine.look(best, { ...nothing, others: [] });
    assert.equal(blank.digits[0]!.reason, "blank");
    engine.dispose();
  });

  test("a worker that traps is replaced, its networks are open again, and that is told once", async () => {
    const { engine, told, workers } = start((worker) =>
      worker === 1 ? { look: trap } : {},
    );
    const best = await engine.open(weights("convnet"));
    const lab = await engine.open(weights("lab"));
    await assert.rejects(engine.look(best, request), died);
    for (const network of [best, lab]) {
      const { digits } = await engine.look(network, request);
      assert.deepEqual(
        digits.map(({ digit }) => digit),
        [2, 7],
      );
    }
    assert.equal(workers(), 2);
    assert.deepEqual(told, ["unreachable"]);
    engine.dispose();
  });

  test("what a dead worker owed to others is asked again", async () => {
    const { engine, workers } = start((worker) => {
      let looks = 0;
      const never = new Promise<never>(() => {});
      return worker === 1
        ? { look: () => (++looks === 1 ? never : trap()) }
        : {};
    });
    const best = await engine.open(weights("convnet"));
    const owed = engine.look(best, request);
    await assert.rejects(engine.look(best, request), died);
    assert.equal((await owed).digits.length, 2);
    assert.equal(workers(), 2);
    engine.dispose();
  });

  test("a network that ends one worker after the other is not asked for ever", async () => {
    const { engine, workers } = start(() => ({ look: trap }));
    const best = await engine.open(weights("convnet"));
    for (let i = 0; i < 5; ++i)
      await assert.rejects(engine.look(best, request), died);
    assert.equal(workers(), 3);
    engine.dispose();
  });

  test("weights that are none are refused, and nothing else suffers", async () => {
    const { engine, told } = start();
    await assert.rejects(
      engine.open(Uint8Array.of(1, 2, 3)),
      (error) => error instanceof EngineError && error.kind === "refused",
    );
    const lab = await engine.open(weights("lab"));
    assert.equal((await engine.look(lab, request)).digits.length, 2);
    assert.deepEqual(told, []);
    engine.dispose();
  });

  test("an aborted call rejects with its reason, and the worker hears of it", async () => {
    let heard = false;
    const { engine } = start((_, host) => ({
      look(input, context) {
        if (heard) return host.look(input, context);
        return new Promise((_, reject) =>
          context.signal.addEventListener("abort", () => {
            heard = true;
            reject(new Error("nobody waits"));
          }),
        );
      },
    }));
    const lab = await engine.open(weights("lab"));
    const reason = new Error("never mind");
    const controller = new AbortController();
    const look = engine.look(lab, request, { signal: controller.signal });
    setTimeout(() => controller.abort(reason));
    await assert.rejects(look, reason);
    assert.equal((await engine.look(lab, request)).digits.length, 2);
    assert.ok(heard);
    engine.dispose();
  });
});
