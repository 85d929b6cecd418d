import type { Plugin } from "vite";
import { addressOf } from "./address.ts";

/**
 * Puts the manifest of an address beside the pane, and the address into the page.
 *
 * @param manifest text of the one at the root, for the usual address
 */
export function publishAt(address: string, manifest: string): Plugin {
  return {
    name: "publish-at",
    transformIndexHtml: () => [
      { tag: "link", attrs: { rel: "canonical", href: `${address}/taskpane.html` }, injectTo: "head" },
    ],
    generateBundle() {
      const source = manifest.replaceAll(`"${addressOf(manifest)}/`, `"${address}/`);
      this.emitFile({ type: "asset", fileName: "manifest.xml", source });
    },
  };
}
