import type { Reporter, TestModule } from "vitest/node";

/**
 * Closes a run with what was skipped, by name (the name says why), and one plain line for whoever reads only the end:
 * `tests: 120 passed, 0 failed, 3 skipped`.
 */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    const skipped: string[] = [];
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        counts[state] += 1;
        if (state === "skipped") skipped.push(`skipped: ${module.relativeModuleId} > ${test.fullName}`);
      }
      if (module.errors().length > 0) counts.failed += 1;
    }
    const { passed, failed, pending } = counts;
    const total = `tests: ${passed} passed, ${failed + pending} failed, ${skipped.length} skipped`;
    process.stdout.write(`\n${[...skipped, total].join("\n")}\n`);
  }
}
