import { describe, expect, it } from 'vitest';
import { Directory } from './directory.ts';

describe('a directory', () => {
  const directory = new Directory();
  directory.add('host', 'esx01', { rack: 'left' });
  directory.add('vm', 'web01');
  directory.add('host', 'esx02');

  it('deals ids over all kinds and indices within each, in the order of registration', () => {
    const rows = directory.all().map(({ id, kind, index, name }) => [id, kind, index, name]);
    expect(rows).toEqual([
      [0, 'host', 0, 'esx01'],
      [1, 'vm', 0, 'web01'],
      [2, 'host', 1, 'esx02'],
    ]);
    expect(directory.count).toBe(3);
  });

  it('finds by name, by id and by kind', () => {
    expect(directory.find('web01')!.id).toBe(1);
    expect(directory.find('web02')).toBeUndefined();
    expect(directory.nameOf(2)).toBe('esx02');
    expect(directory.ofKind('host').map(({ name }) => name)).toEqual(['esx01', 'esx02']);
    expect(directory.ofKind('pool')).toEqual([]);
    expect(directory.row(0).tags.get('rack')).toBe('left');
  });

  it('takes a name once, whatever the kind, and knows no id that it has not dealt', () => {
    expect(() => directory.add('vm', 'esx01')).toThrow('an entity name is taken already');
    expect(() => directory.row(3)).toThrow('no entity has this id');
  });
});
