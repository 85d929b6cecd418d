import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { addressOf, checkAddress } from "./dev/address.ts";
import { emitAssets } from "./dev/emit-assets.ts";
import { publishAt } from "./dev/publish-at.ts";

const addin = fileURLToPath(new URL(".", import.meta.url));
const manifest = readFileSync(new URL("../manifest.xml", import.meta.url), "utf8");
const asked = process.env["METAS_ORIGEN"] ?? "";

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
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: fileURLToPath(new URL("taskpane.html", import.meta.url)),
      // What opens the pane comes as one file, also what later parts use of it: each file more is a wait more.
      output: { codeSplitting: { groups: [{ name: "taskpane", tags: ["$initial"] }] } },
    },
  },
  plugins: [emitAssets(), publishAt(asked === "" ? addressOf(manifest) : checkAddress(asked), manifest)],
});
