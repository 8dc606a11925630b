/** Training without a worker: the same line, over message ports, with the real core behind it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import type {
  DigitlabModule,
  DigitlabTrainingModule,
  ModuleFactory,
} from "../../../wasm/digitlab.d.ts";
import { EngineError } from "../../../web/src/engine/engine.ts";
import type { Host, Port } from "../../../web/src/engine/messages.ts";
import { recognitionEngine } from "../../../web/src/engine/recognition.ts";
import { recognitionHost } from "../../../web/src/engine/recognition-host.ts";
import { serve } from "../../../web/src/engine/serve.ts";
import type {
  DataSource,
  RunStatus,
  TrainerSettings,
  TrainingEngine,
  TrainProgress,
} from "../../../web/src/engine/training-engine.ts";
import {
  trainingHost,
  type TrainingCalls,
} from "../../../web/src/engine/training-host.ts";
import { trainingEngine } from "../../../web/src/engine/training.ts";
import { packStrokes } from "../../../web/src/session/packed-strokes.ts";
import { lineOf } from "../support/drawing.ts";

const built = new URL("../../../build/wasm/wasm/", import.meta.url);

async function load<Module>(name: string) {
  const { default: create } = (await import(
    new URL(`${name}.js`, built).href
  )) as { default: ModuleFactory<Module> };
  const bytes = readFileSync(new URL(`${name}.wasm`, built));
  return { create, bytes, code: await WebAssembly.compile(bytes) };
}

const DIGITS: DataSource = { kind: "digits", count: 640, seed: 1 };
const SETTINGS = {
  ...{ epochs: 3, batchSize: 32, seed: 3, augment: 1 },
  ...{ validationSplit: 0.1, averageDecay: 0.9 },
};
const BATCHES = 18;

const trap = () => {
  throw new WebAssembly.RuntimeError("unreachable");
};
const failed = (kind: string, message = /./) => ({
  check: (error: unknown) =>
    error instanceof EngineError &&
    error.kind === kind &&
    message.test(error.message),
});
const refused = (message: RegExp) => failed("refused", message).check;
const died = failed("died").check;

describe("the training engine over message ports", () => {
  let core: Awaited<ReturnType<typeof load<DigitlabTrainingModule>>>;
  /** What the core gives by itself, in one go. */
  let alone: { weights: Uint8Array; history: object[] };
  before(async () => {
    core = await load<DigitlabTrainingModule>("digitlab-train-simd");
    const module = await core.create({ wasmBinary: core.bytes });
    const trainer = module.createTrainer(
      "lab",
      module.generateDigits(640, 1),
      SETTINGS,
    );
    while (!trainer.finished) trainer.advance();
    alone = { weights: trainer.modelBytes(), history: trainer.history() };
  });

  type Change = (
    worker: number,
    host: Host<TrainingCalls>,
  ) => Partial<Host<TrainingCalls>>;

  /**
   * @param change what is wrong with the worker of this number, counted from 1
   * @param sliceMs 0: every batch is a slice
   */
  function start(
    change: Change = () => ({}),
    { sliceMs = 0, create = core.create } = {},
  ) {
    const ports: Port[] = [];
    const told: string[] = [];
    const calls: string[] = [];
    const engine = trainingEngine({
      spawn() {
        const { port1, port2 } = new MessageChannel();
        const host = trainingHost(create, sliceMs);
        const served = { ...host, ...change(ports.length + 1, host) };
        serve<TrainingCalls>(port2 as unknown as Port, served);
        port2.addEventListener("message", ({ data }: MessageEvent) =>
          calls.push(`${data.abort ? "abort" : data.name}`),
        );
        ports.push(port1 as unknown as Port);
        return port1 as unknown as Port;
      },
      module: () => Promise.resolve(core.code),
      replaced: (reason) => told.push(reason),
    });
    return { engine, told, calls, ports };
  }

  const openLab = async (
    engine: TrainingEngine,
    settings: TrainerSettings = SETTINGS,
  ) => {
    const data = await engine.openData(DIGITS);
    return engine.openRun({ model: "lab", data, settings });
  };

  /** The first worker's `train` ends it after so many batches. */
  const dyingAfter =
    (batches: number): Change =>
    (worker, host) =>
      worker > 1
        ? {}
        : {
            async train(input, { progress }) {
              let left = batches;
              const end = new AbortController();
              await host.train(input, {
                signal: end.signal,
                progress(report) {
                  progress(report);
                  if (--left === 0) end.abort();
                },
              });
              return trap();
            },
          };

  const withoutSeconds = (rows: readonly object[]) =>
    rows.map((row) => {
      const { seconds, ...rest } = row as { seconds?: number };
      return rest;
    });

  test("data is counted and shown", async () => {
    const { engine } = start();
    const data = await engine.openData(DIGITS);
    assert.equal(data.size, 640);
    assert.equal(data.counts.length, 11);
    assert.equal(
      data.counts.reduce((sum, count) => sum + count),
      640,
    );
    assert.equal(data.counts[10], 0);
    const shown = await engine.images(data, 630, 10);
    assert.equal(shown.length, 10);
    for (const { height, width, pixels, label } of shown) {
      assert.deepEqual([height, width, pixels.length], [28, 28, 784]);
      assert.ok(label! >= 0 && label! <= 9);
      assert.ok(Math.max(...pixels) > 100);
    }
    for (const [from, count] of [
      ...[
        [631, 10],
        [-1, 2],
        [0, NaN],
        [0, Infinity],
        [NaN, 1],
      ],
    ] as [number, number][])
      await assert.rejects(
        engine.images(data, from, count),
        refused(/there are 640 samples/),
      );
    engine.dispose();
  });

  test("data comes from bytes of files, too, and is joined in order", async () => {
    const { engine } = start();
    const head = (...values: number[]) =>
      values.flatMap((value) => [0, 0, value >> 8, value & 255]);
    const idx: DataSource = {
      kind: "idx",
      images: Uint8Array.from([
        ...head(0x803, 2, 2, 2),
        ...[0, 50, 100, 255],
        ...[9, 8, 7, 6],
      ]),
      labels: Uint8Array.from([...head(0x801, 2), 4, 7]),
    };
    const small = await engine.openData(idx);
    const [first, second] = await engine.images(small, 0, 2);
    assert.deepEqual([...first!.pixels], [0, 50, 100, 255]);
    assert.deepEqual([first!.label, second!.label], [4, 7]);
    const line =
      '{"word":"8","drawing":[[[0,50,0,50,0],[0,90,90,0,0]]],"writer":"me"}\n';
    const ink: DataSource = {
      kind: "ink",
      ndjson: new TextEncoder().encode(line),
    };
    const all = await engine.openData({
      kind: "joined",
      parts: [
        ink,
        { kind: "non-digits", count: 5, seed: 1, heldOut: false },
        { kind: "digits", count: 3, seed: 1 },
      ],
    });
    assert.equal(all.size, 9);
    assert.equal(all.counts[10], 5);
    const labels = (await engine.images(all, 0, 9)).map(({ label }) => label);
    assert.deepEqual(labels.slice(0, 6), [8, null, null, null, null, null]);
    const broken = { ...idx, labels: Uint8Array.of(1, 2) } as DataSource;
    for (const source of [
      broken,
      { kind: "joined", parts: [DIGITS, broken] },
    ] as const)
      await assert.rejects(engine.openData(source), refused(/label/));
    await assert.rejects(
      engine.openData({ kind: "joined", parts: [] }),
      refused(/no data/),
    );
    await assert.rejects(
      engine.openData({ ...DIGITS, count: 1.5 } as DataSource),
      refused(/count is 1.5/),
    );
    engine.dispose();
  });

  test("the lab's network learns, tells of it, and is what the core gives by itself", async () => {
    const { engine } = start();
    const run = await openLab(engine);
    assert.deepEqual(
      [run.trainSamples, run.validationSamples, run.batchesPerEpoch],
      [576, 64, BATCHES],
    );
    const seen: TrainProgress[] = [];
    const status = await engine.train(run, undefined, {
      progress: (value) => seen.push(value),
    });
    assert.deepEqual(await engine.weights(run), alone.weights);
    assert.deepEqual(withoutSeconds(status.history), alone.history);
    assert.deepEqual(await engine.status(run), status);
    assert.ok(status.finished);
    assert.deepEqual([status.epoch, status.reopened], [3, 0]);
    assert.ok(status.history[2]!.loss < status.history[0]!.loss);
    const rows = seen.flatMap(({ row }) => row ?? []);
    assert.deepEqual(rows, status.history);
    for (const { samplesPerSecond, batchLoss, row, ...rest } of seen) {
      assert.ok(samplesPerSecond > 0 && batchLoss > 0);
      assert.ok(!("state" in rest));
      if (row) assert.ok(row.seconds > 0);
    }
    await engine.train(run); // There is nothing left to do, which is no failure.
    const report = JSON.parse(
      await engine.report(run, {
        ...{ name: "mine", command: "", data: "640 generated" },
        test: {
          data: await engine.openData({ kind: "digits", count: 50, seed: 9 }),
          name: "50 others",
        },
      }),
    );
    assert.equal(report.history.length, 3);
    assert.equal(report.history[1].seconds, status.history[1]!.seconds);
    assert.equal(report.test.samples, 50);
    engine.dispose();
  });

  test("goals: batches, and epochs to their ends", async () => {
    const { engine } = start();
    const run = await openLab(engine);
    const place = async (goal: { batches: number } | { epochs: number }) => {
      const { epoch, batch } = await engine.train(run, goal);
      return [epoch, batch];
    };
    assert.deepEqual(await place({ batches: 1 }), [0, 1]);
    assert.deepEqual(await place({ batches: 2 }), [0, 3]);
    assert.deepEqual(await place({ epochs: 1 }), [1, 0]);
    assert.deepEqual(await place({ batches: BATCHES - 1 }), [1, BATCHES - 1]);
    assert.deepEqual(await place({ batches: 1 }), [2, 0]);
    for (const goal of [{ batches: 0 }, { epochs: -1 }, { batches: NaN }])
      await assert.rejects(engine.train(run, goal), refused(/nothing to do/));
    assert.deepEqual(await place({ epochs: 5 }), [3, 0]);
    assert.deepEqual(await engine.weights(run), alone.weights);
    engine.dispose();
  });

  test("aborted it pauses after the batch, and goes on to the very same weights", async () => {
    const { engine, calls } = start();
    const run = await openLab(engine);
    const reason = new Error("pause");
    const places: number[][] = [];
    for (let finished = false; !finished;) {
      const controller = new AbortController();
      let left = 11;
      const training = engine.train(run, undefined, {
        signal: controller.signal,
        progress: () => --left === 0 && controller.abort(reason),
      });
      await training.catch((error: unknown) => assert.equal(error, reason));
      const paused = await engine.status(run);
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.deepEqual(await engine.status(run), paused, "it stands still");
      places.push([paused.epoch, paused.batch]);
      ({ finished } = paused);
    }
    // Batches that were under way when the abort arrived are few.
    assert.ok(places.length >= 3, JSON.stringify(places));
    assert.ok(places[0]![1]! >= 11, JSON.stringify(places));
    assert.ok(calls.includes("abort"));
    assert.deepEqual(await engine.weights(run), alone.weights);
    engine.dispose();
  });

  test("what is asked while it trains is answered before the next slices", async () => {
    const { engine } = start(undefined, { sliceMs: 40 });
    const run = await openLab(engine, { ...SETTINGS, epochs: 100_000 });
    const controller = new AbortController();
    let slices = 0;
    const training = engine.train(run, undefined, {
      signal: controller.signal,
      progress: () => ++slices,
    });
    await engine.status(run);
    for (let i = 0; i < 10; ++i) {
      const before = slices;
      await engine.status(run);
      assert.ok(slices - before <= 3, `${slices - before} slices`);
    }
    assert.ok(slices > 0);
    await assert.rejects(engine.train(run), refused(/training already/));
    controller.abort();
    await assert.rejects(training, { name: "AbortError" });
    await engine.train(run, { batches: 1 }); // It is free again at once.
    engine.dispose();
  });

  test("a state taken anywhere leads to the same weights in another engine", async () => {
    for (const batches of [0, 5, BATCHES, BATCHES + 7]) {
      const one = start().engine;
      const run = await openLab(one);
      if (batches) await one.train(run, { batches });
      const state = await one.state(run);
      one.dispose();
      const other = start().engine;
      const data = await other.openData(DIGITS);
      const resumed = await other.openRun({
        ...{ model: "lab", data, settings: SETTINGS, state },
      });
      const { seconds } = await other.state(resumed);
      assert.deepEqual(seconds, state.seconds);
      const { history } = await other.train(resumed);
      assert.deepEqual(await other.weights(resumed), alone.weights);
      assert.deepEqual(withoutSeconds(history), alone.history);
      assert.ok(history.every((row) => row.seconds > 0));
      await assert.rejects(
        other.openRun({
          ...{ model: "lab", data, settings: SETTINGS },
          state: { bytes: state.bytes.slice(0, 99), seconds: [] },
        }),
        refused(/./),
      );
      other.dispose();
    }
  });

  for (const [how, die] of [
    ["traps", null],
    ["throws", (port: Port) => port.onerror!({ message: "oh" } as ErrorEvent)],
  ] as const) {
    test(`a worker that ${how} is replaced, told once, and its run goes on from its last epoch`, async () => {
      const { engine, told, ports, calls } = start(
        die ? undefined : dyingAfter(BATCHES + 7),
      );
      const run = await openLab(engine);
      const places: string[] = [];
      const status = await engine.train(run, undefined, {
        progress({ epoch, batch }) {
          places.push(`${epoch} ${batch}`);
          if (places.length === BATCHES + 7) die?.(ports[0]!);
        },
      });
      assert.equal(status.reopened, 1);
      assert.equal(ports.length, 2);
      assert.deepEqual(told, [die ? "oh" : "unreachable"]);
      assert.ok(calls.filter((name) => name === "openRun").length === 2);
      const again = places.filter((place, i) => places.indexOf(place) < i);
      assert.ok(again.length >= 5, `${again}`);
      assert.ok(
        again.every((place) => place.startsWith("1 ")),
        `${again}`,
      );
      assert.deepEqual(withoutSeconds(status.history), alone.history);
      assert.deepEqual(await engine.weights(run), alone.weights);
      engine.dispose();
    });
  }

  test("a goal stays where it is when the run has to go back, and its data may be closed", async () => {
    let deaths = 0;
    const { engine, calls } = start((worker, host) => ({
      ...dyingAfter(BATCHES + 5)(worker, host),
      weights: (input, context) =>
        ++deaths === 1 ? trap() : host.weights(input, context),
    }));
    const data = await engine.openData(DIGITS);
    const request = { model: "lab", data, settings: SETTINGS };
    const run = await engine.openRun(request);
    engine.closeData(data);
    await assert.rejects(engine.images(data, 0, 1), refused(/closed/));
    await assert.rejects(engine.openRun(request), refused(/closed/));
    const place = ({ epoch, batch, reopened }: RunStatus) => [
      ...[epoch, batch, reopened],
    ];
    const there = await engine.train(run, { batches: BATCHES + 9 });
    assert.deepEqual(place(there), [1, 9, 1]);
    // Dies while it is paused: what the last epoch left is there.
    await assert.rejects(engine.weights(run), died);
    assert.deepEqual(place(await engine.status(run)), [1, 0, 2]);
    await engine.train(run);
    assert.deepEqual(await engine.weights(run), alone.weights);
    assert.equal(calls.filter((name) => name === "closeData").length, 3);
    engine.dispose();
  });

  test("a run that ends one worker after the other is not asked for ever, and others are spared", async () => {
    let bad = -1;
    const { engine, ports } = start((_, host) => ({
      train: (input, context) =>
        input.id === bad ? trap() : host.train(input, context),
    }));
    const good = await openLab(engine);
    const run = await openLab(engine);
    bad = run.id;
    for (let i = 0; i < 3; ++i) await assert.rejects(engine.train(run), died);
    assert.equal(ports.length, 3);
    const { reopened } = await engine.train(good);
    assert.equal(reopened, 2);
    assert.deepEqual(await engine.weights(good), alone.weights);
    engine.dispose();
  });

  test("a training that leaves all bounds says so, and the engine lives", async () => {
    const { engine, told } = start();
    const run = await openLab(engine, {
      ...SETTINGS,
      ...{ optimizer: "sgd", learningRate: 1e30 },
    });
    await assert.rejects(
      engine.train(run),
      failed("diverged", /not finite at epoch 1/).check,
    );
    assert.equal((await engine.status(run)).epoch, 0);
    assert.deepEqual(told, []);
    const data = await engine.openData(DIGITS);
    const settings = { epochs: 0 };
    await assert.rejects(
      engine.openRun({ model: "lab", data, settings }),
      refused(/epochs is 0/),
    );
    engine.dispose();
  });

  test("closing frees what the core holds, and ends what is under way", async () => {
    let held = 0;
    const counted = <Handle extends { delete(): void }>(handle: Handle) => {
      const free = handle.delete.bind(handle);
      ++held;
      return Object.assign(handle, { delete: () => (--held, free()) });
    };
    const create: typeof core.create = async (options) => {
      const module = await core.create(options);
      return {
        ...module,
        generateDigits: (count, seed) =>
          counted(module.generateDigits(count, seed)),
        createTrainer: (spec, data, settings) =>
          counted(module.createTrainer(spec, data, settings)),
      };
    };
    const { engine } = start(undefined, { create });
    const data = await engine.openData(DIGITS);
    const settings = { ...SETTINGS, epochs: 100_000 };
    const request = { model: "lab", data, settings };
    const run = await engine.openRun(request);
    const training = engine.train(run);
    await engine.status(run);
    assert.equal(held, 2);
    engine.closeRun(run);
    await assert.rejects(training, refused(/closed|not open/));
    await assert.rejects(engine.status(run), refused(/closed/));
    await engine.images(data, 0, 1); // The worker has heard of it by now.
    assert.equal(held, 1);
    // Nobody waits for what is opened now.
    const controller = new AbortController();
    const unwanted = engine.openRun(request, controller);
    setTimeout(() => controller.abort());
    await unwanted.then(engine.closeRun, () => {});
    engine.closeData(data);
    const last = await engine.openData({ kind: "digits", count: 1, seed: 1 });
    assert.equal(last.size, 1);
    assert.equal(held, 1);
    const state = { bytes: Uint8Array.of(1), seconds: [] };
    await assert.rejects(
      engine.openRun({ model: "lab", data: last, state }),
      refused(/safetensors/),
    );
    assert.equal(held, 1);
    engine.dispose();
    await assert.rejects(engine.openData(DIGITS), died);
  });

  test("weights that were trained a moment ago answer in the recogniser", async () => {
    const { engine } = start();
    const data = await engine.openData({
      kind: "digits",
      count: 4000,
      seed: 2,
    });
    const run = await engine.openRun({
      ...{ model: "lab", data, settings: { epochs: 4, seed: 1 } },
    });
    await engine.train(run);
    const { create, code } = await load<DigitlabModule>("digitlab-simd");
    const recognition = recognitionEngine({
      spawn() {
        const { port1, port2 } = new MessageChannel();
        serve(port2 as unknown as Port, recognitionHost(create));
        return port1 as unknown as Port;
      },
      module: () => Promise.resolve(code),
    });
    const network = await recognition.open(await engine.weights(run));
    const strokes = lineOf("7")
      .flat()
      .map((path) => path.flatMap(([x, y]) => [400 * x, 400 * y]));
    const { digits } = await recognition.look(network, {
      ...{ ...packStrokes(strokes), settings: {}, stroke: 0, others: [] },
    });
    assert.equal(digits[0]!.digit, 7);
    recognition.dispose();
    engine.dispose();
  });
});
