import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSourceTree } from '../source/source-tree.ts';
import { tidy } from '../tidy/index.ts';
import { violationLine } from '../tidy/rule.ts';
import { mechanismNames } from './names.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let copy = '';

/** A copy of what the generator and the compiler need; the dependencies are linked. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'vdcsim-mechanism-'));
  const parts = ['scripts', 'packages/core/src', 'packages/core/package.json'];
  const settings = ['packages/core/tsconfig.json', 'tsconfig.base.json', 'package.json'];
  for (const part of [...parts, ...settings, 'biome.json', '.gitignore']) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

function run(script: string, ...scriptArguments: string[]): SpawnSyncReturns<string> {
  const all = ['--import', 'tsx', '--conditions=development', script, ...scriptArguments];
  return spawnSync(process.execPath, all, { cwd: copy, encoding: 'utf8' });
}

function tool(path: string, ...toolArguments: string[]): { status: number | null; words: string } {
  const script = join('node_modules', path);
  const result = spawnSync(process.execPath, [script, ...toolArguments], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status: result.status, words: `${result.stdout}${result.stderr}` };
}

test('a new mechanism compiles, is tidy, passes lint and its own tests', () => {
  const folder = 'services/backup/lun-clone';
  const made = run('scripts/new-mechanism.ts', folder);
  expect(made.status, made.stderr).toBe(0);
  expect(made.stdout).toContain(`packages/core/src/${folder}/lun-clone.mechanism.ts`);
  expect(made.stdout).toContain(
    `import { lunCloneMechanism } from './${folder}/lun-clone.mechanism.ts';`,
  );

  const home = `packages/core/src/${folder}`;
  const linted = tool('@biomejs/biome/bin/biome', 'ci', home);
  expect(linted.status, linted.words).toBe(0);

  const compiled = tool('typescript/bin/tsc', '-p', 'packages/core', '--noEmit');
  expect(compiled.words.split('\n').filter((line) => line.includes(folder))).toEqual([]);

  const notListedYet = 'dead files';
  const untidy = tidy(readSourceTree(copy))
    .filter(({ path, rule }) => path.startsWith(home) && rule !== notListedYet)
    .map(violationLine);
  expect(untidy).toEqual([]);

  const tested = tool('vitest/vitest.mjs', 'run', '--root', copy, home, '--reporter=default');
  expect(tested.status, tested.words).toBe(0);
}, 240_000);

test('what exists is not touched, and says so', () => {
  const folder = 'services/backup/twice';
  expect(run('scripts/new-mechanism.ts', folder).status).toBe(0);
  const again = run('scripts/new-mechanism.ts', folder);
  expect(again.status).toBe(2);
  expect(again.stderr).toContain(`packages/core/src/${folder} exists; nothing was written`);
});

test('a bad name is refused before anything is written', () => {
  const refused = run('scripts/new-mechanism.ts', 'services/../engine');
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain('is no place for a mechanism');
  expect(existsSync(join(copy, 'packages/core/src/services/engine'))).toBe(false);
  expect(run('scripts/new-mechanism.ts').stderr).toContain('say which');
});

test.each(['Services/x', 'engine/x', 'services/Lun', 'services/a_b', 'services/a/b/c', 'services'])(
  '%s is no folder of a mechanism',
  (folder) => {
    expect(() => mechanismNames(folder)).toThrow('is no place for a mechanism');
  },
);

test('names come in all forms', () => {
  expect(mechanismNames('services/backup/lun-clone')).toEqual({
    folder: 'services/backup/lun-clone',
    kebab: 'lun-clone',
    camel: 'lunClone',
    pascal: 'LunClone',
    words: 'lun clone',
    up: '../../..',
  });
  expect(() => mechanismNames('services/backup-manager')).toThrow('says nothing');
});
