import { describe, expect, test } from 'vitest';
import { sourceFile } from '../source/source-file.ts';
import { rules, tidy } from './index.ts';

const corePackage = JSON.stringify({ name: '@vdcsim/core', dependencies: { seedrandom: '3' } });
const cliPackage = JSON.stringify({
  name: 'vdcsim',
  bin: {},
  dependencies: { '@vdcsim/core': '1' },
});

/** What a rule says about one file, in a tree that also holds the packages' own files. */
function offences(rule: string, path: string, text: string, others: string[] = []): string[] {
  const files = [
    sourceFile('packages/core/package.json', corePackage),
    sourceFile('packages/cli/package.json', cliPackage),
    ...others.map((other) => sourceFile(other, '')),
    sourceFile(path, text),
  ];
  const found = rules[rule]?.(files) ?? [];
  return found.filter((each) => each.path === path).map(({ line, advice }) => `${line} ${advice}`);
}

describe('floors', () => {
  const from = (path: string, target: string): string[] =>
    offences('floors', `packages/core/src/${path}`, `import type { A } from '${target}';`);

  test('floor 1 may import floor 0 and not floor 2', () => {
    expect(from('observe/metrics.ts', '../engine/errors.ts')).toEqual([]);
    expect(from('observe/metrics.ts', '../inventory/world.ts')).toEqual([
      expect.stringContaining('1 floor 1 imports floor 2 above it'),
    ]);
  });

  test('two folders of one floor do not import each other, not even types', () => {
    expect(from('guest/steady.ts', '../hypervisor/cpu/cpu.ts')).toHaveLength(1);
    expect(from('declare/tables.ts', '../engine/engine.ts')).toHaveLength(1);
    expect(from('engine/engine.ts', '../declare/index.ts')).toEqual([]);
  });

  test('siblings below services/ and hypervisor/ meet elsewhere, their own files freely', () => {
    expect(from('services/ha/ha.ts', './restart.ts')).toEqual([]);
    expect(from('services/backup/lun-clone/lun-clone.ts', '../snapshot/snapshot.ts')).toEqual([]);
    expect(from('services/ha/ha.ts', '../placement/placement.ts')).toHaveLength(1);
    expect(from('hypervisor/cpu/cpu.ts', '../platforms/platforms.ts')).toHaveLength(1);
  });

  test('the top floor composes everything, and an unknown folder needs a floor', () => {
    expect(from('datacenter.ts', './services/ha/ha.ts')).toEqual([]);
    expect(from('index.ts', './simulation.ts')).toEqual([]);
    expect(from('extras/x.ts', './y.ts')).toEqual([expect.stringContaining('no floor names')]);
  });

  test('tests may look up', () => {
    expect(from('engine/engine.test.ts', '../simulation.ts')).toEqual([]);
  });
});

describe('package borders', () => {
  const from = (path: string, target: string): string[] =>
    offences('package borders', path, `import { a } from '${target}';`);

  test('another package is entered by its name, not by a path and not deeper', () => {
    expect(from('packages/cli/src/main.ts', '@vdcsim/core')).toEqual([]);
    expect(from('packages/cli/src/main.ts', '../../core/src/index.ts')).toHaveLength(1);
    expect(from('packages/cli/src/main.ts', '@vdcsim/core/engine')).toHaveLength(1);
    expect(from('scripts/docs.ts', '../packages/core/src/engine/errors.ts')).toHaveLength(1);
  });

  test('only what package.json names may be imported, except by tests', () => {
    expect(from('packages/core/src/index.ts', 'seedrandom/lib/alea.js')).toEqual([]);
    expect(from('packages/core/src/index.ts', 'yaml')).toHaveLength(1);
    expect(from('packages/core/src/index.test.ts', 'fast-check')).toEqual([]);
    expect(from('packages/cli/src/main.ts', 'node:fs')).toEqual([]);
  });
});

test('lower floors speak of no virtualization, in names and texts; comments may', () => {
  const said = (text: string): string[] =>
    offences('virtualization words', 'packages/core/src/engine/x.ts', text);
  expect(said('// as a host does\nexport const ghost = 1;')).toEqual([]);
  expect(said('export function readyVms() {}')).toEqual([expect.stringContaining("'vm'")]);
  expect(said("assert(true, 'no host left');")).toEqual([expect.stringContaining("'host'")]);
  expect(offences('virtualization words', 'packages/core/src/guest/x.ts', 'let vm;')).toEqual([]);
});

describe('purity and determinism', () => {
  const impure = (text: string, folder = 'core'): string[] =>
    offences('purity', `packages/${folder}/src/x.ts`, text);
  const loose = (text: string): string[] => offences('determinism', 'packages/core/src/x.ts', text);

  test.each([
    'Math.random();',
    'new Date();',
    'Date.now();',
    'setTimeout(() => {}, 1);',
    'process.env;',
    "'a'.localeCompare('b');",
    '(1).toLocaleString();',
    'export type A = Promise<void>;',
    "import { readFileSync } from 'node:fs';",
  ])('%s is refused in core and scenario, not in cli', (text) => {
    expect(impure(text)).toHaveLength(1);
    expect(impure(text, 'scenario')).toHaveLength(1);
    expect(impure(text, 'cli')).toEqual([]);
  });

  test.each([
    'for (const key in {}) key;',
    '[2, 1].sort();',
    'async function wait() {}',
    'Math.log(2);',
    'x ** y;',
    "import('./x.ts');",
  ])('%s is refused in core', (text) => {
    expect(loose(text)).toHaveLength(1);
  });

  test('names of our own, square roots and constant powers are well', () => {
    expect(impure('const spec = { process: 1 }; spec.process;')).toEqual([]);
    expect(impure('function read(document: Tree) { return document.root; }')).toEqual([]);
    expect(loose('[2, 1].sort((a, b) => a - b); x ** 2; x ** -1; Math.sqrt(2);')).toEqual([]);
  });
});

