/** Traces that know of bytes on disks and networks. */
import type { TraceMoves, TraceSource, VmSpec, WorkloadSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { host, Lab, lab, vm } from '../../../test/lab.ts';

const disk = { name: 'disk0', sizeMiB: 1024, usedFraction: 1, thin: false };
const nothing: TraceMoves = { readMBps: 0, writeMBps: 0, sentMBps: 0, receivedMBps: 0 };
const samples: readonly TraceMoves[] = [
  { readMBps: 10, writeMBps: 5, sentMBps: 2, receivedMBps: 1 },
  nothing,
  { ...nothing, writeMBps: 150 },
];

const source: TraceSource = {
  periodSeconds: 300,
  length: 3,
  columns: 1,
  unit: 'MHz',
  sample: () => 1500,
  moves: (_, index) => samples[index]!,
};

function replay(replayed: 'lose' | 'stretch', more: Partial<VmSpec> = {}): Lab {
  const workload: WorkloadSpec = { name: 'w', kind: 'trace', source, replay: replayed };
  const machine = vm('a', {
    ...{ host: 'esx01', workload: 'w', datastore: 'ds1', disks: [disk] },
    ...more,
  });
  return new Lab(
    lab({
      hosts: [host('esx01', { nics: [{ name: 'nic0', network: 'lan' }] })],
      vms: [machine],
      networks: [{ name: 'lan' }],
      storage: {
        ...{ switches: [], links: [], zones: [], arrays: [], nas: [] },
        datastores: [{ name: 'ds1', sizeMiB: 1e6, throughput: { combinedMBps: 100 } }],
      },
      workloads: [workload],
    }),
  );
}

const bytes = (run: Lab): number[] =>
  ['vm.io.readMBps', 'vm.io.writeMBps', 'vm.net.sentMBps', 'vm.net.receivedMBps'].map((metric) =>
    Number(run.now(metric, 'a').toFixed(6)),
  );

describe('a trace that knows of bytes', () => {
  it('moves them sample by sample, and loses what is above 100 MB/s', () => {
    const run = replay('lose');
    expect(bytes(run.to(100))).toEqual([10, 5, 2, 1]);
    expect(bytes(run.to(400))).toEqual([0, 0, 0, 0]);
    expect(bytes(run.to(700))).toEqual([0, 100, 0, 0]);
    expect(run.now('vm.io.unservedIops', 'a')).toBeCloseTo(50 / 0.065536, 6);
    expect(bytes(run.to(1000))).toEqual([10, 5, 2, 1]);
  });

  it('moves none while the VM does not run', () => {
    const run = replay('lose').to(100).give('suspend', 'a').to(101);
    expect(bytes(run)).toEqual([0, 0, 0, 0]);
    expect(bytes(run.give('resume', 'a').to(102))).toEqual([10, 5, 2, 1]);
  });

  it('that stretches moves them at its pace: half of it where half the CPU is served', () => {
    const limit = { dimension: 'frequency', value: 750 } as const;
    const run = replay('stretch', { allocation: { cpu: { limit } } });
    expect(bytes(run.to(500))).toEqual([5, 2.5, 1, 0.5]);
    expect(bytes(run.to(700))).toEqual([0, 0, 0, 0]);
  });

  it('moves none where there is no disk and no network', () => {
    const workload: WorkloadSpec = { name: 'w', kind: 'trace', source, replay: 'lose' };
    const vms = [vm('a', { host: 'esx01', workload: 'w' })];
    const run = new Lab(lab({ hosts: [host('esx01')], vms, workloads: [workload] })).to(100);
    expect(run.now('vm.cpu.usedMHz', 'a')).toBe(1500);
  });
});
