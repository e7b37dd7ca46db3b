import { expect, it } from 'vitest';
import { Lab, percent } from '../../../test/lab.ts';
import { diskVm, farm, fcHost } from '../src/hypervisor/storage/channel/farm.fixtures.ts';
import type { WorkloadSpec } from '../src/index.ts';

/** Why a VM's disk is as fast as it is, in words. */

const scan = (requestMiB: number, outstanding: number): WorkloadSpec => ({
  name: 'scan',
  kind: 'steady',
  demand: {
    cpu: percent(1),
    io: {
      blockSizeMiB: requestMiB,
      randomFraction: 0,
      outstanding,
      read: { dimension: 'iops', value: 1e6 },
    },
  },
});

function why(workload: WorkloadSpec, array: Parameters<typeof farm>[0] = {}) {
  const vms = ['a', 'b'].map((name) => diskVm(name, 'esx1', { workload: 'scan' }));
  const run = new Lab({ ...farm({ vms, ...array }), workloads: [workload] }).to(100);
  return run.simulation.why('a').parts.find(({ topic }) => topic === 'io')!;
}

it('names the adapter that is full, and what one more MB/s there would give', () => {
  const ports = [{ name: 'p0', cabledTo: 'fcA', speedMBps: 1000 }];
  const array = { raidGroups: [], controllers: [{ name: 'spa', ports }] };
  const { lines, facts } = why(scan(1, 16), { array });
  expect(facts.binding).toEqual({ word: 'hba', entity: 'esx1:vmhba0' });
  expect(lines).toContain('esx1:vmhba0 binds: it carries all that it can.');
  expect(lines).toContain('One more MB/s at esx1:vmhba0 would give a 0.5 MB/s.');
});

it('names the disks that are busy, or the queues that keep them idle', () => {
  const hosts = [fcHost('esx1', { platform: 'esx5' })];
  expect(why(scan(0.0625, 2), { hosts }).facts.binding).toEqual({
    word: 'guest-queue',
    entity: null,
  });
  const full = why(scan(0.0625, 32), { hosts }).facts.binding;
  expect(full).toEqual({ word: 'host-queue', entity: 'ds1' });
});
