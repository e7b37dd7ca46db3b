/** Random farms of users, scans and faults on shared disks: all agrees at every instant. */
import type { JobSpec, VmSpec, WorkloadSpec } from '@vdcsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { always, at, cpu, host, job, Lab, lab, vm } from '../../../test/lab.ts';

const disk = { name: 'disk0', sizeMiB: 1024, usedFraction: 1, thin: false };
const seldom = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 6 }));

const users = fc.record({
  users: fc.integer({ min: 1, max: 60 }),
  thinkMs: fc.integer({ min: 0, max: 500 }),
  cpuMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 })),
  reads: fc.integer({ min: 1, max: 6 }),
  writes: seldom,
  kib: fc.constantFrom(4, 8, 64),
});

const machine = fc.record({
  host: fc.integer({ min: 0, max: 2 }),
  datastore: fc.integer({ min: 1, max: 3 }),
  vcpus: fc.integer({ min: 1, max: 2 }),
  kind: fc.integer({ min: 0, max: 3 }),
});

const farm = fc.record({
  cores: fc.integer({ min: 1, max: 4 }),
  spindles: fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 2, max: 12 })),
  kinds: fc.array(users, { minLength: 3, maxLength: 3 }),
  machines: fc.array(machine, { minLength: 1, maxLength: 12 }),
});

type Farm = typeof farm extends fc.Arbitrary<infer T> ? T : never;

function build({ cores, spindles, kinds, machines }: Farm): Lab {
  const workloads = kinds.map(({ users: count, thinkMs, cpuMs, reads, writes, kib }, i) => {
    const size = kib / 1024;
    const move = { threads: 1 };
    const transaction = [
      ...(cpuMs > 0 ? [cpu(cpuMs / 1000)] : []),
      { ...move, readMiB: size, times: reads },
      ...(writes > 0 ? [{ ...move, writeMiB: size, times: writes }] : []),
    ];
    const think = always(thinkMs / 1000);
    return { name: `w${i}`, kind: 'users', users: count, think, transaction } as WorkloadSpec;
  });
  const jobs: JobSpec[] = [];
  const vms = machines.map(({ host: on, datastore, vcpus, kind }, i): VmSpec => {
    const name = `vm${String(i).padStart(2, '0')}`;
    const place = { host: `esx${on}`, datastore: `ds${datastore}`, disks: [disk] };
    const workload = `w${kind}`;
    if (kind < 3) return vm(name, { ...place, workload, vcpus: Math.min(cores, vcpus) });
    const arrivals = { atSeconds: [2, 3.5] };
    jobs.push(
      job(`scan-${name}`, [{ readMiB: 300, threads: 1, times: 1 }], { runOn: name, arrivals }),
    );
    return vm(name, place);
  });
  const [one, two] = spindles;
  return new Lab(
    lab({
      hosts: [0, 1, 2].map((i) =>
        host(`esx${i}`, { cores, hbas: [{ name: 'vmhba0', kind: 'fc', cabledTo: 'fcA' }] }),
      ),
      vms,
      jobs,
      workloads,
      storage: {
        ...{ links: [], zones: [], nas: [] },
        switches: [{ name: 'fcA' }],
        arrays: [
          {
            name: 'array1',
            controllers: [{ name: 'spa', ports: [{ name: 'p0', cabledTo: 'fcA' }] }],
            raidGroups: [
              { name: 'rg1', spindles: one, raid: 'raid0' },
              { name: 'rg2', spindles: two, raid: 'raid1' },
            ],
            luns: [1, 2, 3].map((i) => {
              return { name: `lun${i}`, sizeMiB: 100_000, raidGroup: i < 3 ? 'rg1' : 'rg2' };
            }),
          },
        ],
        datastores: [1, 2, 3].map((i) => ({ name: `ds${i}`, lun: `lun${i}` })),
      },
      timeline: [at(1, 'suspend', 'vm00'), at(5, 'resume', 'vm00'), at(7, 'reset', 'vm00')],
    }),
  );
}

describe('random farms', () => {
  it('settle, obey N = X (R + Z), and ask their disks for what they do', () => {
    const property = fc.property(farm, (parts) => {
      const run = build(parts);
      for (const seconds of [0.5, 2.5, 4, 6, 100]) {
        run.to(seconds);
        parts.machines.forEach(({ kind }, i) => {
          if (kind === 3) return;
          const name = `vm${String(i).padStart(2, '0')}`;
          const throughput = run.now('vm.app.throughputPerSecond', name);
          const { users: count, thinkMs, reads, writes } = parts.kinds[kind]!;
          if (run.now('vm.uptimeSeconds', name) === 0) {
            expect(throughput).toBe(0);
            return;
          }
          expect(throughput).toBeGreaterThan(0);
          const response = run.now('vm.app.responseMs', name);
          expect((throughput * (response + thinkMs)) / 1000).toBeCloseTo(count, 6);
          const iops = run.now('vm.io.readIops', name) + run.now('vm.io.writeIops', name);
          expect(Math.abs(iops / throughput / (reads + writes) - 1)).toBeLessThan(0.02);
        });
      }
    });
    fc.assert(property, { seed: 20070101, numRuns: 25, endOnFailure: true });
  });
});
