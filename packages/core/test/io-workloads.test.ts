import { describe, expect, it } from 'vitest';
import { cluster, Lab, type lab, percent, vm } from '../../../test/lab.ts';
import { farm, fcHost } from '../src/hypervisor/storage/channel/farm.fixtures.ts';
import type { DemandSpec, WorkloadSpec } from '../src/index.ts';

/** I/O that workloads wish for, and what metrics tell of it. */

const iops = (value: number) => ({ dimension: 'iops', value }) as const;
const MBps = (value: number) => ({ dimension: 'rate', value }) as const;

const demand = (more: Partial<DemandSpec>): DemandSpec => ({ cpu: percent(10), ...more });
const usual = { blockSizeMiB: 8 / 1024, randomFraction: 1 };
const disks = [{ name: 'disk0', sizeMiB: 1024, usedFraction: 1, thin: false }];

function world(workload: WorkloadSpec, more: Partial<Parameters<typeof lab>[0]> = {}) {
  const scenario = farm({
    hosts: [fcHost('esx1'), fcHost('esx2')],
    vms: [vm('db', { cluster: 'prod', datastore: 'ds1', disks, workload: workload.name })],
  });
  const clusters = [cluster('prod', ['esx1', 'esx2'])];
  return new Lab({ ...scenario, clusters, workloads: [workload], ...more });
}

describe('a steady workload', () => {
  const steady: WorkloadSpec = {
    name: 'oltp',
    kind: 'steady',
    demand: demand({ io: { ...usual, read: iops(200), write: MBps(0.8192) } }),
  };

  it('reads 200 and writes 100 a second of 8 KiB while its VM runs', () => {
    const run = world(steady).to(100);
    expect(run.now('vm.io.readIops', 'db')).toBeCloseTo(200, 9);
    expect(run.now('vm.io.writeIops', 'db')).toBeCloseTo(100, 9);
    expect(run.now('vm.io.readMBps', 'db')).toBeCloseTo(1.6384, 9);
    expect(run.now('vm.io.writeMBps', 'db')).toBeCloseTo(0.8192, 9);
    expect(run.now('vm.io.unservedIops', 'db')).toBe(0);
  });

  it('has latencies that add up, and as many requests under way as they and the rates say', () => {
    const run = world(steady).to(100);
    const latency = run.now('vm.io.latencyMs', 'db');
    const parts = run.now('vm.io.kernelLatencyMs', 'db') + run.now('vm.io.deviceLatencyMs', 'db');
    expect(latency).toBeGreaterThan(5.5);
    expect(parts).toBeCloseTo(latency, 9);
    expect(run.now('vm.io.outstandingCount', 'db')).toBeCloseTo((300 * latency) / 1000, 9);
  });

  it('stops with its host, and goes on where its VM is restarted', () => {
    const run = world(steady, {
      timeline: [{ atSeconds: 200, verb: 'fail', of: 'esx1', options: {}, hidden: false }],
    }).to(201);
    const at = (name: string) => run.now('host.storage.iops', name);
    expect([at('esx1'), at('esx2')]).toEqual([0, 0]);
    run.to(600);
    expect(at('esx1') + at('esx2')).toBeCloseTo(300, 9);
    expect(at('esx1')).toBe(0);
  });

  it('takes other rates while it runs', () => {
    const run = world(steady).to(100);
    run.set('workload', 'oltp', 'demand.io.read', iops(50));
    run.to(101);
    expect(run.now('vm.io.readIops', 'db')).toBeCloseTo(50, 9);
    expect(run.now('vm.io.writeIops', 'db')).toBeCloseTo(100, 9);
  });

  it('tells what it wished for and did not get', () => {
    const greedy = { ...usual, read: iops(3000), outstanding: 8 };
    const run = world({ ...steady, demand: demand({ io: greedy }) }).to(100);
    const served = run.now('vm.io.readIops', 'db');
    expect(served).toBeGreaterThan(100);
    expect(run.now('vm.io.unservedIops', 'db')).toBeCloseTo(3000 - served, 6);
    expect(run.now('vm.io.outstandingCount', 'db')).toBeCloseTo(8, 9);
  });
});

describe('workloads that move', () => {
  it('phases read in one phase and rest in the next', () => {
    const run = world({
      name: 'turns',
      kind: 'phases',
      phases: [
        { forSeconds: 200, demand: demand({ io: { ...usual, read: iops(100) } }) },
        { forSeconds: 200, demand: demand({}) },
      ],
    });
    expect(run.to(150).now('vm.io.readIops', 'db')).toBeCloseTo(100, 9);
    expect(run.to(250).now('vm.io.readIops', 'db')).toBe(0);
    expect(run.to(450).now('vm.io.readIops', 'db')).toBeCloseTo(100, 9);
  });

  it('diurnal wishes lie between low and high', () => {
    const run = world({
      name: 'day',
      kind: 'diurnal',
      low: demand({ io: { ...usual, read: iops(10) } }),
      high: demand({ io: { ...usual, read: iops(110) } }),
      peakAtSeconds: 50_400,
    }).to(3000);
    const read = run.now('vm.io.readIops', 'db');
    const cpu = run.now('vm.cpu.demandMHz', 'db');
    expect(cpu).toBeGreaterThan(0);
    // From midnight it takes 14 h to the peak: low + (1 - cos) / 2 of the way.
    expect(read).toBeGreaterThan(10);
    expect(read).toBeLessThan(30);
  });
});
