/** A visit by the accessibility tree alone: what a screen reader finds, does and speaks. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Stage, visit, type Visit } from "../support/browser.ts";
import { needs } from "../support/engines/abilities.ts";
import { makeReport } from "../support/report-fixture.ts";

interface Found {
  readonly name: string;
  readonly node: number;
}

/** What has this role and a name like that, in the tree that the browser hands to screen readers. */
async function find(
  { cdp }: Visit,
  role: string,
  name: RegExp,
): Promise<Found | undefined> {
  const { nodes } = await cdp.send("Accessibility.getFullAXTree");
  for (const node of nodes) {
    const named = String(node.name?.value ?? "");
    if (
      !node.ignored &&
      node.role?.value === role &&
      name.test(named) &&
      node.backendDOMNodeId !== undefined
    )
      return { name: named, node: node.backendDOMNodeId };
  }
  return undefined;
}

async function until(it: Visit, role: string, name: RegExp): Promise<Found> {
  for (let i = 0; i < 100; ++i) {
    const found = await find(it, role, name);
    if (found) return found;
    await it.page.waitForTimeout(100);
  }
  throw new Error(`there is no ${role} called ${name}`);
}

/** What screen readers do: the default action, or a choice in a list. */
async function act({ cdp }: Visit, { node }: Found, choose?: string) {
  const { object } = await cdp.send("DOM.resolveNode", { backendNodeId: node });
  await cdp.send("Runtime.callFunctionOn", {
    objectId: object.objectId!,
    functionDeclaration: `function (choose) {
      this.focus();
      if (choose === undefined) return this.click();
      this.value = [...this.options].find(({ text }) => text.startsWith(choose)).value;
      this.dispatchEvent(new Event("change", { bubbles: true }));
    }`,
    arguments: [choose === undefined ? {} : { value: choose }],
  });
}

describe(
  "by the accessibility tree alone",
  needs("Chromium's protocol"),
  () => {
    let stage: Stage;
    let it: Visit;
    before(async () => {
      stage = await Stage.open();
      it = await visit(stage, {
        prepare: (page) =>
          page.route("**/report.json", (route) =>
            route.fulfill({ json: makeReport() }),
          ),
      });
      await it.cdp.send("Accessibility.enable");
    });
    after(() => stage?.close());

    test("the paper says what it is", async () => {
      const paper = await until(it, "application", /./);
      assert.match(paper.name, /^Drawing area, empty/);
    });

    test("a ready digit is taken, and its answer is heard", async () => {
      // Each press writes another one, of which a few are doubtful.
      let heard: Found | undefined;
      for (let press = 0; press < 5 && !heard; ++press) {
        await act(it, await until(it, "button", /\b7\b/));
        await it.page.waitForTimeout(1000);
        heard = await find(it, "StaticText", /(surely|probably) 7/);
      }
      assert.ok(heard, "a 7 is read and told");
      const { nodes } = await it.cdp.send("Accessibility.getFullAXTree");
      const isPolite = nodes.some((node) =>
        node.properties?.some(
          ({ name, value }) => name === "live" && value.value === "polite",
        ),
      );
      assert.ok(isPolite, "a region that is read out when it changes");
    });

    test("another network is chosen", async () => {
      await act(it, await until(it, "combobox", /Network/), "Lab");
      await it.page.waitForSelector('html[data-ready="true"]');
      assert.equal(
        await it.page.getByTestId("model-select").inputValue(),
        "lab",
      );
      await until(it, "StaticText", /7/);
    });

    test("the results are opened, and have a heading", async () => {
      await act(it, await until(it, "link", /^Results$/));
      await until(it, "heading", /Results|Lab/);
      assert.deepEqual(it.troubles, []);
    });
  },
);
