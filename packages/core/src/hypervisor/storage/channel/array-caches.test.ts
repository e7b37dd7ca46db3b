import { describe, expect, it } from 'vitest';
import { Lab, percent } from '../../../../../../test/lab.ts';
import type { WorkloadSpec } from '../../../inventory/workload-specs.ts';
import { diskVm, farm, fcHost } from './farm.fixtures.ts';

/** Of a random write of 8 KB to RAID 0: 1/180 s and its transfer. */
const seconds = 1 / 180 + 0.008 / 80;
/** Writes a second that 10 disks take with 10 outstanding. */
const written = (10 / seconds) * (10 / 19);

function writer(perSecond: number): WorkloadSpec {
  return {
    name: 'writer',
    kind: 'steady',
    demand: {
      cpu: percent(1),
      io: {
        blockSizeMiB: 0.008 / 1.048576,
        randomFraction: 1,
        write: { dimension: 'iops', value: perSecond },
      },
    },
  };
}

function crowd(perSecond: number, cacheMiB = 64) {
  const vms = [diskVm('a', 'esx1', { workload: 'writer' })];
  const hosts = [fcHost('esx1', { platform: 'esx5' })];
  return new Lab({ ...farm({ hosts, vms, array: { cacheMiB } }), workloads: [writer(perSecond)] });
}

describe('a write-back cache', () => {
  it('accepts in 0.5 ms what the disks can take, and stays clean', () => {
    const run = crowd(500).to(60);
    expect(run.now('vm.io.writeIops', 'a')).toBeCloseTo(500, 9);
    expect(run.now('vm.io.latencyMs', 'a')).toBeCloseTo(0.5 + 0.04, 1);
    const { metrics } = run.simulation;
    expect(metrics.metric('array.cache.dirtyPercent')!.value(0)).toBe(0);
    const busy = metrics.metric('raidGroup.busyPercent')!.value(0);
    expect(busy).toBeCloseTo((100 * 500 * seconds) / 10, 6);
  });

  it('is full after 80 % of its size over what comes in too much, and then disks bind', () => {
    const growthMBps = (2000 - written) * 0.008;
    const atSeconds = (0.8 * 64 * 1.048576) / growthMBps;
    const run = crowd(2000).to(atSeconds + 0.01);
    const [full] = run.events('array.cacheFull');
    expect(full!.timeSeconds).toBeCloseTo(atSeconds, 3);
    expect(run.now('vm.io.latencyMs', 'a')).toBeGreaterThan(10);
  });

  it('has room again once it has fallen to 60 %, and so on and on', () => {
    const run = crowd(2000).to(600);
    const full = run.events('array.cacheFull');
    const drained = run.events('array.cacheDrained');
    expect(drained.length).toBeGreaterThan(2);
    expect(full.length - drained.length).toBeLessThan(2);
    expect(drained[0]!.timeSeconds).toBeGreaterThan(full[0]!.timeSeconds);
  });
});
