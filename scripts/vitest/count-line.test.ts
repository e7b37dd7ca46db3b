import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countLine, countsAtExit } from './count-line.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const reporter = fileURLToPath(new URL('./count-line.ts', import.meta.url));
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdcsim-reporter-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs vitest over test files of these texts; gives its exit status and the lines it printed. */
function runTests(...texts: readonly string[]): { status: number | null; lines: string[] } {
  texts.forEach((text, index) => {
    const path = join(folder, `${index}.test.ts`);
    writeFileSync(path, `import { beforeAll, test } from 'vitest';\n${text}`);
  });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const flags = ['run', '--root', folder, '--reporter=default', `--reporter=${reporter}`];
  const { status, stdout } = spawnSync(process.execPath, [vitest, ...flags], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, lines: stdout.trimEnd().split('\n') };
}

test('the last line counts, and a skipped test is named with its reason', () => {
  const text = "test('a', () => {}); test('b', (context) => context.skip(true, 'no disk'));";
  const { status, lines } = runTests(text);
  expect(status).toBe(0);
  expect(lines.at(-1)).toBe('1 passed, 0 failed, 1 skipped');
  expect(lines).toContain('skipped: 0.test.ts: b: no disk');
});

test('a file that does not load and a hook that throws count as failed', () => {
  const broken = "import './absent.ts';";
  const hook = "beforeAll(() => { throw new Error('no'); }); test('a', () => {});";
  const { status, lines } = runTests(broken, hook);
  expect(status).toBe(1);
  expect(lines.at(-1)).toMatch(/^0 passed, 2 failed/);
});

test('a run without tests failed once', () => {
  const { status, lines } = runTests();
  expect(status).toBe(1);
  expect(lines.at(-1)).toBe('0 passed, 1 failed');
});

test('the counts agree with the exit code', () => {
  const counts = { passed: 3, failed: 0, skipped: 0 };
  expect(countLine(countsAtExit(counts, 0))).toBe('3 passed, 0 failed');
  expect(countLine(countsAtExit(counts, 1))).toBe('3 passed, 1 failed');
  expect(countLine(countsAtExit({ ...counts, failed: 2 }, 1))).toBe('3 passed, 2 failed');
});
