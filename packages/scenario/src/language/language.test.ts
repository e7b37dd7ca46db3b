import { mechanisms, platformColumns, platformNames } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../files.ts';
import { NameTable } from '../load/entries.ts';
import { InputFiles } from '../load/input-files.ts';
import { Problems } from '../load/problems.ts';
import { absentValue } from '../typing/absent.ts';
import type { Typing } from '../typing/typing.ts';
import { compileLanguage, type Declarations, shapeOf } from './language.ts';
import { reservedKey, withheldKeys } from './reserved.ts';

const table = { names: platformNames, columns: platformColumns };
const language = compileLanguage(mechanisms, table);

const nothing: Declarations = {
  name: 'test',
  doc: 'Nothing.',
  shapes: [],
  metrics: [],
  events: [],
  states: [],
  commands: [],
  errors: [],
};
const key = { type: { form: 'text' }, doc: 'A key.' } as const;
const one: Declarations = { ...nothing, shapes: [{ shape: 'Host', keys: { color: key } }] };

describe('the language of the built mechanisms', () => {
  it('merges the keys that mechanisms add to one shape, and refuses a key twice', () => {
    const other: Declarations = { ...nothing, shapes: [{ shape: 'Host', keys: { size: key } }] };
    const merged = compileLanguage([one, other], { names: [], columns: [] });
    expect([...shapeOf(merged, 'Host').keys.keys()]).toEqual(['color', 'size']);
    expect(() => compileLanguage([one, one], { names: [], columns: [] })).toThrow(
      'two mechanisms declare Host.color',
    );
  });

  it('has a shape behind every key, and lists of hosts, clusters, pools and VMs', () => {
    for (const shape of language.shapes.values()) {
      for (const { type } of shape.keys.values()) {
        const inner = type.form === 'list' || type.form === 'oneOrList' ? type.item : type;
        if (inner.form === 'shape') expect(() => shapeOf(language, inner.shape)).not.toThrow();
      }
    }
    const kinds = language.lists.map((list) => list.kind);
    for (const kind of ['host', 'cluster', 'pool', 'workload', 'template', 'vm']) {
      expect(kinds).toContain(kind);
    }
  });

  it('has defaults that its own types accept', () => {
    const problems = new Problems();
    const names = new NameTable();
    names.reserve('platform', platformNames);
    const typing: Typing = {
      language,
      problems,
      names,
      files: new InputFiles(memoryFiles({})),
      span: { startEpochSeconds: 0, durationSeconds: 3600 },
      selector: () => 'all',
      dealt: undefined,
      memberCount: 1,
      path: [],
      exists: () => true,
      firstOf: () => undefined,
      siblings: new Map(),
    };
    for (const shape of language.shapes.values()) {
      for (const [name, spec] of shape.keys) absentValue(shape.name, name, spec, typing);
    }
    expect(problems.errors).toEqual([]);
  });

  it('reserves what the language has and no mechanism declares', () => {
    expect(reservedKey('Command', 'migrate')).toBe('migration');
    expect(reservedKey('Vm', 'hotAddable')).toBe('hot add');
    expect(reservedKey('Vm', 'colour')).toBeUndefined();
  });

  it('leaves out declared keys that are withheld, and withholds no others', () => {
    const closed = compileLanguage(mechanisms, table, withheldKeys);
    for (const each of withheldKeys) {
      const [shape = '', name = ''] = each.split('.');
      expect([each, shapeOf(language, shape).keys.has(name)]).toEqual([each, true]);
      expect([each, shapeOf(closed, shape).keys.has(name)]).toEqual([each, false]);
    }
  });

  it('knows lists in maps of the top level, and lists within named things', () => {
    expect(language.lists.map((list) => list.key)).toContain('storage.arrays');
    const nested = language.nested.map(({ holderKind, key, kind }) => [holderKind, key, kind]);
    expect(nested).toContainEqual(['host', 'hbas', 'hba']);
    expect(nested).toContainEqual(['controller', 'ports', 'port']);
    expect(nested.some(([holder]) => holder === 'template')).toBe(false);
  });
});
