import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    globalSetup: ["test/build.ts", "test/browser/setup.ts"],
    include: ["test/**/*.test.ts"],
    reporters: ["default", "./test/counts-reporter.ts"],
    // One a core: by itself vitest leaves a core of two idle.
    maxWorkers: "100%",
    // No test changes what another could see; loading the same modules for each file took a tenth of the time.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
