import type { Reporter, TestCase, TestModule, TestRunEndReason, TestSuite } from 'vitest/node';

/** What a run came to, for its last line. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The last line of every run: `12 passed, 0 failed`, and `, 3 skipped` when some were. */
export function countLine(counts: Counts): string {
  const line = `${counts.passed} passed, ${counts.failed} failed`;
  return counts.skipped === 0 ? line : `${line}, ${counts.skipped} skipped`;
}

/**
 * Counts that agree with the exit code: a run that ended badly failed at least once, even when no
 * test could be counted as failed (no tests found, a crash of the runner, a kill).
 */
export function countsAtExit(counts: Counts, exitCode: number): Counts {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * A vitest reporter beside the default one. It names every skipped test with its reason, and
 * prints the count line when the process ends, so that nothing comes after it.
 */
export default class CountLineReporter implements Reporter {
  private counts: Counts = { passed: 0, failed: 0, skipped: 0 };

  onInit(): void {
    process.once('exit', (exitCode) => {
      process.stdout.write(`${countLine(countsAtExit(this.counts, exitCode))}\n`);
    });
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly unknown[],
    reason: TestRunEndReason,
  ): void {
    const skipped: string[] = [];
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const module of modules) {
      failed += countBroken(module);
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'skipped') skipped.push(skippedLine(test));
        else failed += 1;
      }
    }
    if (reason !== 'passed' && failed === 0) failed = 1;
    this.counts = { passed, failed, skipped: skipped.length };
    if (skipped.length > 0) process.stdout.write(`${skipped.join('\n')}\n\n`);
  }
}

/** Files that did not load and groups whose hooks failed: their tests never got a result. */
function countBroken(module: TestModule): number {
  let broken = module.errors().length > 0 ? 1 : 0;
  for (const suite of module.children.allSuites() as Iterable<TestSuite>) {
    if (suite.errors().length > 0) broken += 1;
  }
  return broken;
}

function skippedLine(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  const reason = note ?? 'no reason given: use context.skip(condition, reason)';
  return `skipped: ${test.module.relativeModuleId}: ${test.fullName}: ${reason}`;
}
