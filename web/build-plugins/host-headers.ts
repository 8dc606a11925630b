import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** The content policy that a page sets for itself. */
function policyOf(page: string): string {
  const found = /Content-Security-Policy"\s+content="([^"]+)"/.exec(page)?.[1];
  if (!found) throw new Error("index.html has no Content-Security-Policy");
  return found;
}

/**
 * Headers for those who can set them: the page's own policy, which then holds for workers too, and
 * what a page cannot ask for itself. In the layout of `_headers` files.
 */
export const headersFor = (page: string) => `/*
  Content-Security-Policy: ${policyOf(page)}; frame-ancestors 'self'
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Resource-Policy: same-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
/assets/*
  Cache-Control: public, max-age=31536000, immutable
`;

/** Writes `_headers` beside the page, for hosts that read it. @param page path of index.html */
export function hostHeaders(page: string): Plugin {
  return {
    name: "digitlab-host-headers",
    generateBundle() {
      const source = headersFor(readFileSync(page, "utf8"));
      this.emitFile({ type: "asset", fileName: "_headers", source });
    },
  };
}
