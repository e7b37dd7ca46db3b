import type {
  PoolSpec,
  Scenario,
  SetChange,
  TimedCommand,
  VmSpec,
  WorkloadSpec,
} from '@vdcsim/core';
import fc from 'fast-check';
import { at, change, cluster, host, lab, MHz, percent, steady, vm } from '../../../test/lab.ts';

/**
 * Scenarios and faults at random: up to four hosts with HA, up to twelve VMs of all workloads, in
 * pools or not, pinned or not, and up to thirty commands of all kinds within 20 minutes. Hosts are
 * plain, or have two threads a core, strict co-scheduling, overheads or a profile, or share by
 * demand.
 */

const hostNames = ['esx1', 'esx2', 'esx3', 'esx4'];
const vmNames = Array.from({ length: 12 }, (_, i) => `vm${String(i + 1).padStart(2, '0')}`);
const priorities = ['high', 'medium', 'low', 'disabled'] as const;

const workloads: readonly WorkloadSpec[] = [
  steady('w1', 30),
  steady('w2', 100),
  {
    name: 'w3',
    kind: 'bursty',
    low: { cpu: percent(5) },
    high: { cpu: percent(90) },
    burst: { dist: 'exponential', mean: 20 },
    pause: { dist: 'exponential', mean: 40 },
  },
  {
    name: 'w4',
    kind: 'phases',
    phases: [
      { forSeconds: 70, demand: { cpu: percent(10) } },
      { forSeconds: 50, demand: { cpu: MHz(3000) } },
    ],
  },
  ...(['lose', 'stretch'] as const).map(
    (replay, i): WorkloadSpec => ({
      name: `w${5 + i}`,
      kind: 'trace',
      replay,
      source: {
        periodSeconds: 60,
        length: 4,
        columns: 2,
        sample: (column, index) => [0.1, 0.9, 0, 0.5, 1, 0.2, 0.7, 0][4 * column + index]!,
        unit: 'fraction',
      },
    }),
  ),
];

const claim = fc.record(
  {
    shares: fc.constantFrom<'low' | 'normal' | 'high' | number>('low', 'normal', 'high', 0, 3000),
    reservation: fc.constantFrom(MHz(300), MHz(1500), percent(20)),
    limit: fc.constantFrom(MHz(0), MHz(700), percent(50)),
  },
  { requiredKeys: [] },
);

const machine = fc.record({
  vcpus: fc.integer({ min: 1, max: 4 }),
  memoryMiB: fc.constantFrom(1024, 8192, 24576, 50000),
  host: fc.option(fc.nat(3), { nil: undefined }),
  pool: fc.option(fc.constantFrom('p1', 'p2', 'p3'), { nil: undefined }),
  workload: fc.constantFrom('w1', 'w2', 'w3', 'w4', 'w5', 'w6'),
  claim,
  restartPriority: fc.constantFrom(...priorities),
  boot: fc.constantFrom(0, 15, 90),
  power: fc.constantFrom('powered-on', 'powered-on', 'powered-off', 'suspended'),
  guestClock: fc.constantFrom('ticks', 'steal-aware'),
});

const pools: readonly PoolSpec[] = [
  { name: 'p1', cluster: 'lab', allocation: { cpu: { reservation: MHz(2500) } } },
  { name: 'p2', parent: 'p1', allocation: { cpu: { shares: 'high', limit: MHz(3000) } } },
  { name: 'p3', cluster: 'lab', allocation: { cpu: { reservation: MHz(900), expandable: false } } },
];

const when = fc.integer({ min: 0, max: 240 }).map((fifths) => fifths * 5);
const vmVerb = fc.constantFrom('powerOn', 'powerOff', 'shutDown', 'reset', 'suspend', 'resume');
const hostVerb = fc.constantFrom('fail', 'fail', 'repair', 'repair', 'powerOff', 'powerOn');

