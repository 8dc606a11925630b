/** Paints the icons of the installed page from its favicon, in the sizes that devices ask for. */
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launchChromium } from "./support/engines/chromium.ts";

const folder = fileURLToPath(new URL("../../web/public/", import.meta.url));
const favicon = readFileSync(`${folder}favicon.svg`, "utf8");

/** For devices that cut the icon into a shape of their own: paper to all edges, no line around it. */
const cut = favicon.replace(' rx="7"', "").replace(/<rect x="1"[^>]*>/, "");
if (cut.match(/<rect/g)?.length !== 1 || cut.includes("rx="))
  throw new Error("favicon.svg is not the one this was written for");

const icons = [
  { name: "192", side: 192, svg: favicon },
  { name: "512", side: 512, svg: favicon },
  { name: "maskable-512", side: 512, svg: cut },
  { name: "180", side: 180, svg: cut },
];

mkdirSync(`${folder}icons`, { recursive: true });
const browser = await launchChromium();
try {
  for (const { name, side, svg } of icons) {
    const page = await browser.newPage({
      viewport: { width: side, height: side },
    });
    await page.setContent(
      `<style>body { margin: 0 } svg { display: block }</style>${svg}`,
    );
    await page.screenshot({
      path: `${folder}icons/${name}.png`,
      omitBackground: true,
    });
    console.log(`wrote icons/${name}.png`);
    await page.close();
  }
} finally {
  await browser.close();
}
