import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs one of the repository's own tools and gives back what it says. */
function run(script: string, toolArguments: readonly string[]): { status: number; words: string } {
  const result = spawnSync(process.execPath, [script, ...toolArguments], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status: result.status ?? -1, words: `${result.stdout}${result.stderr}` };
}

test('biome finds nothing to say; `npm run format` mends what it can', () => {
  const { status, words } = run('node_modules/@biomejs/biome/bin/biome', [
    'ci',
    '--colors=off',
    '.',
  ]);
  expect(status, words).toBe(0);
});

test('tests, scripts and benchmarks pass the type checker', () => {
  const { status, words } = run('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.tests.json']);
  expect(status, words).toBe(0);
}, 180_000);
