import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { build } from "vite";
import { findBrowser } from "./find-browser.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Path of the Chromium that the browser tests drive. */
    readonly chromium: string;
  }
}

/** Builds pane and preview as they ship, and finds a browser for them, once before all tests. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide("chromium", findBrowser());
  const { NODE_ENV, METAS_ORIGEN } = process.env;
  try {
    // As `npm run build` does: by vitest's own «test» the bundle would be another, and larger.
    process.env["NODE_ENV"] = "production";
    delete process.env["METAS_ORIGEN"];
    for (const config of ["addin/vite.config.ts", "addin/preview/vite.config.ts"]) {
      await build({ configFile: fileURLToPath(new URL(`../../${config}`, import.meta.url)), logLevel: "error" });
    }
  } finally {
    putBack("NODE_ENV", NODE_ENV);
    putBack("METAS_ORIGEN", METAS_ORIGEN);
  }
}

/** A variable that is assigned `undefined` would hold that word. */
function putBack(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
