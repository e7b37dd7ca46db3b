import { describe, expect, it } from 'vitest';
import { at, farm, machine, type SanParts } from '../../../../test/san-lab.ts';
import type { World } from '../../../inventory/world.ts';

const hang = { options: { effect: 'hang' } };
const over = (name: string) => `esx01:vmhba0:array1:${name}:p0`;
const other = (name: string) => `esx01:vmhba1:array1:${name}:p1`;

/** Silence of db01 after a fault at 100 s, seconds; its VM survives anything. */
function silence(part: string, parts: SanParts = {}, options = {}): number {
  const run = farm({ hosts: ['esx01'], ...parts }, [at(100, 'fail', part, options)]).to(3000);
  return run.total('vm.io.stalledSeconds', 'db01');
}

describe('silence of a path', () => {
  it.each([
    ['esx01:vmhba0:cable', 30],
    ['esx01:vmhba0', 30],
    ['fcA', 30],
    ['array1:spa:p0:cable', 31],
    ['array1:spa:p0', 31],
  ])('lasts for its kind of fault: %s dead, %d s', (part, seconds) => {
    expect(silence(part)).toBe(seconds);
  });

  it.each([
    ['esx01:vmhba0', 70],
    ['array1:spa:p0', 70],
    ['fcA', 70],
  ])('lasts longer where nobody tells: %s hung, %d s', (part, seconds) => {
    expect(silence(part, {}, hang)).toBe(seconds);
  });

  it('adds the trespass where the other controller must take the LUN over', () => {
    expect(silence('array1:spa')).toBe(33);
    expect(silence('array1:spa', { kind: 'alua' })).toBe(31);
    expect(silence('array1:spa', { kind: 'active-active' })).toBe(31);
    // Both paths of a controller that hangs are found out one after the other.
    expect(silence('array1:spa', {}, hang)).toBe(142);
  });

  it('is not felt on paths that nobody uses, and around links there is another way', () => {
    for (const part of ['esx01:vmhba1', 'array1:spb', 'fcB', 'isl1', 'isl2', 'array1:spa:p1']) {
      expect([part, silence(part)]).toEqual([part, 0]);
    }
  });

  it('ends at once when the path is back before it was given up, and no path is lost', () => {
    const run = farm({ hosts: ['esx01'] }, [
      at(100, 'fail', 'esx01:vmhba0:cable'),
      at(112, 'repair', 'esx01:vmhba0:cable'),
    ]).to(3600);
    expect(run.total('vm.io.stalledSeconds', 'db01')).toBe(12);
    expect(run.told('path.died', 'path.failedOver')).toEqual([]);
  });

  it('spares least-queue-depth, which finds the other queue shorter, but not round robin', () => {
    const policy = (name: 'least-queue-depth' | 'round-robin') => {
      const platform = name === 'round-robin' ? 'esx41' : 'hyperv-2008';
      const multipathing = { esx01: { policy: name } } as const;
      const parts = { kind: 'active-active', platform, multipathing } as const;
      const more = { clusters: [] };
      return silence('esx01:vmhba0', { ...parts, more });
    };
    expect(policy('round-robin')).toBe(30);
    expect(policy('least-queue-depth')).toBe(0);
  });
});

