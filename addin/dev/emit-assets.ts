import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** Sizes in which Office asks for the add-in's icon. */
const iconSizes = [16, 32, 64, 80] as const;

/** Puts beside the pane what the manifest names: the icons, and the page of help. */
export function emitAssets(): Plugin {
  return {
    name: "assets",
    generateBundle() {
      for (const size of iconSizes) {
        const name = `icon-${size}.png`;
        this.emitFile({ type: "asset", fileName: `assets/${name}`, source: read(name) });
      }
      this.emitFile({ type: "asset", fileName: "ayuda.html", source: read("ayuda.html") });
    },
  };
}

function read(name: string): Uint8Array {
  return readFileSync(new URL(`../assets/${name}`, import.meta.url));
}
