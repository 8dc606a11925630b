/** The page without a network, and when a new version of it comes. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { settled, waitForSign } from "../support/answers.ts";
import { Stage, visit, type Visit } from "../support/browser.ts";
import { DIGITS, drawWithMouse, inkedShare } from "../support/drawing.ts";
import { SITE } from "../support/server.ts";

interface Kept {
  name: string;
  folder: string;
  sha256: string;
}

const sha256 = (bytes: Buffer) =>
  createHash("sha256").update(bytes).digest("hex");
const indexOf = (site: string) =>
  JSON.parse(readFileSync(join(site, "models/index.json"), "utf8")) as Kept[];

/** A page whose content policy names the script in it, as it is now. */
function withScriptSums(html: string): string {
  const script = /<script>([^]*?)<\/script>/.exec(html)![1]!;
  const sum = createHash("sha256").update(script).digest("base64");
  return html.replace(/'sha256-[^']*'/, `'sha256-${sum}'`);
}

/**
 * The site as a later build makes it: other words, and other weights of the default network, which
 * are in another folder. Returns the new SHA-256.
 */
function makeNextVersion(site: string): string {
  const edit = (file: string, change: (text: string) => string) => {
    const before = readFileSync(join(site, file), "utf8");
    const after = change(before);
    assert.notEqual(after, before, `${file} changes`);
    writeFileSync(join(site, file), after);
    return after;
  };
  const models = indexOf(site);
  const [first, second] = models;
  const folder = first!.folder.replace(/[^.]+$/, "0123456789ab");
  renameSync(join(site, first!.folder), join(site, folder));
  const weights = readFileSync(join(site, second!.folder, "model.safetensors"));
  writeFileSync(join(site, folder, "model.safetensors"), weights);
  const next = [
    { ...first!, folder, sha256: sha256(weights) },
    ...models.slice(1),
  ];
  const index = edit("models/index.json", () => JSON.stringify(next));
  const html = edit("index.html", (text) =>
    withScriptSums(
      text
        .replace("<html", '<html data-version="2"')
        .replaceAll(first!.folder, folder),
    ),
  );
  edit("sw.js", (text) =>
    [
      ["index.html", html],
      ["models/index.json", index],
    ].reduce(
      (worker, [file, content]) =>
        worker!.replace(
          new RegExp(
            `(url:"${file}",revision:")[^"]*|(revision:")[^"]*(",url:"${file}")`,
          ),
          (_, before?: string, begin?: string, end?: string) =>
            `${before ?? begin}${sha256(Buffer.from(content!))}${end ?? ""}`,
        ),
      text.replaceAll(first!.folder, folder),
    ),
  );
  return sha256(weights);
}

/** The page of somebody who has been here before. */
async function secondVisit(stage: Stage): Promise<Visit> {
  const it = await visit(stage);
  await it.page.waitForSelector('html[data-offline="true"]');
  await it.page.reload();
  await it.page.waitForFunction(() => navigator.serviceWorker.controller);
  await it.page.waitForSelector('html[data-ready="true"]');
  return it;
}

const look = (page: Page) =>
  page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });

