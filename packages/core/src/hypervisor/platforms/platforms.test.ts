import { describe, expect, it } from 'vitest';
import { platformCellProblem, platformRows } from './platforms.ts';
import { platformColumns, platformNames, platformTitles } from './table.ts';

describe('the platform table', () => {
  it('has a cell with a source for each of the 12 platforms in each column', () => {
    expect(platformTitles).toHaveLength(12);
    for (const { name, cells } of platformColumns) {
      expect(cells, name).toHaveLength(platformNames.length);
      for (const [value, source] of cells) {
        expect(platformCellProblem(name, value)).toBeUndefined();
        expect(source).not.toBe('');
      }
    }
  });

  it('gives at most 2, 4, 8, 8, 32 and 128 vCPUs on ESX 2 to 6', () => {
    const rows = platformRows([]);
    const esx = ['esx2', 'esx3', 'esx4', 'esx41', 'esx5', 'esx6'];
    expect(esx.map((name) => rows.get(name)!.number('maxVcpusPerVm'))).toEqual([
      ...[2, 4, 8, 8, 32, 128],
    ]);
    expect(rows.get('esx3')!.number('haDetectionSeconds')).toBe(15);
    expect(rows.get('esx2')!.word('haService')).toBe('none');
  });

  it('runs gangs on ESX 2 alone, and translates guests up to ESX 4', () => {
    const rows = [...platformRows([]).values()];
    const named = (column: string, word: string) =>
      rows.filter((row) => row.word(column) === word).map(({ name }) => name);
    expect(named('coScheduling', 'strict')).toEqual(['esx2']);
    expect(named('coScheduling', 'relaxed')).toEqual(['esx3', 'esx4', 'esx41', 'esx5', 'esx6']);
    expect(named('guestExecution', 'translated')).toEqual(['esx2', 'esx3']);
    expect(named('cpuSharesPer', 'vm')).toEqual(['xen31', 'xenserver5']);
  });

  it('limits I/O of disks from ESX 4.1 on, reserves it from 6 on, and mounts NFS from ESX 3 on', () => {
    const rows = [...platformRows([]).values()];
    const flagged = (column: string) =>
      rows.filter((row) => row.flag(column)).map(({ name }) => name);
    expect(flagged('limitsDiskIo')).toEqual(['esx41', 'esx5', 'esx6']);
    expect(flagged('storageIoControl')).toEqual(['esx41', 'esx5', 'esx6']);
    expect(flagged('reservesDiskIo')).toEqual(['esx6']);
    const esx = rows.slice(0, 6);
    expect(esx.map((row) => row.word('datastoreKinds').includes('nfs'))).toEqual([
      ...[false, true, true, true, true, true],
    ]);
    expect(esx.map((row) => row.number('fcQueueDepth'))).toEqual([32, 32, 32, 32, 64, 64]);
    expect(esx.map((row) => row.number('allPathsDownSeconds'))).toEqual([0, 0, 0, 0, 0, 140]);
  });
});

describe('a platform of one’s own', () => {
  it('takes all from what it is based on but the columns that it sets', () => {
    const rows = platformRows([{ name: 'slow', basedOn: 'esx3', set: { haDetectionSeconds: 60 } }]);
    expect(rows.get('slow')!.number('haDetectionSeconds')).toBe(60);
    expect(rows.get('slow')!.number('maxVcpusPerVm')).toBe(4);
    expect(rows.get('esx3')!.number('haDetectionSeconds')).toBe(15);
  });

  it('may be based on another one, in whatever order they stand', () => {
    const rows = platformRows([
      { name: 'a', basedOn: 'b', set: { maxVcpusPerVm: 6 } },
      { name: 'b', basedOn: 'esx3', set: { haDetectionSeconds: 60 } },
    ]);
    expect(rows.get('a')!.number('haDetectionSeconds')).toBe(60);
  });

  it('is refused on no platform, on itself, and with columns or values that there are not', () => {
    const made = (basedOn: string, set: Record<string, string | number | boolean>) => () =>
      platformRows([{ name: 'own', basedOn, set }]);
    expect(made('esx9', {})).toThrow('platform own is based on "esx9", which is no platform');
    expect(made('own', {})).toThrow('is based on "own"');
    expect(made('esx3', { colour: 1 })).toThrow('platforms have no "colour"; there are maxVcpus');
    expect(made('esx3', { maxVcpusPerVm: 'many' })).toThrow('many is no number of at least 0');
    expect(made('esx3', { maxVcpusPerVm: -1 })).toThrow('-1 is no number of at least 0');
    expect(made('esx3', { haService: 'magic' })).toThrow('magic is no word of none, aam');
  });
});