describe('sizes', () => {
  const lines = (count: number): string => 'x;\n'.repeat(count);

  test('a file of 400 lines passes and one of 401 does not', () => {
    expect(offences('file size', 'scripts/x.ts', lines(400))).toEqual([]);
    expect(offences('file size', 'scripts/x.ts', lines(401))).toHaveLength(1);
  });

  test('a function of 60 lines passes and one of 61 does not, unless it describes tests', () => {
    const arrow = (count: number): string => `const f = () => {\n${lines(count - 2)}};`;
    expect(offences('function size', 'scripts/x.ts', arrow(60))).toEqual([]);
    expect(offences('function size', 'scripts/x.ts', arrow(61))).toHaveLength(1);
    const group = `describe('f', () => {\n${lines(70)}});`;
    expect(offences('function size', 'scripts/x.test.ts', group)).toEqual([]);
  });

  test('a line of 101 columns passes only for a text that cannot be broken', () => {
    expect(offences('line size', 'scripts/x.ts', `a(${'b + '.repeat(25)}b);`)).toHaveLength(1);
    expect(offences('line size', 'scripts/x.ts', `const a = '${'b'.repeat(100)}';`)).toEqual([]);
  });
});

describe('left-overs', () => {
  test('marks of unfinished work are found everywhere', () => {
    expect(offences('unfinished work', 'docs/x.md', `a\n${'TO'}${'DO'} b`)).toHaveLength(1);
    expect(offences('unfinished work', 'docs/x.md', 'a to-do list')).toEqual([]);
  });

  test.each([
    'const a = 1;',
    "import { a } from './a.ts';",
    'settle();',
    'if (a === b) {',
    '}',
    'return a + b;',
    'this.total += amount;',
  ])('// %s is code in a comment', (text) => {
    expect(offences('commented-out code', 'scripts/x.ts', `  // ${text}`)).toHaveLength(1);
  });

  test.each([
    'if (and only if) nothing else is armed',
    'returns the sum; see the note.',
    'A vCPU is at most one core (MODELS 1.3).',
    '0 <= a < b',
    'for ever;',
  ])('// %s is a sentence', (text) => {
    expect(offences('commented-out code', 'scripts/x.ts', `// ${text}`)).toEqual([]);
  });

  test('any and silenced compiler errors are refused', () => {
    expect(offences('type escapes', 'scripts/x.ts', 'const a = b as any;')).toHaveLength(1);
    const silenced = `// @ts-${'ignore'}\nf();`;
    expect(offences('type escapes', 'scripts/x.ts', silenced)).toHaveLength(1);
  });
});

describe('tests and dead files', () => {
  test('a test is found by vitest and named after its subject', () => {
    const named = (path: string, others: string[] = []): string[] =>
      offences('test files', path, '', others);
    const subject = ['packages/core/src/x/a.ts'];
    expect(named('packages/core/src/x/a.test.ts', subject)).toEqual([]);
    expect(named('packages/core/src/x/a.edges.test.ts', subject)).toEqual([]);
    expect(named('packages/core/src/x/b.test.ts', subject)).toHaveLength(1);
    expect(named('packages/core/src/bad-input.test.ts')).toEqual([]);
    expect(named('packages/core/src/a.spec.ts')).toHaveLength(1);
    expect(named('bench/a.test.ts')).toHaveLength(1);
  });

  test('only and skip are refused, since they hide tests or their reasons', () => {
    expect(offences('silent tests', 'test/x.test.ts', "test.only('a', f);")).toHaveLength(1);
    expect(offences('silent tests', 'test/x.test.ts', "test.skipIf(a)('b', f);")).toHaveLength(1);
    expect(offences('silent tests', 'test/x.test.ts', "context.skip(a, 'why');")).toEqual([]);
  });

  test('a file that the index does not reach is dead', () => {
    const files = [
      sourceFile('packages/core/package.json', corePackage),
      sourceFile('packages/core/src/index.ts', "export * from './a.ts';"),
      sourceFile('packages/core/src/a.ts', "import type { B } from './b.ts';"),
      sourceFile('packages/core/src/b.ts', ''),
      sourceFile('packages/core/src/c.ts', ''),
    ];
    expect(rules['dead files']?.(files).map(({ path }) => path)).toEqual([
      'packages/core/src/c.ts',
    ]);
  });
});

test('paths of one machine and private registries are refused', () => {
  const found = (text: string): string[] => offences('one machine', 'scripts/x.ts', text);
  expect(found("read('/home/ann/x')")).toHaveLength(1);
  expect(found("read('/tmp/x')")).toHaveLength(1);
  expect(found('registry=http://npm.example.net/')).toHaveLength(1);
  expect(found("read('./work/x'); '/usr/bin/chromium'; 'a/home/b'")).toEqual([]);
});

test('a code that a user can meet has a row in the reference page', () => {
  const thrown =
    "throw new SimulatorError('NO_FIT', 'x');\nconst row = { code: 'NO_WAY', doc, remedy };";
  const path = 'packages/core/src/x.ts';
  expect(offences('error codes', path, thrown)).toHaveLength(2);
  const page = sourceFile('docs/reference/errors.md', '| `NO_FIT` | | NO_WAY |');
  expect(rules['error codes']?.([page, sourceFile(path, thrown)])).toEqual([]);
});

test('an empty tree breaks no rule', () => {
  expect(tidy([])).toEqual([]);
});
