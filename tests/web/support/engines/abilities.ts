/** What tests ask of a browser and of what drives it, and not every engine has: the exceptions. */
import { ENGINE, type EngineName } from "./engine.ts";

const BY_CHROMIUM_ALONE =
  "touch, pens, densities that change and what is in memory are reached by that protocol alone";
const ONE_PAGE = "its driver is spoken to about one page, which has one tab";

/** Ability, engines without it, and why. */
export const LACKING = {
  "Chromium's protocol": {
    firefox: BY_CHROMIUM_ALONE,
    webkit: BY_CHROMIUM_ALONE,
  },
  "emulated media": {
    firefox: "WebDriver BiDi emulates no preferences of colour or motion",
    webkit: "WebDriver emulates no preferences of colour or motion",
  },
  touch: { webkit: "GTK has no touch screen under Xvfb" },
  "several tabs": { webkit: ONE_PAGE },
  "bodies of answers": { webkit: "WebDriver tells nothing of answers" },
  clipboard: {
    firefox: "WebDriver BiDi knows no permission to read it",
    webkit: "WebDriver grants no permission to read it",
  },
} satisfies Record<string, Partial<Record<EngineName, string>>>;

export type Ability = keyof typeof LACKING;

/** Why the engine that the tests run in cannot do something; null where it can. */
export function whyNot(ability: Ability): string | null {
  const reasons: Partial<Record<EngineName, string>> = LACKING[ability];
  const reason = reasons[ENGINE];
  return reason === undefined ? null : `no ${ability}: ${reason}`;
}

export const can = (ability: Ability): boolean => whyNot(ability) === null;

/** Options of a test (or of a group) that runs only where all of these can be done. */
export function needs(...abilities: Ability[]): { skip: string | false } {
  const reasons = abilities.flatMap((ability) => whyNot(ability) ?? []);
  return { skip: reasons.length > 0 && reasons.join("; ") };
}
