import type { Plugin } from "vite";
import { htmlTexts as texts } from "../src/texts.ts";

/** Fills `{{name}}` in index.html, so that even words shown without scripts live in texts.ts. */
export function htmlTexts(): Plugin {
  return {
    name: "digitlab-html-texts",
    transformIndexHtml: {
      order: "pre",
      handler: (html) =>
        html.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
          const text = (texts as Record<string, string>)[name];
          if (text === undefined) {
            throw new Error(
              `index.html asks for the text "${name}", texts.ts has none`,
            );
          }
          return text;
        }),
    },
  };
}
