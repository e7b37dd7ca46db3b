import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const scripts = fileURLToPath(new URL('..', import.meta.url));
let clone = '';

/** Stands in for npm: notes how it was called, and installs a compiler that notes it as well. */
const fakeNpm = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
appendFileSync('calls', process.argv[2] + '\\n');
if (process.env.NPM_FAILS) { console.error('npm error code E418'); process.exit(1); }
mkdirSync('node_modules/typescript/bin', { recursive: true });
writeFileSync('node_modules/typescript/bin/tsc',
  "require('node:fs').appendFileSync('calls', 'tsc\\\\n');");
`;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'vdcsim-clone-'));
  cpSync(join(scripts, 'prepare-checkout.mjs'), join(clone, 'scripts/prepare-checkout.mjs'));
  cpSync(join(scripts, 'find-chromium.mjs'), join(clone, 'scripts/find-chromium.mjs'));
  for (const name of ['say', 'install', 'build', 'page', 'browser']) {
    cpSync(join(scripts, `prepare/${name}.mjs`), join(clone, `scripts/prepare/${name}.mjs`));
  }
  mkdirSync(join(clone, 'npm'));
  writeFileSync(join(clone, 'npm/npm-cli.js'), fakeNpm);
  writeFileSync(join(clone, 'package-lock.json'), '{}');
});

afterEach(() => rmSync(clone, { recursive: true, force: true }));

interface Preparation {
  readonly status: number | null;
  readonly words: string;
  /** What was called since the last time, in order. */
  readonly calls: readonly string[];
}

function prepare(flags: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): Preparation {
  const { CI: _ci, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/prepare-checkout.mjs', ...flags],
    {
      cwd: clone,
      encoding: 'utf8',
      env: { ...inherited, npm_execpath: join(clone, 'npm/npm-cli.js'), ...environment },
    },
  );
  const path = join(clone, 'calls');
  const calls = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
  rmSync(path, { force: true });
  expect(stdout).toBe('');
  return { status, words: stderr, calls };
}

test('a fresh clone is installed and built once; the second time nothing is installed', () => {
  const first = prepare();
  expect(first).toMatchObject({ status: 0, calls: ['ci', 'tsc'] });
  expect(first.words).toContain('vdcsim: installing the dependencies (npm ci)');
  mkdirSync(join(clone, 'packages/cli/dist'), { recursive: true });
  writeFileSync(join(clone, 'packages/cli/dist/index.js'), '');
  expect(prepare()).toEqual({ status: 0, words: '', calls: ['tsc'] });
});

test('another lock file is installed anew, and without one npm makes it', () => {
  prepare();
  writeFileSync(join(clone, 'package-lock.json'), '{ "a": 1 }');
  expect(prepare().calls).toEqual(['ci', 'tsc']);
  rmSync(join(clone, 'package-lock.json'));
  expect(prepare().calls).toEqual(['install', 'tsc']);
});

test('when npm fails its words are shown, and what it left is not taken for whole', () => {
  prepare();
  writeFileSync(join(clone, 'package-lock.json'), '{ "a": 1 }');
  const failed = prepare([], { NPM_FAILS: '1' });
  expect(failed).toMatchObject({ status: 1, calls: ['ci'] });
  expect(failed.words).toContain('npm error code E418');
  expect(failed.words).toContain('run the command again');
  writeFileSync(join(clone, 'package-lock.json'), '{}');
  expect(prepare().calls).toEqual(['ci', 'tsc']);
});

test("npm's own installation is noted and built, but not within ours, so nothing builds twice", () => {
  prepare();
  expect(prepare(['--after-install'], { VDCSIM_PREPARING: '1' }).calls).toEqual([]);
  expect(prepare(['--after-install']).calls).toEqual(['tsc']);
  expect(prepare().calls).toEqual(['tsc']);
});

test('an installation without development dependencies builds nothing, and says so', () => {
  const { status, words, calls } = prepare(['--after-install']);
  expect({ status, calls }).toEqual({ status: 0, calls: [] });
  expect(words).toContain('nothing was built');
});

test('without a browser people are told what to type, and a CI machine stops', () => {
  const absent = { CHROMIUM_PATH: join(clone, 'no-chromium') };
  const here = prepare(['--browser'], absent);
  expect(here.status).toBe(0);
  expect(here.words).toContain('npx playwright-core install --with-deps chromium');
  const there = prepare(['--browser'], { ...absent, CI: 'true' });
  expect(there.status).toBe(1);
  expect(there.words).toContain('CHROMIUM_PATH names');
});
