import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readYaml } from './read-yaml.ts';
import { child, positionOf, type TreeNode } from './tree.ts';
import { type OutNode, writeYaml } from './write-yaml.ts';

/** Reads a text; problems as `line:column CODE what`. */
function read(text: string): { tree: TreeNode | undefined; problems: string[] } {
  const problems: string[] = [];
  const tree = readYaml('a.yaml', text, (place, code, what) => {
    const { line, column } = positionOf(place);
    problems.push(`${line}:${column} ${code} ${what}`);
  });
  return { tree, problems };
}

describe('readYaml', () => {
  it('keeps scalars as texts with their places, and knows which are quoted', () => {
    const { tree } = read('at: 02:20\nday: 2007-01-01\nn: "1.10"\nx: [1h, no]\n');
    if (tree?.kind !== 'map') return expect.unreachable();
    expect(child(tree, 'at')).toMatchObject({ kind: 'scalar', text: '02:20', quoted: false });
    expect(child(tree, 'day')).toMatchObject({ text: '2007-01-01' });
    expect(child(tree, 'n')).toMatchObject({ text: '1.10', quoted: true });
    expect(positionOf(child(tree, 'x')!)).toEqual({ line: 4, column: 4 });
  });

  it('shares what aliases stand for', () => {
    const { tree, problems } = read('a: &x { b: 1 }\nc: *x\n');
    if (tree?.kind !== 'map') return expect.unreachable();
    expect(child(tree, 'c')).toBe(child(tree, 'a'));
    expect(problems).toEqual([]);
  });

  it('refuses what the language leaves out of YAML, and goes on', () => {
    expect(read('a: !!int 3\nb: 1\nb: 2\n<<: *x\nof: *web\n? [k]\n: v\n').problems).toEqual([
      '1:10 BAD_YAML a tag',
      '3:1 KEY_TWICE "b" stands twice in one map',
      '4:1 BAD_YAML a merge key',
      '5:5 BAD_YAML "*web" is an alias in YAML, and no anchor has its name',
      '6:3 BAD_YAML a key that is no word',
    ]);
    expect(read('a: 1\n---\nb: 2\n').problems).toEqual(['2:1 BAD_YAML a second document']);
    expect(read('# nothing\n').problems).toEqual(['1:1 BAD_YAML the file is empty']);
    expect(read('a: &q [*q]\n').problems).toEqual([
      '1:8 BAD_YAML "*q" stands inside of its own anchor',
    ]);
  });

  it('places the mistakes of the grammar', () => {
    expect(read('a: [1, 2\nb: 3\n').problems[0]).toMatch(/^2:1 BAD_YAML /);
    expect(read('\tfoo: 1\n').problems).toEqual([
      '1:1 BAD_YAML tabs are not allowed as indentation',
    ]);
  });

  it('bounds nesting, in brackets, in blocks and through aliases', () => {
    for (const text of ['['.repeat(5000), '- '.repeat(5000), '{a: '.repeat(5000)]) {
      expect(read(text).problems).toEqual([
        expect.stringMatching(/^1:\d+ TOO_DEEP more than 60 levels of nesting$/),
      ]);
    }
    const chain = Array.from({ length: 200 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]`);
    expect(read(['a0: &a0 [x]', ...chain].join('\n')).problems[0]).toContain('TOO_DEEP');
  });
});

describe('writeYaml', () => {
  it('writes texts that are read back as they were', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '02:20',
        '1h 30min',
        '~',
        'null',
        'a: b',
        'a #b',
        '- a',
        '*a',
        'x ',
        'a\nb',
        '%',
      ),
    );
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 5 }), texts, (list, key) => {
        fc.pre(key !== '<<');
        const items = list.map((text): OutNode => ({ kind: 'text', text, quoted: false }));
        const nested: OutNode = { kind: 'map', entries: [[key, { kind: 'list', items }]] };
        const map = { kind: 'map', entries: [['a', { kind: 'list', items: [nested] }]] } as const;
        const { tree, problems } = read(writeYaml(map, 'heading'));
        expect(problems).toEqual([]);
        expect(plain(tree)).toEqual({ a: [Object.fromEntries([[key, list]])] });
      }),
      { seed: 20070101, numRuns: 500 },
    );
  });
});

function plain(node: TreeNode | undefined): unknown {
  if (node?.kind === 'scalar') return node.text;
  if (node?.kind === 'list') return node.items.map(plain);
  if (node?.kind !== 'map') return undefined;
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
}
