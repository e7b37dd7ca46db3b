import type { VmSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { busy, host, Lab, lab, percent, vm } from '../../../test/lab.ts';

const here = { host: 'xen01', workload: 'busy' };

function run(machines: readonly VmSpec[], cores = 1): Lab {
  const hosts = [host('xen01', { platform: 'xen31', cores })];
  return new Lab(lab({ hosts, workloads: [busy], vms: machines })).to(60);
}

const withCpu = (name: string, cpu: VmSpec['allocation']['cpu'], vcpus = 1): VmSpec =>
  vm(name, { ...here, vcpus, ...(cpu !== undefined && { allocation: { cpu } }) });

describe('the credit scheduler of Xen', () => {
  it('divides by weight: 512 to 256 are two thirds and one', () => {
    const lone = run([withCpu('a', { shares: 512 }), withCpu('b', { shares: 256 })]);
    expect(lone.used('a')[0]).toBeCloseTo(4000 / 3, 9);
    expect(lone.used('b')[0]).toBeCloseTo(2000 / 3, 9);
  });

  it('weighs 256 unless told otherwise, and takes high for 512', () => {
    const lone = run([withCpu('a', { shares: 'high' }), withCpu('b', undefined)]);
    expect(lone.used('a')[0]).toBeCloseTo(4000 / 3, 9);
  });

  it('weighs a VM, not its vCPUs: two of four and one vCPU share two cores evenly', () => {
    const lone = run([withCpu('a', undefined, 2), withCpu('b', undefined, 1)], 2);
    expect(lone.used('a', 'b')).toEqual([2000, 2000]);
    const narrow = run([withCpu('a', undefined, 1), withCpu('b', undefined, 1)], 1);
    expect(narrow.used('a', 'b')).toEqual([1000, 1000]);
  });

  it('caps in percent of one pCPU, however idle the host is: 50 % are half a core', () => {
    const lone = run([withCpu('a', { limit: percent(50) }, 2)], 4);
    expect(lone.used('a')[0]).toBeCloseTo(1000, 9);
    const more = run([withCpu('a', { limit: percent(150) }, 2)], 4);
    expect(more.used('a')[0]).toBeCloseTo(3000, 9);
  });

  it('takes a cap of 0 for none', () => {
    expect(run([withCpu('a', { limit: percent(0) })]).used('a')).toEqual([2000]);
  });

  it('refuses a reservation and a weight of 0 while it runs', () => {
    const lone = run([withCpu('a', undefined), withCpu('b', undefined)]);
    lone.set('vm', 'a', 'allocation.cpu.reservation', percent(50));
    lone.set('vm', 'a', 'allocation.cpu.shares', 0);
    lone.set('vm', 'a', 'allocation.cpu.shares', 65_536);
    expect(lone.log('vm.claimRefused')).toEqual(['60 a', '60 a', '60 a']);
    lone.set('vm', 'a', 'allocation.cpu.shares', 768).to(120);
    expect(lone.used('a')[0]).toBeCloseTo(1500, 9);
  });
});
