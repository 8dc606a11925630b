import type { Locator } from "playwright-core";

/** How many pixels of each colour ("r,g,b") a part of the page shows. */
export async function coloursOf(part: Locator): Promise<Map<string, number>> {
  const picture = (await part.screenshot()).toString("base64");
  const counted = await part.page().evaluate(async (picture) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const counts: Record<string, number> = {};
    for (let i = 0; i < data.length; i += 4) {
      const colour = data.slice(i, i + 3).join();
      counts[colour] = (counts[colour] ?? 0) + 1;
    }
    return counts;
  }, picture);
  return new Map(Object.entries(counted));
}

/** Of a part's pixels, the share that differs from its most frequent colour: what can be seen in it. */
export async function visibleShare(part: Locator): Promise<number> {
  const counts = [...(await coloursOf(part)).values()];
  const all = counts.reduce((a, b) => a + b, 0);
  return 1 - Math.max(...counts) / all;
}
