import { expect, it } from 'vitest';
import { Lab, percent } from '../../../test/lab.ts';
import { diskVm, farm, fcHost } from '../src/hypervisor/storage/channel/farm.fixtures.ts';
import type { WorkloadSpec } from '../src/index.ts';

/** What is said of a VM whose disk holds it back, and what would help. */

function inspected(iops: number, outstanding: number) {
  const scan: WorkloadSpec = {
    name: 'scan',
    kind: 'steady',
    demand: {
      cpu: percent(1),
      io: {
        blockSizeMiB: 0.0625,
        randomFraction: 0,
        outstanding,
        read: { dimension: 'iops', value: iops },
      },
    },
  };
  const hosts = [fcHost('esx1', { platform: 'esx5' })];
  const vms = ['a', 'b'].map((name) => diskVm(name, 'esx1', { workload: 'scan' }));
  return new Lab({ ...farm({ vms, hosts }), workloads: [scan] }).to(100).simulation.inspect('a');
}

it('a full queue of the host is the verdict, and a faster adapter no help', () => {
  const { verdict, advice, views } = inspected(1e6, 32);
  expect(verdict).toBe("Waits for its disk: no slot of its host's queue on ds1 is free.");
  expect(advice[0]).toMatch(/^A faster HBA would change nothing: those of esx1 are used \d+/);
  const disk = views.find(({ resource }) => resource === 'Disk')!;
  expect(disk.hostKnows.map(({ word }) => word)).toEqual(['kernel', 'device']);
  const sum = disk.hostKnows.reduce((all, { fraction }) => all + fraction, 0);
  expect(sum).toBeCloseTo(1, 12);
});

it('a VM whose disk gives all that it wants is healthy, and its disk is among the facts', () => {
  const { verdict, facts } = inspected(50, 4);
  expect(verdict).toBe('Healthy: it gets all that it wants.');
  expect(facts.find(([label]) => label === 'Disk')?.[1]).toMatch(/MB\/s, 50 IOPS$/);
});
