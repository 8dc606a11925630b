import { VitePWA } from "vite-plugin-pwa";
import { htmlTexts } from "../src/words/html.ts";

/**
 * The web app manifest and the service worker (Workbox). The worker puts by everything that the
 * site was built with, under names or checksums that change with the content, and takes over only
 * when it is told to or when no page of the version before is open.
 */
export const offline = () =>
  VitePWA({
    // The page registers it itself, late: see src/app/offline.ts.
    injectRegister: null,
    registerType: "prompt",
    includeAssets: [],
    includeManifestIcons: false,
    manifest: {
      name: "Digitlab",
      short_name: "Digitlab",
      description: htmlTexts.description,
      lang: "en",
      start_url: "./",
      scope: "./",
      display: "standalone",
      background_color: "#f3efe6",
      theme_color: "#f3efe6",
      icons: [
        { src: "favicon.svg", sizes: "any", type: "image/svg+xml" },
        { src: "icons/192.png", sizes: "192x192", type: "image/png" },
        { src: "icons/512.png", sizes: "512x512", type: "image/png" },
        {
          src: "icons/maskable-512.png",
          sizes: "512x512",
          type: "image/png",
          purpose: "maskable",
        },
      ],
    },
    workbox: {
      // Models by their folders with a checksum in the name; others are somebody's own.
      globPatterns: [
        "*.{html,js,svg}",
        "assets/*",
        "icons/192.png",
        "models/*.json",
        "models/*.????????????/*",
      ],
      maximumFileSizeToCacheInBytes: 16 * 2 ** 20,
      dontCacheBustURLsMatching: /^(assets\/|models\/[^/]+\.[0-9a-f]{12}\/)/,
      // One document, with whatever is asked behind its address.
      navigateFallback: "index.html",
      navigateFallbackAllowlist: [/\/(index\.html)?(\?.*)?$/],
      runtimeCaching: [
        {
          // Models that were added to the site by hand, and the list that names them.
          urlPattern: /\/models\//,
          handler: "NetworkFirst",
          options: { cacheName: "added-models" },
        },
      ],
      importScripts: ["sw-claim.js"],
      // The page that is open goes on with the version it began with.
      clientsClaim: false,
      skipWaiting: false,
      cleanupOutdatedCaches: true,
      inlineWorkboxRuntime: true,
      sourcemap: false,
    },
  });
