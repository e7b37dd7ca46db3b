import type { WorkloadSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { host, Lab, lab, MHz, percent, steady, vm, vms } from '../../../test/lab.ts';

const here = { host: 'esx01', workload: 'busy' };
const wish: WorkloadSpec = { name: 'wish', kind: 'steady', demand: { cpu: MHz(5000) } };
const workloads = [steady('busy', 100), steady('half', 50), wish];

/** What has bound a VM up to now: `limit vm 60`. */
function bindingsOf(run: Lab, name: string): string[] {
  const cpu = run.simulation.why(name).parts.find((part) => part.topic === 'cpu')!;
  const bindings = cpu.facts['bindings'] as {
    word: string;
    entity: string | null;
    seconds: number;
  }[];
  // Null stands for the VM itself.
  return bindings.map(({ word, entity, seconds }) => `${word} ${entity ?? name} ${seconds}`);
}

function alone(parts: Partial<Parameters<typeof lab>[0]> & Pick<Parameters<typeof lab>[0], 'vms'>) {
  return new Lab(lab({ hosts: [host('esx01')], workloads, ...parts })).to(60);
}

describe('what binds the CPU of a VM', () => {
  it('is its demand while it gets what it wants', () => {
    expect(bindingsOf(alone({ vms: [vm('a', { ...here, workload: 'half' })] }), 'a')).toEqual([
      'demand a 60',
    ]);
  });

  it('is its one vCPU when it wants 5,000 MHz of a core of 2,000', () => {
    expect(bindingsOf(alone({ vms: [vm('a', { ...here, workload: 'wish' })] }), 'a')).toEqual([
      'vcpus a 60',
    ]);
  });

  it('is its limit', () => {
    const held = vm('a', { ...here, allocation: { cpu: { limit: percent(30) } } });
    expect(bindingsOf(alone({ vms: [held] }), 'a')).toEqual(['limit a 60']);
  });

  it('is the shares of the host it stands on', () => {
    expect(bindingsOf(alone({ vms: vms('vm', 5, here) }), 'vm03')).toEqual(['shares esx01 60']);
  });

  it('is the pool whose limit binds, the outer one where that is tighter', () => {
    const pools = [
      { name: 'inner', parent: 'outer', allocation: { cpu: { limit: MHz(1800) } } },
      { name: 'outer', host: 'esx01', allocation: { cpu: { limit: MHz(2000) } } },
    ];
    const two = alone({ pools, vms: [vm('a', { ...here, pool: 'inner' })] });
    expect(bindingsOf(two, 'a')).toEqual(['pool inner 60']);
    two.set('pool', 'inner', 'allocation.cpu.limit', MHz(2500)).to(90);
    expect(bindingsOf(two, 'a')).toEqual(['pool inner 60', 'demand a 30']);
    two.set('pool', 'outer', 'allocation.cpu.limit', MHz(1000)).to(190);
    expect(bindingsOf(two, 'a')).toEqual(['pool outer 100', 'pool inner 60', 'demand a 30']);
  });

  it('adds up the seconds of each constraint, the time in which the VM is off left out', () => {
    const held = vm('a', { ...here, allocation: { cpu: { limit: percent(30) } } });
    const one = alone({ vms: [held, ...vms('vm', 4, here)] });
    // From 60 s on it may have 2,000 MHz, and five divide 8,000.
    one.set('vm', 'a', 'allocation.cpu.limit', percent(100)).to(100);
    one.give('powerOff', 'a').to(500).give('powerOn', 'a').to(590);
    // It boots until 590 s and wants nothing; then it waits for its share again.
    one.to(610);
    expect(bindingsOf(one, 'a')).toEqual(['demand a 90', 'limit a 60', 'shares esx01 60']);
    expect(one.vm('a').boundBy.map(({ fraction }) => fraction)).toEqual(
      [90 / 210, 60 / 210, 60 / 210].map((each) => expect.closeTo(each, 12)),
    );
  });
});
