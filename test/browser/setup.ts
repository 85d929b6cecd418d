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
  for (const config of ["addin/vite.config.ts", "addin/preview/vite.config.ts"]) {
    await build({ configFile: fileURLToPath(new URL(`../../${config}`, import.meta.url)), logLevel: "error" });
  }
}
