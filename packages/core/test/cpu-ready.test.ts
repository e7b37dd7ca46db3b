import type { TraceSource, WorkloadSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { busy, host, MHz, percent, run, steady, vm, vms } from '../../../test/lab.ts';

const here = { host: 'esx01' };
const onlyHost = { hosts: [host('esx01')] };

/** A trace that asks for this fraction of the vCPUs for ever and loses what is not served. */
function losing(name: string, fraction: number): WorkloadSpec {
  const source: TraceSource = {
    periodSeconds: 300,
    length: 1,
    columns: 1,
    sample: () => fraction,
    unit: 'fraction',
  };
  return { name, kind: 'trace', source, replay: 'lose' };
}

/** Ready time of `count` VMs that want this much of one vCPU each, on four cores. */
function readyOf(count: number, ofVcpus: number): number {
  const machines = vms('vm', count, { ...here, workload: 'load' });
  const lone = run({ ...onlyHost, workloads: [steady('load', ofVcpus)], vms: machines }, 60);
  return lone.now('vm.cpu.readyPercent', 'vm01');
}

describe('ready time', () => {
  it.each([
    [5, 20],
    [6, 100 / 3],
    [8, 50],
    [12, 200 / 3],
  ])('of %i VMs that always want one of four cores is %f percent', (count, ready) => {
    expect(readyOf(count, 100)).toBeCloseTo(ready, 9);
  });

  it('of four VMs at 90 % on four cores is 0', () => {
    expect(readyOf(4, 90)).toBe(0);
  });

  it.each([
    [5, 70, 5.2],
    [8, 45, 11.81],
    [12, 30, 12.44],
  ])('of %i VMs that want %i percent of four cores is %f percent', (count, ofVcpus, ready) => {
    expect(Math.abs(readyOf(count, ofVcpus) - ready)).toBeLessThan(0.01);
  });

  it('is 1 - run where the backlog waits and want - run where it is lost', () => {
    // Eight want 80 % of a core: 6.4 of 4, so each runs 50 %.
    const kinds = (workload: string) => vms('vm', 8, { ...here, workload });
    const waits = run({ ...onlyHost, workloads: [steady('w', 80)], vms: kinds('w') }, 60);
    expect(waits.cpu('vm01')).toEqual({ usedMHz: 1000, ready: 50, limited: 0 });
    const loses = run({ ...onlyHost, workloads: [losing('l', 0.8)], vms: kinds('l') }, 60);
    expect(loses.now('vm.cpu.readyPercent', 'vm01')).toBeCloseTo(30, 9);
  });

  it('of a VM with two vCPUs is the mean of both', () => {
    // Four VMs of two busy vCPUs on four cores: 8 / 4, half of the time.
    const machines = vms('vm', 4, { ...here, vcpus: 2, workload: 'busy' });
    const lone = run({ ...onlyHost, vms: machines }, 60);
    expect(lone.cpu('vm01')).toEqual({ usedMHz: 2000, ready: 40, limited: 0 });
    expect(lone.now('vm.cpu.coStopPercent', 'vm01')).toBeCloseTo(10, 9);
  });

  it('of a host is the mean over its vCPUs, the two of one VM counted twice', () => {
    // Limits alone make them wait: 75 % of two vCPUs, 15 % of it as co-stop, and 50 % of one.
    const machines = [
      vm('a', { ...here, vcpus: 2, workload: 'busy', allocation: { cpu: { limit: MHz(1000) } } }),
      vm('b', { ...here, workload: 'busy', allocation: { cpu: { limit: MHz(1000) } } }),
    ];
    const lone = run({ ...onlyHost, vms: machines }, 60);
    expect(lone.cpu('a').ready).toBe(60);
    expect(lone.cpu('b').ready).toBe(50);
    expect(lone.now('host.cpu.readyPercent', 'esx01')).toBeCloseTo((60 + 60 + 50) / 3, 9);
  });

  it('counts as limited only where a limit is the reason', () => {
    const machines = [
      vm('held', { ...here, workload: 'busy', allocation: { cpu: { limit: percent(30) } } }),
      ...vms('vm', 5, { ...here, workload: 'busy' }),
    ];
    const lone = run({ ...onlyHost, vms: machines }, 60);
    expect(lone.cpu('held')).toEqual({ usedMHz: 600, ready: 70, limited: 70 });
    // Five share what is left, 7,400 MHz.
    expect(lone.cpu('vm01').usedMHz).toBeCloseTo(1480, 9);
    expect(lone.cpu('vm01').ready).toBeCloseTo(26, 9);
    expect(lone.cpu('vm01').limited).toBe(0);
  });
});

describe('what a guest believes', () => {
  const starved = { ...here, allocation: { cpu: { limit: percent(40) } } };
  const guests = [
    vm('steals', { ...starved, workload: 'eighty', guestClock: 'steal-aware' }),
    vm('ticks', { ...starved, workload: 'eighty' }),
  ];

  it('is 80 % for run 40 and ready 40 when it counts ticks', () => {
    const lone = run({ ...onlyHost, workloads: [losing('eighty', 0.8)], vms: guests }, 60);
    expect(lone.now('vm.cpu.usedPercent', 'ticks')).toBeCloseTo(40, 9);
    expect(lone.now('vm.cpu.readyPercent', 'ticks')).toBeCloseTo(40, 9);
    expect(lone.now('vm.guest.cpuPercent', 'ticks')).toBeCloseTo(80, 9);
    expect(lone.now('vm.guest.stealPercent', 'ticks')).toBeNaN();
  });

  it('is 40 % and 40 % stolen when it knows of steal', () => {
    const lone = run({ ...onlyHost, workloads: [losing('eighty', 0.8)], vms: guests }, 60);
    expect(lone.now('vm.guest.cpuPercent', 'steals')).toBeCloseTo(40, 9);
    expect(lone.now('vm.guest.stealPercent', 'steals')).toBeCloseTo(40, 9);
  });

  it('is what it uses on an idle host', () => {
    const machines = [vm('a', { ...here, workload: 'third' })];
    const lone = run({ ...onlyHost, workloads: [busy, steady('third', 30)], vms: machines }, 60);
    expect(lone.now('vm.guest.cpuPercent', 'a')).toBeCloseTo(30, 9);
  });
});
