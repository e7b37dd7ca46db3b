import type { PlatformSpec, VmSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { busy, host, Lab, lab, steady, vm, vms } from '../../../test/lab.ts';

const costly: PlatformSpec = {
  name: 'costly',
  basedOn: 'esx4',
  set: { translatedOverheadPercent: 10, hardwareOverheadPercent: 4 },
};
const ticking: PlatformSpec = { name: 'ticking', basedOn: 'esx3', set: { idleVcpuPercent: 2 } };

function run(platform: string, machines: readonly VmSpec[], cores = 4): Lab {
  const scenario = lab({
    platforms: [costly, ticking],
    hosts: [host('esx01', { platform, cores })],
    workloads: [busy, steady('half', 50), steady('idle', 0)],
    vms: machines,
  });
  return new Lab(scenario).to(60);
}

const here = { host: 'esx01', workload: 'half' };

describe('the overhead of virtualization', () => {
  it('is demand on the host beside what the guest does: 10 % where it is translated', () => {
    const lone = run('costly', [vm('a', here)]);
    expect(lone.now('vm.cpu.usedMHz', 'a')).toBeCloseTo(1100, 9);
    expect(lone.now('vm.cpu.demandMHz', 'a')).toBeCloseTo(1100, 9);
    expect(lone.now('vm.cpu.overheadMHz', 'a')).toBeCloseTo(100, 9);
    expect(lone.now('host.cpu.usedMHz', 'esx01')).toBeCloseTo(1100, 9);
  });

  it('depends on how the guest runs: 4 % in hardware', () => {
    const lone = run('costly', [vm('a', { ...here, execution: 'hardware' })]);
    expect(lone.now('vm.cpu.overheadMHz', 'a')).toBeCloseTo(40, 9);
  });

  it('comes off what a full vCPU can do: 2,000 / 1.1 MHz are left for the guest', () => {
    const lone = run('costly', [vm('a', { ...here, workload: 'busy' })]);
    expect(lone.now('vm.cpu.usedMHz', 'a')).toBeCloseTo(2000, 9);
    expect(lone.now('vm.cpu.overheadMHz', 'a')).toBeCloseTo(2000 - 2000 / 1.1, 9);
    expect(lone.now('vm.cpu.readyPercent', 'a')).toBe(0);
  });

  it('falls with what the VM gets: half of it on a host that is twice full', () => {
    const lone = run('costly', vms('vm', 8, { ...here, workload: 'busy' }));
    expect(lone.now('vm.cpu.usedMHz', 'vm01')).toBeCloseTo(1000, 9);
    expect(lone.now('vm.cpu.overheadMHz', 'vm01')).toBeCloseTo(1000 - 1000 / 1.1, 9);
  });

  it('slows a trace that stretches, for its guest alone counts', () => {
    const trace = (platform: string): number => {
      const scenario = lab({
        platforms: [costly],
        hosts: [host('esx01', { platform })],
        workloads: [
          {
            name: 'trace',
            kind: 'trace',
            replay: 'stretch',
            source: {
              periodSeconds: 100,
              length: 3,
              columns: 1,
              sample: (_column, index) => [1, 0.5, 0.25][index]!,
              unit: 'fraction',
            },
          },
        ],
        vms: [vm('a', { host: 'esx01', workload: 'trace', boot: [] })],
      });
      return new Lab(scenario).to(105).now('vm.cpu.demandMHz', 'a');
    };
    // The first sample takes 110 s instead of 100.
    expect(trace('esx4')).toBeCloseTo(1000, 9);
    expect(trace('costly')).toBeCloseTo(2200, 9);
  });

  it('is nothing unless a platform says otherwise', () => {
    expect(run('esx3', [vm('a', here)]).now('vm.cpu.overheadMHz', 'a')).toBe(0);
  });
});

describe('idle VMs', () => {
  it('cost 2 % of a core for each vCPU, and nothing once they are off', () => {
    const lone = run('ticking', [vm('a', { ...here, workload: 'idle', vcpus: 2 })]);
    expect(lone.now('vm.cpu.usedMHz', 'a')).toBeCloseTo(80, 9);
    expect(lone.now('vm.cpu.overheadMHz', 'a')).toBeCloseTo(80, 9);
    lone.give('powerOff', 'a').to(120);
    expect(lone.now('vm.cpu.overheadMHz', 'a')).toBe(0);
    expect(lone.now('host.cpu.usedMHz', 'esx01')).toBe(0);
  });

  it('fill a host by their number alone: fifty on one core', () => {
    const lone = run('ticking', vms('vm', 50, { ...here, workload: 'idle' }), 1);
    expect(lone.now('host.cpu.usedPercent', 'esx01')).toBeCloseTo(100, 9);
  });
});
