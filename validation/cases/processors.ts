import type { HostSpec, PlatformSpec, VmSpec } from '@vdcsim/core';
import { busy, host, Lab, lab, percent, steady, vm, vms } from '../../test/lab.ts';
import { rounding, type ValidationCase } from '../case.ts';

const strict: PlatformSpec = { name: 'strict', basedOn: 'esx2', set: { maxVcpusPerVm: 4 } };
const here = { host: 'esx01', workload: 'busy' };

function run(parts: Parameters<typeof host>[1], machines: readonly VmSpec[]): Lab {
  const hosts: HostSpec[] = [host('esx01', parts)];
  const workloads = [busy, steady('most', 72)];
  return new Lab(lab({ platforms: [strict], hosts, workloads, vms: machines })).to(60);
}

/** Run and ready time of VMs by name, then the use of the host; in percent. */
function gang(platform: string, machines: readonly VmSpec[]): number[] {
  const lone = run({ platform }, machines);
  const times = machines.flatMap(({ name }) => [
    lone.now('vm.cpu.usedPercent', name),
    lone.now('vm.cpu.readyPercent', name),
  ]);
  return [...times, lone.now('host.cpu.usedPercent', 'esx01')];
}

const wide = (name: string, vcpus: number): VmSpec => vm(name, { ...here, vcpus });

/** Work of a host with two threads a core in percent of its cores, and ready time. */
function threads(count: number, workload = 'busy'): number[] {
  const lone = run({ cpu: { threadsPerCore: 2 } }, vms('vm', count, { ...here, workload }));
  return [lone.now('host.cpu.usedPercent', 'esx01'), lone.now('vm.cpu.readyPercent', 'vm01')];
}

/** What two VMs on one Xen core get, and one capped alone on four; in percent of a core. */
function credit(): number[] {
  const xen = { platform: 'xen31' };
  const weights = run({ ...xen, cores: 1 }, [
    vm('a', { ...here, allocation: { cpu: { shares: 512 } } }),
    vm('b', { ...here, allocation: { cpu: { shares: 256 } } }),
  ]);
  const capped = run(xen, [
    vm('c', { ...here, vcpus: 2, allocation: { cpu: { limit: percent(50) } } }),
  ]);
  const used = [...weights.used('a', 'b'), ...capped.used('c')];
  return used.map((each) => each / 20);
}

/** Run, ready and co-stop of VMs of two busy vCPUs, twice as many as cores. */
function relaxed(): number[] {
  const lone = run({}, [wide('a', 2), wide('b', 2), wide('c', 2), wide('d', 2)]);
  return ['usedPercent', 'readyPercent', 'coStopPercent'].map((metric) =>
    lone.now(`vm.cpu.${metric}`, 'a'),
  );
}

const inPercent = { unit: '%', tolerance: rounding } as const;

const strictCases: readonly ValidationCase[] = [
  {
    ...inPercent,
    id: 'cpu-gangs-4-and-2',
    source: 'published example of strict co-scheduling: the two alternate',
    what: 'run, ready of busy VMs of 4 and of 2 vCPUs, strict on 4 cores; use of the host',
    expected: [50, 50, 50, 50, 75],
    ours: () => gang('strict', [wide('a', 4), wide('b', 2)]),
  },
  {
    ...inPercent,
    id: 'cpu-gangs-3-pairs',
    source: 'closed form: pairs in turn, 2 of 3 at a time',
    what: 'run, ready of three busy VMs of 2 vCPUs, strict on 4 cores; use of the host',
    expected: [200 / 3, 100 / 3, 200 / 3, 100 / 3, 200 / 3, 100 / 3, 100],
    ours: () => gang('strict', [wide('a', 2), wide('b', 2), wide('c', 2)]),
  },
  {
    ...inPercent,
    id: 'cpu-co-stop-relaxed',
    source: 'design note: co-stop is 0.5 (n - 1) / n of the ready time',
    what: 'run, ready, co-stop of VMs of 2 busy vCPUs, eight vCPUs on 4 cores, relaxed',
    expected: [50, 40, 10],
    ours: relaxed,
  },
];

/** Busy vCPUs on four cores with two threads, the work they do, and how long they are ready. */
const threadCounts = [
  [4, 100, 0],
  [6, 112.5, 0],
  [8, 125, 0],
  [12, 125, 100 / 3],
] as const;

/** Goldens of co-scheduling, hyper-threading and Xen's credit scheduler. */
export const processorCases: readonly ValidationCase[] = [
  ...strictCases,
  ...threadCounts.map(
    ([count, work, ready]): ValidationCase => ({
      ...inPercent,
      id: `cpu-threads-${count}-busy`,
      source: 'closed form: c + (k - c) / 4 cores of work for k of 2 c threads',
      what: `work and ready time of ${count} busy vCPUs on 4 cores with 8 threads`,
      expected: [work, ready],
      ours: () => threads(count),
    }),
  ),
  {
    ...inPercent,
    id: 'cpu-threads-6-at-72',
    source: 'closed form: what is wanted is done, on slower threads',
    what: 'work of 6 vCPUs that want 72 % of a core each, on 4 cores with 8 threads',
    expected: [108],
    ours: () => threads(6, 'most').slice(0, 1),
  },
  {
    ...inPercent,
    id: 'cpu-xen-credit',
    source: 'Xen credit scheduler: weights 512 to 256 in contention; a cap of 50',
    what: 'use of one core by two VMs; of one VM with 2 vCPUs alone on 4 cores',
    expected: [200 / 3, 100 / 3, 50],
    ours: credit,
  },
];
