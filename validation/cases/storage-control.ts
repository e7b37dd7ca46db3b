import type { ArraySpec, DatastoreSpec, VmSpec, WorkloadSpec } from '@vdcsim/core';
import { cluster, host, Lab, lab, percent, vm } from '../../test/lab.ts';
import { rounding, type ValidationCase } from '../case.ts';

/**
 * Shares, control of latency and caches through whole simulations: VMs of hosts with one adapter
 * each, a fabric, and an array of 10 disks of 180 random requests a second.
 */

const requestMB = (8 * 1024) / 1e6;
/** Disk time of a random request of 8 KiB. */
const seconds = 1 / 180 + requestMB / 80;
const capacity = 10 / seconds;
const more = 1e6;

interface Machine {
  readonly host: string;
  readonly outstanding: number;
  readonly shares?: number;
  readonly reservation?: number;
  readonly limit?: number;
  /** Writes a second; absent: it reads as much as it may. */
  readonly writes?: number;
}

interface Farm {
  readonly array?: Partial<ArraySpec>;
  readonly sioc?: DatastoreSpec['sioc'];
  readonly machines: readonly Machine[];
}

const iops = (value: number) => ({ dimension: 'iops', value }) as const;

function run({ array, sioc, machines }: Farm, toSeconds: number): Lab {
  const names = [...new Set(machines.map((each) => each.host))];
  const hbas = [{ name: 'vmhba0', kind: 'fc', cabledTo: 'fcA', queueDepth: 128 } as const];
  const ports = [{ name: 'p0', cabledTo: 'fcA' }];
  const farm = lab({
    platforms: [{ name: 'deep', basedOn: 'esx6', set: { virtualDiskQueueDepth: 128 } }],
    hosts: names.map((name) => host(name, { platform: 'deep', hbas })),
    clusters: [cluster('prod', names, false)],
    vms: machines.map(machine),
    workloads: machines.map(load),
    storage: {
      switches: [{ name: 'fcA' }],
      links: [],
      zones: [],
      arrays: [
        {
          name: 'array1',
          controllers: [{ name: 'spa', ports }],
          raidGroups: [{ name: 'rg1', spindles: 10, raid: 'raid0' }],
          luns: [{ name: 'lun1', sizeMiB: 1_048_576 }],
          ...array,
        },
      ],
      nas: [],
      datastores: [{ name: 'ds1', lun: 'lun1', ...(sioc !== undefined && { sioc }) }],
    },
  });
  return new Lab(farm).to(toSeconds);
}

function machine({ host: on, shares, reservation, limit }: Machine, i: number): VmSpec {
  const io = {
    ...(shares !== undefined && { shares }),
    ...(reservation !== undefined && { reservation: iops(reservation) }),
    ...(limit !== undefined && { limit: iops(limit) }),
  };
  const disk = { name: 'disk0', sizeMiB: 1024, usedFraction: 1, thin: false, allocation: { io } };
  return vm(`vm${i}`, { host: on, datastore: 'ds1', disks: [disk], workload: `load${i}` });
}

function load({ outstanding, writes }: Machine, i: number): WorkloadSpec {
  const rate = writes === undefined ? { read: iops(more) } : { write: iops(writes) };
  const io = { blockSizeMiB: 8 / 1024, randomFraction: 1, outstanding, ...rate };
  return { name: `load${i}`, kind: 'steady', demand: { cpu: percent(1), io } };
}

const rates = (lab: Lab, count: number): number[] =>
  Array.from({ length: count }, (_, i) => lab.now('vm.io.readIops', `vm${i}`));

const hosts = ['esx01', 'esx02', 'esx03', 'esx04'];
const equal = hosts.map((name) => ({ host: name, outstanding: 32 }));
const clients: readonly Machine[] = [
  { host: 'esx01', outstanding: 64, shares: 1000, reservation: 250 },
  { host: 'esx01', outstanding: 64, shares: 2000, reservation: 250 },
  { host: 'esx01', outstanding: 64, shares: 3000, limit: 1000 },
];
const cacheMB = 2 * 1024 * 1.048576;

export const storageControlCases: readonly ValidationCase[] = [
  {
    id: 'sioc-throughput',
    source: 'rule H: N* = threshold * C - 9, X = N* / threshold',
    what: 'four hosts of 32 outstanding, without control and held at 30 ms: requests a second, ms',
    unit: '1/s, ms',
    expected: [(capacity * 128) / 137, 137e3 / capacity, (0.03 * capacity - 9) / 0.03, 30],
    tolerance: rounding,
    ours: () => {
      const free = run({ machines: equal }, 60);
      const held = run({ machines: equal, sioc: { thresholdSeconds: 0.03 } }, 60);
      return [free, held].flatMap((each) => [
        rates(each, 4).reduce((sum, rate) => sum + rate, 0),
        each.now('vm.io.deviceLatencyMs', 'vm0'),
      ]);
    },
  },
  {
    id: 'sioc-shares',
    source: 'MODELS 3.5: windows of hosts in proportion to the shares of their VMs',
    what: 'a total of 96 between a host with a VM of 1000 and one with 1000 and 2000: by VM',
    unit: '1',
    expected: [24, 24, 48],
    tolerance: rounding,
    ours: () => {
      const thresholdSeconds = (96 + 9) / capacity;
      const machines = [
        { host: 'esx01', outstanding: 128, shares: 1000 },
        { host: 'esx02', outstanding: 128, shares: 1000 },
        { host: 'esx02', outstanding: 128, shares: 2000 },
      ];
      const held = run({ machines, sioc: { thresholdSeconds } }, 60);
      return rates(held, 3).map((rate) => rate * thresholdSeconds);
    },
  },
  {
    id: 'mclock-in-a-simulation',
    source: 'mClock: reservations, limits and weights (figures computed from its rule)',
    what: 'RD, OLTP and DM on one host, an array of 875, 1200, 1800 and 3000 a second',
    unit: '1/s',
    expected: [250, 250, 375, 250, 380, 570, 300, 600, 900, 2000 / 3, 4000 / 3, 1000],
    tolerance: rounding,
    ours: () =>
      [875, 1200, 1800, 3000].flatMap((total) => {
        const array = { raidGroups: [], throughput: { iops: total } };
        return rates(run({ array, machines: clients }, 60), 3);
      }),
  },
  {
    id: 'cache-fills',
    source: 'rule I: 0.8 * 2 GiB / 20 MB/s',
    what: '20 MB/s more than the disks take: when a write-back cache of 2 GiB is full; ms before',
    unit: 's, ms',
    expected: [(0.8 * cacheMB) / 20, 0.5],
    tolerance: 0.06,
    toleranceReason: 'a write crosses adapter and port as well',
    ours: () => {
      const writes = capacity + 20 / requestMB;
      const machines = [{ host: 'esx01', outstanding: 64, writes }];
      const filled = run({ machines, array: { cacheMiB: 2048 } }, 60);
      const before = filled.now('vm.io.latencyMs', 'vm0');
      filled.to(200);
      return [filled.events('array.cacheFull')[0]!.timeSeconds, before];
    },
  },
];
