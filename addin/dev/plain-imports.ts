import type { Plugin } from "vite";

/**
 * Leaves Vite's helper for dynamic imports out of what opens the pane, of which it is more than a hundredth: it fetches the
 * styles and modules that a part needs, and ours need none that are not there already.
 */
export function plainImports(): Plugin {
  return {
    name: "plain-imports",
    enforce: "pre",
    load: (id) => (id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null),
  };
}
