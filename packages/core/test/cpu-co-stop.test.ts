import type { PlatformSpec, VmSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { busy, host, Lab, lab, MHz, steady, vm, vms } from '../../../test/lab.ts';

/** Strict co-scheduling as in ESX Server 2, which allowed two vCPUs; here four. */
const strict: PlatformSpec = { name: 'strict', basedOn: 'esx2', set: { maxVcpusPerVm: 8 } };

function run(platform: string, machines: readonly VmSpec[], cores = 4): Lab {
  const scenario = lab({
    platforms: [strict],
    hosts: [host('esx01', { cores, platform })],
    workloads: [busy, steady('half', 50), steady('tenth', 10)],
    vms: machines,
  });
  return new Lab(scenario).to(60);
}

const here = { host: 'esx01', workload: 'busy' };
const wide = (name: string, vcpus: number, more: Partial<VmSpec> = {}): VmSpec =>
  vm(name, { ...here, vcpus, ...more });

/** Percent of the time of a vCPU: run, ready, co-stop. */
function times(lone: Lab, name: string): number[] {
  const metrics = ['vm.cpu.usedPercent', 'vm.cpu.readyPercent', 'vm.cpu.coStopPercent'];
  return metrics.map((metric) => lone.now(metric, name));
}

function expectTimes(lone: Lab, name: string, expected: readonly number[]): void {
  times(lone, name).forEach((value, i) => {
    expect(value, name).toBeCloseTo(expected[i]!, 7);
  });
}

describe('strict co-scheduling', () => {
  it('alternates a VM of four vCPUs with one of two: half each, the host used to 75 %', () => {
    const lone = run('strict', [wide('a', 4), wide('b', 2)]);
    expectTimes(lone, 'a', [50, 50, 0]);
    expectTimes(lone, 'b', [50, 50, 0]);
    expect(lone.now('host.cpu.usedPercent', 'esx01')).toBeCloseTo(75, 7);
  });

  it('is relaxed elsewhere: the same two fill the host', () => {
    const lone = run('esx5', [wide('a', 4), wide('b', 2)]);
    expect(lone.now('host.cpu.usedPercent', 'esx01')).toBeCloseTo(100, 7);
    expect(lone.used('a', 'b').map(Math.round)).toEqual([5333, 2667]);
  });

  it('lets three VMs of two vCPUs go in pairs: two thirds each, nothing idle', () => {
    const lone = run('strict', [wide('a', 2), wide('b', 2), wide('c', 2)]);
    for (const name of ['a', 'b', 'c']) expectTimes(lone, name, [200 / 3, 100 / 3, 0]);
    expect(lone.now('host.cpu.usedPercent', 'esx01')).toBeCloseTo(100, 7);
  });

  it('gives times by shares for each vCPU: 3 to 1', () => {
    const shares = (count: number) => ({ allocation: { cpu: { shares: count } } });
    const lone = run('strict', [wide('a', 4, shares(12000)), wide('b', 4, shares(4000))]);
    expectTimes(lone, 'a', [75, 25, 0]);
    expectTimes(lone, 'b', [25, 75, 0]);
  });

  it('keeps a reservation, and serves in full whoever wants less than its turn', () => {
    const reserved = { allocation: { cpu: { reservation: MHz(4800) } } };
    const lone = run('strict', [wide('a', 4, reserved), wide('b', 4)]);
    expectTimes(lone, 'a', [60, 40, 0]);
    expectTimes(lone, 'b', [40, 60, 0]);
    const small = run('strict', [wide('a', 4), wide('b', 2, { workload: 'tenth' })]);
    expect(small.used('b')[0]).toBeCloseTo(400, 6);
    expectTimes(small, 'a', [90, 10, 0]);
  });

  it('lets single vCPUs run on beside gangs that cannot', () => {
    // The two of three vCPUs take turns; the fourth core is always free.
    const lone = run('strict', [wide('a', 3), wide('b', 3), wide('c', 1)]);
    expectTimes(lone, 'a', [50, 50, 0]);
    expectTimes(lone, 'c', [100, 0, 0]);
  });

  it('takes single vCPUs as everybody does: eight on four run half of the time', () => {
    const lone = run('strict', vms('vm', 8, here));
    expectTimes(lone, 'vm01', [50, 50, 0]);
  });

  it('makes four vCPUs slower than two for one that has the shares of two', () => {
    const claim = { allocation: { cpu: { shares: 2000 } } };
    const four = run('strict', [wide('big', 4, claim), wide('one', 1)]);
    const two = run('strict', [wide('big', 2, claim), wide('one', 1)]);
    expect(four.used('big')[0]).toBeCloseTo(8000 / 3, 5);
    expect(two.used('big')[0]).toBeCloseTo(4000, 6);
  });
});

describe('relaxed co-scheduling', () => {
  it('counts a part of the waiting time as co-stop: 0.5 (n - 1) / n of the ready time', () => {
    // Four VMs of two vCPUs on four cores wait half of the time: q = 0.25, ready 50 / 1.25.
    const lone = run(
      'esx5',
      ['a', 'b', 'c', 'd'].map((name) => wide(name, 2)),
    );
    expectTimes(lone, 'a', [50, 40, 10]);
  });

  it('leaves VMs of one vCPU as they are', () => {
    expectTimes(run('esx5', vms('vm', 8, here)), 'vm01', [50, 50, 0]);
  });

  it('is time in which a guest that counts ticks believes it works, and stolen to another', () => {
    const machines = ['a', 'b', 'c', 'd'].map((name) =>
      wide(name, 2, { guestClock: name === 'a' ? 'steal-aware' : 'ticks' }),
    );
    const lone = run('esx5', machines);
    expect(lone.now('vm.guest.cpuPercent', 'b')).toBeCloseTo(100, 9);
    expect(lone.now('vm.guest.cpuPercent', 'a')).toBeCloseTo(50, 9);
    expect(lone.now('vm.guest.stealPercent', 'a')).toBeCloseTo(50, 9);
  });

  it('does not exist under Xen, where vCPUs run each for itself', () => {
    const lone = run(
      'xen31',
      ['a', 'b', 'c', 'd'].map((name) => wide(name, 2)),
    );
    expectTimes(lone, 'a', [50, 50, 0]);
  });

  it('says the same whether it is recorded or asked for', () => {
    const scenario = lab({
      durationSeconds: 60,
      record: { intervalSeconds: 60, metrics: ['vm.cpu.coStopPercent'] },
      hosts: [host('esx01')],
      vms: ['a', 'b', 'c', 'd'].map((name) => wide(name, 2)),
    });
    const watched = new Lab(scenario).to(60);
    const asked = new Lab({ ...scenario, record: { intervalSeconds: 60, metrics: [] } }).to(60);
    const metric = 'vm.cpu.coStopPercent';
    expect(watched.now(metric, 'a')).toBe(asked.now(metric, 'a'));
    expect(watched.simulation.recorder.aggregates(metric, 0)!.mean).toBeCloseTo(10, 9);
  });
});