const setChange: fc.Arbitrary<{ readonly changes: readonly SetChange[] }> = fc.oneof(
  fc
    .tuple(fc.nat(11), fc.constantFrom('w1', 'w2', 'w3', 'w5', 'w6'))
    .map(([i, name]) => change('vm', [vmNames[i]!], 'workload', name)),
  fc
    .tuple(fc.nat(11), fc.constantFrom('limit', 'reservation'), fc.constantFrom(0, 400, 2000))
    .map(([i, key, amount]) => change('vm', [vmNames[i]!], `allocation.cpu.${key}`, MHz(amount))),
  fc
    .tuple(fc.nat(11), fc.constantFrom('low', 'high', 0, 5000))
    .map(([i, shares]) => change('vm', [vmNames[i]!], 'allocation.cpu.shares', shares)),
  fc
    .tuple(fc.constantFrom('p1', 'p2', 'p3'), fc.constantFrom('limit', 'reservation'))
    .map(([name, key]) => change('pool', [name], `allocation.cpu.${key}`, MHz(1200))),
);

const command: fc.Arbitrary<TimedCommand> = fc.oneof(
  fc.tuple(when, vmVerb, fc.nat(11)).map(([time, verb, i]) => at(time, verb, vmNames[i]!)),
  fc.tuple(when, hostVerb, fc.nat(3)).map(([time, verb, i]) => at(time, verb, hostNames[i]!)),
  fc
    .tuple(when, setChange)
    .map(([atSeconds, options]) => ({ atSeconds, verb: 'set', options, hidden: false })),
);

const hostKinds: Readonly<Record<string, Parameters<typeof host>[1]>> = {
  plain: {},
  threads: { cpu: { threadsPerCore: 2 } },
  strict: { platform: 'strict' },
  strictThreads: { platform: 'strict', cpu: { threadsPerCore: 2 } },
  costly: { platform: 'costly' },
  costlyThreads: { platform: 'costly', cpu: { threadsPerCore: 2 } },
  byDemand: { cpu: { sharing: 'demand' } },
  slowed: {
    cpu: { profile: { steps: [{ afterSeconds: 100, value: 0.5 }], repeatSeconds: 300 } },
  },
};

const ownPlatforms: Scenario['platforms'] = [
  { name: 'costly', basedOn: 'esx5', set: { hardwareOverheadPercent: 8, idleVcpuPercent: 2 } },
  { name: 'strict', basedOn: 'esx2', set: { maxVcpusPerVm: 8, haService: 'aam' } },
];

type Machine = typeof machine extends fc.Arbitrary<infer T> ? T : never;

function machineSpec(name: string, parts: Machine): VmSpec {
  const { host: place, pool, boot, claim: cpu, workload, ...plain } = parts;
  return vm(name, {
    ...plain,
    workload,
    cluster: 'lab',
    allocation: { cpu },
    boot: boot === 0 ? [] : [{ waitSeconds: boot }],
    ...(place !== undefined && { host: hostNames[place]! }),
    ...(pool !== undefined && { pool }),
  });
}

/** Any such scenario, 1,500 s long. */
export const randomScenario: fc.Arbitrary<Scenario> = fc
  .record({
    cores: fc.tuple(...hostNames.map(() => fc.integer({ min: 1, max: 4 }))),
    kinds: fc.tuple(...hostNames.map(() => fc.constantFrom(...Object.keys(hostKinds)))),
    machines: fc.array(machine, { minLength: 12, maxLength: 12 }),
    commands: fc.array(command, { maxLength: 30 }),
    seed: fc.nat(1000),
  })
  .map(({ cores, kinds, machines, commands, seed }) =>
    lab({
      seed,
      durationSeconds: 1500,
      hosts: hostNames.map((name, i) => {
        return host(name, { cores: 1 + cores[i]!, ...hostKinds[kinds[i]!] });
      }),
      platforms: ownPlatforms,
      clusters: [cluster('lab', hostNames)],
      pools,
      workloads,
      vms: machines.map((parts, i) => machineSpec(vmNames[i]!, parts)),
      timeline: [...commands].sort((a, b) => a.atSeconds - b.atSeconds),
    }),
  );