describe('failover and failback', () => {
  const breakAndMend = [
    at(100, 'fail', 'esx01:vmhba0:cable'),
    at(400, 'repair', 'esx01:vmhba0:cable'),
  ];
  const preferred = { esx01: { policy: 'fixed', preferred: ['esx01:vmhba0'] } } as const;

  it('mru stays where it went', () => {
    const run = farm({ hosts: ['esx01'] }, breakAndMend).to(3600);
    expect(run.told('path.failedOver', 'path.failedBack')).toEqual(['130 esx01 failedOver']);
    expect(run.tookLast('esx01')).toBe(other('spa'));
  });

  it('fixed returns to the preferred adapter at the next path evaluation, at 600 s', () => {
    const run = farm({ hosts: ['esx01'], multipathing: preferred }, breakAndMend).to(3600);
    expect(run.told('path.failedOver', 'path.failedBack')).toEqual([
      '130 esx01 failedOver',
      '600 esx01 failedBack',
    ]);
    expect(run.tookLast('esx01')).toBe(over('spa'));
  });

  it('fixed returns at once at a rescan', () => {
    const timeline = [...breakAndMend, at(450, 'rescan', 'esx01')];
    const run = farm({ hosts: ['esx01'], multipathing: preferred }, timeline).to(3600);
    expect(run.told('path.returned', 'path.failedBack')).toEqual([
      '450 esx01:vmhba0:array1:spa:p0 returned',
      '450 esx01:vmhba0:array1:spb:p0 returned',
      '450 esx01 failedBack',
    ]);
  });

  it('fixed that chose its path itself prefers the one to which it went', () => {
    const parts = { hosts: ['esx01'], kind: 'active-active', platform: 'esx3' } as const;
    const run = farm(parts, breakAndMend).to(3600);
    expect(run.told('path.failedOver', 'path.failedBack')).toEqual(['130 esx01 failedOver']);
  });

  it('tells the causes down to the cable that was pulled', () => {
    const { simulation } = farm({ hosts: ['esx01'] }, breakAndMend).to(200);
    const resumed = [...simulation.events.all()].find(({ type }) => type === 'vm.ioResumed')!;
    expect(simulation.events.causesOf(resumed.id).map(({ type }) => type)).toEqual([
      ...['vm.ioResumed', 'path.failedOver', 'path.died', 'cable.failed', 'command.given'],
    ]);
  });

  it('lets hosts with mru follow a LUN that another host has called over', () => {
    const run = farm({}, [at(100, 'fail', 'esx01:vmhba0 or esx01:vmhba1')]).to(200);
    expect(run.told('lun.trespassed')).toEqual([]);
    const two = farm({ hosts: ['esx01', 'esx02'] }, [
      at(100, 'fail', 'array1:spa:p0'),
      at(100, 'fail', 'array1:spa:p1', { options: { effect: 'hang' } }),
    ]).to(400);
    expect(two.told('lun.trespassed', 'path.failedOver')).toEqual([
      '131 esx01 failedOver',
      '131 esx02 failedOver',
      '201 esx01 failedOver',
      '201 esx02 failedOver',
      '203 lun1 trespassed',
    ]);
  });

  it('finds a hung path that nobody uses at the next path evaluation', () => {
    const run = farm({ hosts: ['esx01'] }, [at(100, 'fail', 'esx01:vmhba1', hang)]).to(400);
    expect(run.told('path.died')).toEqual([
      '300 esx01:vmhba1:array1:spa:p1 died',
      '300 esx01:vmhba1:array1:spb:p1 died',
    ]);
  });

  it('without I/O calls no LUN over', () => {
    const idle = [machine('db01', 'esx01', 'ds1', { power: 'powered-off' })];
    const run = farm({ hosts: ['esx01'], vms: idle }, [at(100, 'fail', 'array1:spa')]).to(1000);
    expect(run.told('lun.trespassed', 'path.failedOver')).toEqual([]);
    run.give('powerOn', 'db01').to(1100);
    expect(run.told('lun.trespassed')).toEqual(['1002 lun1 trespassed']);
  });
});

describe('I/O that is under way', () => {
  /** When a read of so many MB by db01 is done that begins at 50 s. */
  const doneAt = (megabytes: number, timeline: Parameters<typeof farm>[1]): number[] => {
    const run = farm({ hosts: ['esx01'] }, timeline).to(50);
    const { world } = run.simulation as unknown as { world: World };
    const done: number[] = [];
    world.io!.transfer(
      {
        disk: world.vms[0]!.disks[0]!,
        tenant: 'production',
        direction: 'read',
        requestMB: 0.064,
        randomPart: 0,
      },
      megabytes,
      () => done.push(world.engine.nowSeconds),
    );
    run.to(3600);
    return done;
  };

  it('waits for the failover, then goes on where it was: none is lost, none comes twice', () => {
    const [alone] = doneAt(20_000, []);
    expect(alone).toBeGreaterThan(100);
    const pulled = doneAt(20_000, [at(60, 'fail', 'esx01:vmhba0:cable')]);
    expect(pulled).toHaveLength(1);
    expect(pulled[0]).toBeCloseTo(alone! + 30, 6);
  });

  it('waits through all paths down until one is back, and 2 s more', () => {
    const [alone] = doneAt(20_000, []);
    const timeline = [at(60, 'fail', 'fcA or fcB'), at(400, 'repair', 'fcB')];
    expect(doneAt(20_000, timeline)[0]).toBeCloseTo(alone! + 342, 6);
  });
});
