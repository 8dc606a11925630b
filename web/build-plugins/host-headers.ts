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

/** Writes `_headers` beside the finished page, for hosts that read it. */
export function hostHeaders(): Plugin {
  return {
    name: "digitlab-host-headers",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") throw new Error("there is no index.html");
        const source = headersFor(String(page.source));
        this.emitFile({ type: "asset", fileName: "_headers", source });
      },
    },
  };
}
