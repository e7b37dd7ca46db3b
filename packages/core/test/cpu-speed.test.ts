import type { HostSpec, VmSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { busy, host, Lab, lab, MHz, percent, steady, vm, vms } from '../../../test/lab.ts';

const here = { host: 'esx01', workload: 'busy' };

function run(cpu: Partial<HostSpec['cpu']>, machines: readonly VmSpec[]): Lab {
  const workloads = [busy, steady('half', 50), steady('fifth', 20)];
  return new Lab(lab({ hosts: [host('esx01', { cpu })], workloads, vms: machines }));
}

describe('the profile of a host', () => {
  const halved = { profile: { steps: [{ afterSeconds: 600, value: 0.5 }] } };

  it('slows its cores and what it has to give, and tells of it', () => {
    const lone = run(halved, vms('vm', 4, here)).to(599);
    expect(lone.used('vm01')).toEqual([2000]);
    lone.to(601);
    expect(lone.used('vm01')).toEqual([1000]);
    expect(lone.now('vm.cpu.usedPercent', 'vm01')).toBe(100);
    expect(lone.now('host.cpu.capacityMHz', 'esx01')).toBe(4000);
    expect(lone.now('host.cpu.usedPercent', 'esx01')).toBe(100);
    expect(lone.log('host.speedChanged')).toEqual(['600 esx01']);
    expect(lone.events('host.speedChanged')[0]!.data).toEqual({ percent: 50, coreMHz: 1000 });
  });

  it('leaves demand alone: what was half of a core fills it at half speed', () => {
    const lone = run(halved, [vm('a', { ...here, workload: 'half' })]).to(700);
    expect(lone.now('vm.cpu.demandMHz', 'a')).toBe(1000);
    expect(lone.used('a')).toEqual([1000]);
    expect(lone.now('vm.cpu.usedPercent', 'a')).toBe(100);
  });

  it('cuts a limit and a reservation of the nominal speed only where less is there', () => {
    const limited = vm('a', { ...here, allocation: { cpu: { limit: percent(40) } } });
    expect(run(halved, [limited]).to(700).used('a')).toEqual([800]);
    const reserved = vms('vm', 4, { ...here, allocation: { cpu: { reservation: MHz(1800) } } });
    expect(run(halved, reserved).to(700).used('vm01')[0]).toBeCloseTo(1000, 9);
  });

  it('goes on in rounds, with full speed before its first step', () => {
    const steps = [
      { afterSeconds: 10, value: 0.5 },
      { afterSeconds: 30, value: 0.25 },
    ];
    const lone = run({ profile: { steps, repeatSeconds: 60 } }, [vm('a', here)]).to(130);
    expect(lone.log('host.speedChanged').map((line) => Number.parseInt(line, 10))).toEqual([
      ...[10, 30, 60, 70, 90, 120, 130],
    ]);
    expect(lone.now('host.cpu.capacityMHz', 'esx01')).toBe(4000);
  });

  it('holds from the start where its first step is at 0 s, without an event', () => {
    const lone = run({ profile: { steps: [{ afterSeconds: 0, value: 0.75 }] } }, [vm('a', here)]);
    expect(lone.to(10).now('host.cpu.capacityMHz', 'esx01')).toBe(6000);
    expect(lone.log('host.speedChanged')).toEqual([]);
  });

  it('slows threads as well: eight on four halved cores do 1.25 times 4,000 MHz', () => {
    const lone = run({ ...halved, threadsPerCore: 2 }, vms('vm', 8, here)).to(700);
    expect(lone.now('host.cpu.usedMHz', 'esx01')).toBeCloseTo(5000, 9);
  });
});

describe('sharing by demand', () => {
  const byDemand = { sharing: 'demand' } as const;

  it('gives all the same part of what they want, whatever their shares', () => {
    // Three want 2,000, five want 1,000 and five 400: 13,000 MHz of 8,000.
    const lone = run(byDemand, [
      ...vms('a', 3, { ...here, allocation: { cpu: { shares: 'high' } } }),
      ...vms('b', 5, { ...here, workload: 'half' }),
      ...vms('c', 5, { ...here, workload: 'fifth' }),
    ]).to(60);
    const parts = lone.used('a01', 'b01', 'c01');
    expect(parts[0]).toBeCloseTo((2000 * 8) / 13, 9);
    expect(parts[1]).toBeCloseTo((1000 * 8) / 13, 9);
    expect(parts[2]).toBeCloseTo((400 * 8) / 13, 9);
  });

  it('honours limits and reservations', () => {
    const lone = run(byDemand, [
      vm('kept', { ...here, allocation: { cpu: { reservation: MHz(1900) } } }),
      vm('held', { ...here, allocation: { cpu: { limit: MHz(500) } } }),
      ...vms('vm', 5, here),
    ]).to(60);
    // 6,100 MHz are left for 500 and five times 2,000.
    expect(lone.used('kept')[0]).toBeCloseTo(1900, 9);
    expect(lone.used('held')[0]).toBeCloseTo((500 * 6100) / 10500, 9);
    expect(lone.used('vm01')[0]).toBeCloseTo((2000 * 6100) / 10500, 9);
  });

  it('goes through pools: each counts with what its VMs want, up to its limit', () => {
    const pool = (name: string, cpu: object) => ({ name, host: 'esx01', allocation: { cpu } });
    const scenario = lab({
      hosts: [host('esx01', { cpu: byDemand })],
      pools: [pool('p', { limit: MHz(3000) }), pool('q', { shares: 'low' })],
      vms: [
        ...vms('a', 2, { ...here, pool: 'p' }),
        ...vms('b', 3, { ...here, pool: 'q' }),
        vm('c', here),
      ],
    });
    const lone = new Lab(scenario).to(60);
    // p wants 4,000 and may have 3,000, q 6,000, c 2,000: 11,000 of 8,000.
    expect(lone.used('a01')[0]).toBeCloseTo((1500 * 8) / 11, 9);
    expect(lone.used('b01')[0]).toBeCloseTo((2000 * 8) / 11, 9);
    expect(lone.used('c')[0]).toBeCloseTo((2000 * 8) / 11, 9);
  });

  it('gives all they want where the host is not full', () => {
    const lone = run(byDemand, vms('vm', 4, { ...here, workload: 'half' })).to(60);
    expect(lone.used('vm01')).toEqual([1000]);
  });
});
