import { describe, expect, it } from 'vitest';
import { percent } from '../../../../../../test/lab.ts';
import { at, farm } from '../../../../test/san-lab.ts';

/** Two LUNs of 200 GiB on four disks of RAID 10: 200 GiB each, written at 80 MB/s in 30 % of it. */
const seconds = (204_800 * 1.048576) / (0.3 * 80);
const disk = (number: number) => `array1:rg1:spindle${number}`;

describe('a rebuild', () => {
  const replaced = [at(100, 'fail', disk(1)), at(200, 'repair', disk(1))];

  it('takes as long as writing the disk in its part of the time', () => {
    const run = farm({ more: { durationSeconds: 20_000 } }, replaced).to(20_000);
    const [started] = run.events('raidGroup.rebuildStarted');
    expect(started).toMatchObject({ timeSeconds: 200, data: { disk: disk(1) } });
    expect(started?.data.seconds).toBeCloseTo(seconds, 6);
    expect(run.events('raidGroup.rebuilt')[0]?.timeSeconds).toBeCloseTo(200 + seconds, 6);
  });

  it('is not done when the other disk of the pair dies: the data are lost, and it ends', () => {
    const run = farm({}, [...replaced, at(300, 'fail', disk(2))]).to(3500);
    expect(run.told('raidGroup.failed', 'raidGroup.rebuilt')).toEqual(['300 array1:rg1 failed']);
    run.give('fail', disk(3)).give('repair', 'array1:rg1');
    const state = run.told('spindle.repaired', 'raidGroup.repaired').slice(1);
    expect(state).toEqual([
      ...['3500 array1:rg1:spindle2 repaired', '3500 array1:rg1:spindle3 repaired'],
      '3500 array1:rg1 repaired',
    ]);
  });

  it('starts anew with a disk that dies again, and of a slow disk there is none', () => {
    const again = [...replaced, at(300, 'fail', disk(1)), at(400, 'repair', disk(1))];
    const slow = at(500, 'degrade', disk(4), { options: { byFraction: 0.5 } });
    const run = farm({}, [...again, slow, at(600, 'repair', disk(4))]).to(3600);
    expect(run.told('raidGroup.rebuildStarted')).toEqual([
      '200 array1:rg1 rebuildStarted',
      '400 array1:rg1 rebuildStarted',
    ]);
  });

  it('leaves 70 % of the disks to others', () => {
    const random = { blockSizeMiB: 1 / 128, randomFraction: 1, outstanding: 256 };
    const read = { dimension: 'iops', value: 1e6 } as const;
    const workloads = [
      { name: 'half', kind: 'steady', demand: { cpu: percent(10), io: { read, ...random } } },
    ];
    const more = { workloads } as never;
    const run = farm({ hosts: ['esx01'], more }, replaced).to(50);
    const before = run.now('vm.io.readIops', 'db01');
    const during = run.to(250).now('vm.io.readIops', 'db01');
    expect(during / before).toBeGreaterThan(0.69);
    expect(during / before).toBeLessThan(0.73);
  });
});
