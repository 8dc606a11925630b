import type { Plugin } from "vite";
import { htmlTexts as texts } from "../src/words/html.ts";

/** Fills `{{name}}` in index.html, so that even words shown without scripts live among the others. */
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
              `index.html asks for the text "${name}", words/html.ts has none`,
            );
          }
          return text;
        }),
    },
  };
}

/** Lets Vite's development server put styles and its messages into the page; the finished site stays strict. */
export function allowDevelopmentStyles(): Plugin {
  return {
    name: "digitlab-development-styles",
    apply: "serve",
    transformIndexHtml: (html) =>
      html
        .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
        .replace(/; require-trusted-types-for[^"]*/, ""),
  };
}
