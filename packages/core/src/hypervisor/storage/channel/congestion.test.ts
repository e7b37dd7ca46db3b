import { expect, it } from 'vitest';
import { Lab, percent } from '../../../../../../test/lab.ts';
import type { WorkloadSpec } from '../../../inventory/workload-specs.ts';
import { diskVm, farm, fcHost } from './farm.fixtures.ts';

const seconds = 1 / 180 + 0.004 / 80;
const capacity = 10 / seconds;

/** Keeps 32 random reads of 4 KB outstanding. */
const greedy: WorkloadSpec = {
  name: 'greedy',
  kind: 'steady',
  demand: {
    cpu: percent(1),
    io: {
      blockSizeMiB: 0.004 / 1.048576,
      randomFraction: 1,
      outstanding: 32,
      read: { dimension: 'iops', value: 1e6 },
    },
  },
};

/** Four hosts, one VM each, 128 outstanding; the first has thrice the shares of the others. */
function crowd(thresholdSeconds: number) {
  const names = ['esx1', 'esx2', 'esx3', 'esx4'];
  const vms = names.map((name, i) => {
    const own = diskVm(`vm${i}`, name, { workload: 'greedy' });
    const io = { shares: i === 0 ? 3000 : 1000 };
    return { ...own, disks: [{ ...own.disks![0]!, allocation: { io } }] };
  });
  const datastores = [{ name: 'ds1', lun: 'lun1', sioc: { thresholdSeconds } }];
  const hosts = names.map((name) => fcHost(name, { platform: 'esx5' }));
  return new Lab({ ...farm({ hosts, vms, storage: { datastores } }), workloads: [greedy] });
}

it('holds a datastore of 77 ms at 40 ms from the second period on, and divides it by shares', () => {
  const run = crowd(0.04).to(1);
  const free = (128 + 9) / capacity;
  expect(run.now('vm.io.deviceLatencyMs', 'vm1')).toBeCloseTo(1000 * free, 2);
  run.to(9);
  expect(run.log('datastore.congested')).toHaveLength(1);
  expect(run.events('datastore.congested')[0]!.timeSeconds).toBe(4);
  expect(run.now('vm.io.deviceLatencyMs', 'vm1')).toBeCloseTo(40, 3);
  const rates = ['vm0', 'vm1', 'vm2', 'vm3'].map((name) => run.now('vm.io.readIops', name));
  expect(rates[0]! / rates[1]!).toBeCloseTo(3, 9);
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  expect(total).toBeGreaterThan(0.85 * ((capacity * 128) / 137));
});

it('lets a datastore alone that stays below its threshold', () => {
  const run = crowd(0.1).to(60);
  expect(run.events('datastore.congested')).toEqual([]);
  expect(run.now('vm.io.kernelLatencyMs', 'vm1')).toBeCloseTo(0, 9);
});
