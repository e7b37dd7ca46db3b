import { readFileSync } from 'node:fs';
import { type Scenario, type Summary, simulate } from '@vdcsim/core';
import { expect, test } from 'vitest';
import {
  always,
  at,
  busy,
  cluster,
  cpu,
  host,
  job,
  lab,
  steady,
  vm,
} from '../../../../test/lab.ts';
import { farm } from '../hypervisor/storage/channel/farm.fixtures.ts';

/** Two hosts for two VMs of 40 GiB each, and two small ones; esx01 dies at 600 s. */
function dyingHost(more: Partial<Scenario> = {}): Scenario {
  const onA = { host: 'esx01', cluster: 'lab', workload: 'half' };
  return lab({
    hosts: [host('esx01'), host('esx02')],
    clusters: [cluster('lab', ['esx01', 'esx02'])],
    workloads: [busy, steady('half', 50)],
    vms: [
      vm('big01', { ...onA, memoryMiB: 40960 }),
      vm('big02', { ...onA, host: 'esx02', memoryMiB: 40960 }),
      vm('linux01', { ...onA, guestClock: 'steal-aware' }),
      vm('web01', { ...onA, restartPriority: 'high' }),
    ],
    timeline: [at(600, 'fail', 'esx01')],
    expect: [{ metric: 'vm.downtimeSeconds', of: 'web01', across: 'each', atMost: 105 }],
    ...more,
  });
}

function summaryOf(scenario: Scenario): Summary {
  const simulation = simulate(scenario, { seed: 7, run: 2 });
  simulation.runToEnd();
  return simulation.summary();
}

test('a VM that was restarted has 105 s of downtime with one outage and its reason', () => {
  const { vms } = summaryOf(dyingHost());
  const web01 = vms.find(({ name }) => name === 'web01')!;
  expect(web01).toMatchObject({
    ...{ host: 'esx02', state: 'running', downtimeSeconds: 105, plannedDowntimeSeconds: 0 },
    uptimeSeconds: 3495,
    downtimes: [{ from: 600, to: 705, reason: 'host-failed' }],
  });
});

test('HA tells each restart from failure to service, and who stays down and why', () => {
  const { ha } = summaryOf(dyingHost());
  expect(ha).toMatchObject({ hostsFailed: 1, hostsDeclaredDead: 1, vmsRestarted: 2 });
  expect(ha.restarts[0]).toEqual({
    ...{ vm: 'web01', priority: 'high', host: 'esx02' },
    ...{ failedAt: 600, restartedAt: 615, servedAt: 705, secondsToService: 105 },
  });
  expect(ha.down).toEqual([
    { vm: 'big01', since: 600, reason: 'no host has enough unclaimed memory' },
  ]);
});

test('the CPU of a VM is the exact mean over the run, from 1,000 MHz to 0 while it was off', () => {
  const { vms } = summaryOf(dyingHost());
  const big01 = vms.find(({ name }) => name === 'big01')!;
  expect(big01.cpu.usedMHz).toEqual({ mean: 1000 / 6, min: 0, max: 1000, p95: 1000 });
  expect(big01.cpu.usedPercent?.mean).toBe(50);
  expect(big01.boundBy).toEqual([{ constraint: 'demand', entity: null, fraction: 1 }]);
});

test('expectations carry what was measured', () => {
  const { expectations } = summaryOf(dyingHost());
  expect(expectations).toEqual([
    {
      ...{ pass: true, measured: 105, unit: 's', worst: 'web01', entities: 1 },
      ...{ because: null, position: null, message: expect.stringContaining('at most 105 s') },
    },
  ]);
});

test('what was not recorded is absent, not faked', () => {
  const { vms, hosts } = summaryOf(
    dyingHost({ record: { intervalSeconds: 300, metrics: ['vm.cpu.usedMHz'] } }),
  );
  expect(Object.keys(vms[0]!.cpu)).toEqual(['usedMHz']);
  expect(hosts[0]!.cpu).toEqual({});
});

test('a summary is plain JSON: it survives a round trip', () => {
  const summary = summaryOf(dyingHost());
  expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
});

/** Two instances of 1 s at one time, on a VM with half a core to spare. */
const twoJobs = job('j', [cpu(1)], {
  runOn: 'web01',
  discipline: 'fcfs',
  arrivals: { atSeconds: [0, 0] },
});

test('a job is told in counts, and in spreads over its instances', () => {
  const [told] = summaryOf(dyingHost({ jobs: [twoJobs] })).jobs;
  expect(told).toMatchObject({ name: 'j', arrived: 2, finished: 2, refused: 0, deadlineMissed: 0 });
  // A load of half a core and a thread share one core: the thread gets the other half.
  expect(told!.waitSeconds).toEqual({
    samples: 2,
    mean: 1,
    min: 0,
    max: 2,
    p50: 0,
    p95: 2,
    p99: 2,
  });
  expect(told!.slowdownRatio).toMatchObject({ mean: 3 });
  expect(told!.meanBusyCores).toBeCloseTo(2 / 3600, 9);
});

const disk = { name: 'disk0', sizeMiB: 1024, usedFraction: 1, thin: false };

/** Users who read from a datastore of 100 MB/s. */
const readingUsers = lab({
  hosts: [host('esx01')],
  vms: [vm('app01', { host: 'esx01', datastore: 'ds1', disks: [disk], workload: 'people' })],
  workloads: [
    {
      ...{ name: 'people', kind: 'users', users: 4, think: always(1) },
      transaction: [cpu(0.1), { readMiB: 1 / 64, threads: 1, times: 1 }],
    },
  ],
  storage: {
    ...{ switches: [], links: [], zones: [], arrays: [], nas: [] },
    datastores: [{ name: 'ds1', sizeMiB: 1e6, throughput: { combinedMBps: 100 } }],
  },
});

test('a VM with users and a disk is told of both', () => {
  const [{ io, app }] = summaryOf(readingUsers).vms as [Summary['vms'][number]];
  expect(io.readMBps!.mean).toBeCloseTo(app.throughput!.mean * 0.016384, 6);
  expect(app.responseMs!.mean).toBeGreaterThan(100);
  expect(summaryOf(dyingHost()).vms[0]).toMatchObject({ io: {}, app: {} });
});

test('docs/reference/summary.md names every key of a summary, and no other', () => {
  const page = readFileSync(new URL('../../../../docs/reference/summary.md', import.meta.url));
  const named = [...page.toString().matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]!);
  const addedByCommand = ['runFolder', 'wallSeconds'];
  const scenario = dyingHost({ jobs: [twoJobs] });
  const keys = [scenario, readingUsers, farm()].flatMap((each) => keysOf(summaryOf(each), ''));
  const found = [...new Set([...keys, ...addedByCommand])];
  expect(named.sort()).toEqual(found.sort());
});

/** Dotted paths of all keys; spreads are one value, objects that only group have no row. */
function keysOf(value: object, prefix: string): string[] {
  const keys = new Set<string>();
  for (const [key, inner] of Object.entries(value)) {
    const path = `${prefix}${key}`;
    const isGroup = ['cpu', 'guest', 'io', 'app'].includes(key);
    if (!isGroup) keys.add(path);
    if (Array.isArray(inner)) {
      for (const item of inner) for (const each of keysOf(item, `${path}[].`)) keys.add(each);
    } else if (inner !== null && typeof inner === 'object' && !('mean' in inner)) {
      for (const each of keysOf(inner, `${path}.`)) keys.add(each);
    }
  }
  return [...keys];
}
