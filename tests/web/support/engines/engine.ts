/** Which browser the tests of the page run in: `DIGITLAB_ENGINE=chromium|firefox|webkit`. */

export const ENGINES = ["chromium", "firefox", "webkit"] as const;
export type EngineName = (typeof ENGINES)[number];

const asked = process.env["DIGITLAB_ENGINE"] ?? "chromium";
const found = ENGINES.find((name) => name === asked);
if (!found)
  throw new Error(
    `DIGITLAB_ENGINE is “${asked}”, not one of ${ENGINES.join()}`,
  );

export const ENGINE: EngineName = found;
