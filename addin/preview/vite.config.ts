import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { trustPage } from "./host/trust-page.ts";

/** The page around the pane, for `sync/preview` to serve. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "/",
  publicDir: false,
  build: {
    outDir: fileURLToPath(new URL("../../dist/preview", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  plugins: [
    {
      name: "trust-page",
      generateBundle() {
        this.emitFile({ type: "asset", fileName: "confianza.html", source: trustPage });
      },
    },
  ],
});
