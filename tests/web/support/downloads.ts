import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Visit } from "./browser.ts";

/** Does what saves a file; tells the file's name and where it is. */
export async function saved(
  { page, downloads }: Visit,
  act: () => Promise<unknown>,
): Promise<{ name: string; path: string }> {
  if (!downloads) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      act(),
    ]);
    return {
      name: download.suggestedFilename(),
      path: (await download.path())!,
    };
  }
  const before = readdirSync(downloads);
  await act();
  for (let i = 0; i < 300; ++i) {
    const name = readdirSync(downloads).find((name) => !before.includes(name));
    if (name) return { name, path: join(downloads, name) };
    await sleep(100);
  }
  throw new Error("no file was saved");
}
