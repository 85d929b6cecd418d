import { defineConfig } from "rolldown";

/*
 * The command as few files: Node starts it in half the time that hundreds of modules take. The files are of the older
 * kind of module because only those can start from compiled code (see arranque/bundle.ts).
 */
export default defineConfig([
  {
    input: { orden: "dist/sync/arranque/orden.js" },
    platform: "node",
    output: {
      dir: "dist/bin",
      format: "cjs",
      entryFileNames: "[name].cjs",
      chunkFileNames: "[name]-[hash].cjs",
      minify: { mangle: false, compress: false },
      cleanDir: true,
    },
  },
  {
    input: { metas: "dist/sync/arranque/metas.js" },
    platform: "node",
    output: { dir: "dist/bin", format: "esm" },
  },
]);
