import type { Reporter, TestModule } from "vitest/node";

/** Closes a run with one plain line, `tests: 120 passed, 0 failed, 3 skipped`, for whoever reads only the end. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
      if (module.errors().length > 0) counts.failed += 1;
    }
    const { passed, failed, skipped, pending } = counts;
    process.stdout.write(`\ntests: ${passed} passed, ${failed + pending} failed, ${skipped} skipped\n`);
  }
}