describe("without a network", () => {
  let stage: Stage;
  let folder: string;
  before(async () => {
    stage = await Stage.open("/some/folder/");
    folder = mkdtempSync(join(tmpdir(), "digitlab-site-"));
  });
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    cpSync(SITE, folder, { recursive: true });
    stage.server.serve(folder);
  });
  after(async () => {
    await stage?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("every page works on the second visit", async () => {
    const { page, troubles, close } = await secondVisit(stage);
    await page.context().setOffline(true);
    await page.reload();
    await page.waitForSelector('html[data-ready="true"]');
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    for (const { name } of indexOf(SITE)) {
      await page.goto(`${stage.server.url}#results/${name}`);
      await page.reload();
      await page.getByTestId("chart-loss").locator("canvas").waitFor();
      await page.getByRole("link", { name: "Model card" }).click();
      await page.getByTestId("model-card").locator("table").first().waitFor();
      await page.getByRole("link", { name: "Draw" }).click();
      await page.waitForSelector('html[data-ready="true"]');
      await drawWithMouse(page, DIGITS[7]!);
      await waitForSign(page, "7");
    }
    await page.goto(`${stage.server.url}?source=home#nowhere`);
    await page.getByRole("heading", { name: "nothing here" }).waitFor();
    assert.deepEqual(
      troubles.filter((words) => !/ERR_INTERNET_DISCONNECTED/.test(words)),
      [],
    );
    await close();
  });

  test("a network that is lost on the first visit takes nothing away", async () => {
    const { page, close } = await visit(stage);
    await page.waitForSelector('html[data-offline="true"]');
    await page.context().setOffline(true);
    await page.waitForFunction(() => navigator.serviceWorker.controller);
    await page.getByRole("link", { name: "Results" }).click();
    await page.getByTestId("chart-loss").locator("canvas").waitFor();
    await close();
  });

  test("a page that is open takes everything from the network on the first visit", async () => {
    const { page, close } = await visit(stage);
    await page.waitForSelector('html[data-offline="true"]');
    assert.equal(
      await page.evaluate(() => navigator.serviceWorker.controller),
      null,
    );
    await close();
  });

  test("the page can be installed: a manifest with icons that are there", async () => {
    const { page, cdp, close } = await visit(stage);
    const { errors, url, data } = await cdp.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    assert.equal(url, `${stage.server.url}manifest.webmanifest`);
    const manifest = JSON.parse(data!) as {
      name: string;
      start_url: string;
      icons: { src: string; sizes: string }[];
    };
    assert.equal(manifest.name, "Digitlab");
    assert.equal(new URL(manifest.start_url, url).href, stage.server.url);
    for (const { src, sizes } of manifest.icons.filter(
      ({ sizes }) => sizes !== "any",
    )) {
      const size = await page.evaluate(async (address) => {
        const image = new Image();
        image.src = address;
        await image.decode();
        return `${image.naturalWidth}x${image.naturalHeight}`;
      }, new URL(src, url).href);
      assert.equal(size, sizes, src);
    }
    const { installabilityErrors } = await cdp.send(
      "Page.getInstallabilityErrors",
    );
    assert.deepEqual(
      // A window without a trace, as tests have, installs nothing.
      installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"),
      [],
    );
    await close();
  });

  test("a new version is offered while one draws, and used when one wants to", async () => {
    const { page, troubles, close } = await secondVisit(stage);
    const weights: string[] = [];
    page.on("response", async (response) => {
      if (response.url().endsWith(".safetensors"))
        weights.push(sha256(await response.body()));
    });
    const [best, lab] = indexOf(SITE);
    const paper = (await page.getByTestId("ink").boundingBox())!;
    await page.mouse.move(paper.x + 0.3 * paper.width, paper.y + 60);
    await page.mouse.down();
    await page.mouse.move(paper.x + 0.7 * paper.width, paper.y + 60, {
      steps: 8,
    });
    const drawn = await inkedShare(page);

    const next = makeNextVersion(folder);
    await look(page);
    await page.getByTestId("update-offer").waitFor();
    assert.deepEqual(await page.getByTestId("ink").boundingBox(), paper);
    assert.equal(await inkedShare(page), drawn);
    await page.mouse.move(
      paper.x + 0.45 * paper.width,
      paper.y + 0.8 * paper.height,
      { steps: 12 },
    );
    await page.mouse.up();
    await waitForSign(page, "7");

    // The old page goes on with the old weights, the default network's too.
    const select = page.getByTestId("model-select");
    for (const model of [lab!, best!]) {
      await select.selectOption(model.name);
      await page.waitForFunction(
        () => document.documentElement.dataset["ready"] === "true",
      );
      await settled(page);
      await waitForSign(page, "7");
      assert.equal(weights.at(-1), model.sha256);
    }
    assert.equal(
      await page.evaluate(() => document.documentElement.dataset["version"]),
      undefined,
    );
    await page.reload();
    await page.waitForSelector('html[data-ready="true"]');
    assert.equal(
      await page.evaluate(() => document.documentElement.dataset["version"]),
      undefined,
      "a reload forces nothing",
    );

    await page.getByTestId("update-take").click();
    await page.waitForSelector('html[data-version="2"][data-ready="true"]');
    assert.equal(weights.at(-1), next);
    assert.equal(await page.getByTestId("update-offer").count(), 0);
    assert.deepEqual(troubles, []);
    await close();
  });

  test("of two tabs the one that did not ask is told, and keeps its drawing", async () => {
    const { page, close } = await secondVisit(stage);
    const other = await page.context().newPage();
    await other.goto(stage.server.url);
    await other.waitForSelector('html[data-ready="true"]');
    await drawWithMouse(other, DIGITS[7]!);
    await waitForSign(other, "7");
    makeNextVersion(folder);
    await look(page);
    await other.getByTestId("update-offer").waitFor();
    await page.getByTestId("update-take").click();
    await page.waitForSelector('html[data-version="2"]');
    await other.getByText("Another tab has gone on").waitFor();
    await waitForSign(other, "7");
    await other.getByTestId("update-later").click();
    assert.equal(await other.getByTestId("update-offer").count(), 0);
    await close();
  });

  test("a model that somebody adds to the site later is found, and kept once it was used", async () => {
    const { page, close } = await secondVisit(stage);
    cpSync(join(folder, "models/lab"), join(folder, "models/mine"), {
      recursive: true,
    });
    writeFileSync(
      join(folder, "models/index.json"),
      JSON.stringify([...indexOf(SITE), "mine", "__proto__"]),
    );
    await page.reload();
    const select = page.getByTestId("model-select");
    await select.locator('option[value="mine"]').waitFor({ state: "attached" });
    await select.selectOption("mine");
    await page.waitForSelector('html[data-ready="true"]');
    await drawWithMouse(page, DIGITS[7]!);
    await waitForSign(page, "7");
    await page.goto(`${stage.server.url}#results/mine`);
    await page.getByTestId("error-gallery").waitFor();
    await page.context().setOffline(true);
    await page.reload();
    await page.getByTestId("error-gallery").waitFor();
    assert.equal(await select.inputValue(), "mine");
    await close();
  });
});
