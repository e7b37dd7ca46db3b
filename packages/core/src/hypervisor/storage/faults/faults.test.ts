import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, farm } from '../../../../test/san-lab.ts';
import { survivesLoss } from './raid-survival.ts';

describe('faults of parts', () => {
  it('are commands of every kind of part, and are told with their cause', () => {
    const parts = [
      ...['esx01:vmhba0', 'esx01:vmhba1:cable', 'fcB', 'isl1', 'lan', 'esx01:nic0', 'array1'],
      ...['array1:spb', 'array1:spa:p1', 'array1:rg1', 'array1:rg1:spindle1', 'lun2', 'filer'],
    ];
    const run = farm({}, []).to(10);
    for (const part of parts) run.give('fail', part).give('repair', part);
    const kinds = run.simulation.directory;
    const types = run.simulation.events.all();
    const failed = [...types].filter(({ type }) => type.endsWith('.failed'));
    expect(failed.map(({ subject }) => kinds.nameOf(subject))).toEqual(parts);
    expect(failed.every(({ cause }) => cause !== undefined)).toBe(true);
  });

  it('happen once: a dead part cannot die, a well one cannot be repaired', () => {
    const run = farm({}, []).to(10);
    const count = () => run.simulation.events.count;
    run.give('repair', 'fcA');
    const before = count();
    run.give('fail', 'fcA').give('fail', 'fcA');
    expect(run.told('switch.failed', 'switch.repaired')).toEqual(['10 fcA failed']);
    expect(count()).toBeGreaterThan(before);
  });

  it('take speed, and give it back', () => {
    const run = farm({}, []).to(10);
    run.give('degrade', 'array1:spb', { byFraction: 0.6 }).give('fail', 'fcA', { effect: 'slow' });
    expect(run.events('controller.degraded')[0]?.data).toEqual({ byPercent: 60 });
    expect(run.events('switch.degraded')[0]?.data).toEqual({ byPercent: 90 });
    run.give('repair', 'array1:spb');
    expect(run.told('controller.repaired')).toEqual(['10 array1:spb repaired']);
  });

  it('refuse effects and losses that mean nothing, before anything happens', () => {
    const run = farm({}, []).to(10);
    const before = run.simulation.events.count;
    expect(() => run.give('fail', 'fcA', { effect: 'sulk' })).toThrow('effect: "sulk"');
    expect(() => run.give('degrade', 'fcA')).toThrow('degrade needs `by`');
    expect(() => run.give('degrade', 'fcA', { byFraction: 1 })).toThrow('degrade needs `by`');
    expect(run.simulation.events.count).toBe(before);
  });

  it('of a disk that hangs are those of a dead one', () => {
    const run = farm({}, [at(5, 'fail', 'array1:rg1:spindle1', { options: { effect: 'hang' } })]);
    run.to(10).give('fail', 'array1:rg1:spindle2');
    expect(run.told('spindle.failed', 'raidGroup.failed')).toEqual([
      '5 array1:rg1:spindle1 failed',
      '10 array1:rg1:spindle2 failed',
      '10 array1:rg1 failed',
    ]);
  });
});

describe('a RAID group', () => {
  it.each([
    ['raid0', [[]], [[0]]],
    ['raid5', [[], [3]], [[0, 3]]],
    ['raid6', [[1, 2]], [[1, 2, 5]]],
    [
      'raid10',
      [[0, 2, 5]],
      [
        [0, 1],
        [3, 0, 2],
      ],
    ],
    ['raid1', [[1]], [[1, 0]]],
  ] as const)('%s survives %j, not %j', (level, survived, lost) => {
    expect(survived.map((disks) => survivesLoss(level, disks))).toEqual(survived.map(() => true));
    expect(lost.map((disks) => survivesLoss(level, disks))).toEqual(lost.map(() => false));
  });

  it('that has died of a loss is not saved by a further one', () => {
    const disks = fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 10 });
    const level = fc.constantFrom(...(['raid0', 'raid1', 'raid10', 'raid5', 'raid6'] as const));
    fc.assert(
      fc.property(level, disks, (raid, lost) => {
        if (!survivesLoss(raid, lost.slice(1))) expect(survivesLoss(raid, lost)).toBe(false);
      }),
      { seed: 20070101, numRuns: 300 },
    );
  });
});
