import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { emitAssets } from "./dev/emit-assets.ts";

/** Where the pane is served from in production: the only place that says so besides the manifest. */
export const productionOrigin = "https://metas-al-dia.github.io";

const addin = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  root: addin,
  // Relative: the same files serve the production address, a pilot's and the preview.
  base: "./",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: fileURLToPath(new URL("../dist/addin-pane", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: fileURLToPath(new URL("taskpane.html", import.meta.url)) },
  },
  plugins: [
    emitAssets(),
    {
      name: "canonical-address",
      transformIndexHtml: () => [
        { tag: "link", attrs: { rel: "canonical", href: `${productionOrigin}/taskpane.html` }, injectTo: "head" },
      ],
    },
  ],
});
