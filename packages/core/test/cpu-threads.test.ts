import type { VmSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { busy, host, Lab, lab, MHz, steady, vm, vms } from '../../../test/lab.ts';

const here = { host: 'esx01', workload: 'busy' };

/** VMs on four cores of 2,000 MHz with two threads each. */
function run(machines: readonly VmSpec[], parts: Parameters<typeof host>[1] = {}): Lab {
  const hosts = [host('esx01', { cpu: { threadsPerCore: 2 }, ...parts })];
  const workloads = [busy, steady('most', 72), steady('fifth', 20)];
  return new Lab(lab({ hosts, workloads, vms: machines })).to(60);
}

describe('a host with two threads a core', () => {
  it('serves four busy vCPUs at the full speed of four cores', () => {
    const lone = run(vms('vm', 4, here));
    expect(lone.cpu('vm01')).toEqual({ usedMHz: 2000, ready: 0, limited: 0 });
  });

  it('lets six busy vCPUs do the work of 4.5 cores, all of them running all the time', () => {
    const lone = run(vms('vm', 6, here));
    expect(lone.used('vm01')[0]).toBeCloseTo((4.5 / 6) * 2000, 7);
    expect(lone.now('vm.cpu.usedPercent', 'vm01')).toBeCloseTo(100, 9);
    expect(lone.now('vm.cpu.readyPercent', 'vm01')).toBeCloseTo(0, 9);
    expect(lone.now('host.cpu.usedMHz', 'esx01')).toBeCloseTo(9000, 6);
    expect(lone.now('host.cpu.usedPercent', 'esx01')).toBeCloseTo(112.5, 8);
  });

  it('does 1.25 times the work of its cores with eight busy vCPUs, each at 0.625', () => {
    const lone = run(vms('vm', 8, here));
    expect(lone.used('vm01')[0]).toBeCloseTo(1250, 9);
    expect(lone.now('host.cpu.usedPercent', 'esx01')).toBeCloseTo(125, 9);
    expect(lone.now('host.cpu.capacityMHz', 'esx01')).toBe(8000);
  });

  it('counts threads as pCPUs: twelve busy vCPUs are ready 1 - 8 / 12 of the time', () => {
    const lone = run(vms('vm', 12, here));
    expect(lone.now('vm.cpu.readyPercent', 'vm01')).toBeCloseTo(100 / 3, 9);
    expect(lone.used('vm01')[0]).toBeCloseTo(10000 / 12, 9);
  });

  it('serves demands in full where slower threads run longer: six of 72 %', () => {
    // 4.32 cores of work at 4.32 / 5.28 of the speed.
    const lone = run(vms('vm', 6, { ...here, workload: 'most' }));
    expect(lone.used('vm01')[0]).toBeCloseTo(1440, 6);
    expect(lone.now('vm.cpu.usedPercent', 'vm01')).toBeCloseTo(88, 7);
  });

  it('says that its own vCPU binds a VM that a shared core makes slow', () => {
    const [line] = run(vms('vm', 6, here))
      .simulation.why('vm01')
      .parts.filter((part) => part.topic === 'cpu');
    expect(line!.facts).toMatchObject({ binding: { word: 'vcpus' } });
  });

  it('divides by shares when all threads are busy, each VM at most its threads', () => {
    const heavy = vm('heavy', { ...here, allocation: { cpu: { shares: 9000 } } });
    const lone = run([heavy, ...vms('vm', 10, here)]);
    // One thread at 0.625 of a core for it; the other ten share what is left of 10,000 MHz.
    expect(lone.used('heavy')[0]).toBeCloseTo(1250, 9);
    expect(lone.used('vm01')[0]).toBeCloseTo(875, 9);
  });

  it('keeps limits beside threads that are slowed', () => {
    const held = vm('held', { ...here, allocation: { cpu: { limit: MHz(500) } } });
    const lone = run([held, ...vms('vm', 5, here)]);
    expect(lone.used('held')[0]).toBeCloseTo(500, 9);
    // k threads do c + (k - c) / 4: five at speed s and one that fills 0.25 / s of a thread.
    const speed = lone.used('vm01')[0]! / 2000;
    const k = 5 + 0.25 / speed;
    expect(5 * speed + 0.25).toBeCloseTo(4 + (k - 4) / 4, 9);
  });

  it('admits a VM of eight vCPUs on four cores', () => {
    const lone = run([vm('wide', { ...here, vcpus: 8 })]);
    expect(lone.used('wide')[0]).toBeCloseTo(10000, 6);
  });

  it('works through pools as well', () => {
    const scenario = lab({
      hosts: [host('esx01', { cpu: { threadsPerCore: 2 } })],
      pools: [{ name: 'p', host: 'esx01', allocation: { cpu: {} } }],
      vms: vms('vm', 6, { ...here, pool: 'p' }),
    });
    const lone = new Lab(scenario).to(60);
    expect(lone.used('vm01')[0]).toBeCloseTo(1500, 6);
    expect(lone.now('pool.cpu.usedMHz', 'p')).toBeCloseTo(9000, 6);
  });

  it('gains what its platform says: nothing, or 30 %', () => {
    const gaining = (percentMore: number): number => {
      const scenario = lab({
        platforms: [{ name: 'own', basedOn: 'esx5', set: { secondThreadPercent: percentMore } }],
        hosts: [host('esx01', { platform: 'own', cpu: { threadsPerCore: 2 } })],
        vms: vms('vm', 8, here),
      });
      return new Lab(scenario).to(60).now('host.cpu.usedMHz', 'esx01');
    };
    expect(gaining(0)).toBeCloseTo(8000, 6);
    expect(gaining(30)).toBeCloseTo(10400, 6);
  });
});
