import { defineConfig } from "rolldown";

/** The command as few files: Node starts it in half the time that hundreds of modules take. */
export default defineConfig({
  input: { metas: "dist/sync/main.js" },
  platform: "node",
  output: { dir: "dist/bin", format: "esm", minify: { mangle: false, compress: false }, cleanDir: true },
});
