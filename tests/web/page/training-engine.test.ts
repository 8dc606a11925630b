/** Training in a worker of its own, beside the page that answers drawings. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { waitForSign } from "../support/answers.ts";
import { Stage, visit } from "../support/browser.ts";
import { DIGITS, drawWithMouse } from "../support/drawing.ts";
import {
  buildTraining,
  startTraining,
  trainForEver,
  type Training,
} from "../support/training-site.ts";

/** Much to compute, and little to keep meanwhile. */
const LABORIOUS = JSON.stringify({
  layers: [
    { type: "Input", shape: [28, 28] },
    { type: "MaxPooling2D", pool_size: 2 },
    { type: "Conv2D", filters: 64, kernel_size: 5, activation: "relu" },
    { type: "Conv2D", filters: 128, kernel_size: 5, activation: "relu" },
    { type: "Dense", units: 10 },
  ],
});

describe("the training engine in the browser", () => {
  let stage: Stage;
  let built: Awaited<ReturnType<typeof buildTraining>>;
  before(async () => {
    built = await buildTraining();
    stage = await Stage.open();
    stage.server.addFolder(built.folder);
  });
  after(async () => {
    await stage?.close();
    built?.remove();
  });

  test("a drawing is answered while the training worker is deep in one batch", async () => {
    const { page, troubles, close } = await visit(stage);
    await startTraining(page);
    // A batch takes many seconds, in which its worker hears nothing.
    await trainForEver(page, LABORIOUS, 600, 600);
    await page.waitForTimeout(500);
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    const { reports, ended } = await page.evaluate(() => {
      const { training } = globalThis as unknown as { training: Training };
      const { reports, ended } = training;
      return { reports, ended };
    });
    assert.deepEqual({ reports, ended }, { reports: 0, ended: null });
    assert.equal(page.workers().length, 2);
    assert.deepEqual(troubles, []);
    await close();
  });

  test("paused, resumed and bereft of its worker, a run comes to the same weights", async () => {
    const { page, close } = await visit(stage);
    await startTraining(page);
    const train = (how: "in one go" | "paused" | "bereft") =>
      page.evaluate(async (how) => {
        const { training } = globalThis as unknown as { training: Training };
        const { engine } = training;
        const data = await engine.openData({
          ...{ kind: "digits", count: 3000, seed: 1 },
        });
        const settings = { epochs: 3, validationSplit: 0.1 };
        const run = await engine.openRun({ model: "lab", data, settings });
        if (how === "paused") {
          const controller = new AbortController();
          await engine
            .train(run, undefined, {
              signal: controller.signal,
              progress: () => controller.abort(),
            })
            .catch(() => {});
        }
        if (how === "bereft") await engine.train(run, { epochs: 1 });
        Object.assign(globalThis, {
          finish: async () => {
            const { finished, epoch, reopened } = await engine.train(run);
            const weights = await engine.weights(run);
            const digest = await crypto.subtle.digest(
              "SHA-256",
              weights as Uint8Array<ArrayBuffer>,
            );
            engine.closeRun(run);
            engine.closeData(data);
            return {
              ...{ finished, epoch, reopened },
              digest: [...new Uint8Array(digest)].join(" "),
            };
          },
        });
      }, how);
    const finish = () =>
      page.evaluate(() =>
        (
          globalThis as unknown as {
            finish(): Promise<{ reopened: number; digest: string }>;
          }
        ).finish(),
      );
    await train("in one go");
    const whole = await finish();
    assert.deepEqual({ ...whole, digest: "" }, {
      ...{ finished: true, epoch: 3, reopened: 0 },
      digest: "",
    } as object);
    await train("paused");
    assert.deepEqual(await finish(), whole);
    await train("bereft");
    const worker = page
      .workers()
      .find((one) => one.url().includes("training-worker"));
    await worker!.evaluate(() => {
      setTimeout(() => {
        throw new Error("a made-up death");
      });
    });
    await page.waitForFunction(
      () =>
        (globalThis as unknown as { training: Training }).training.replaced
          .length === 1,
    );
    assert.deepEqual(await finish(), { ...whole, reopened: 1 });
    await close();
  });
});
