import type { Sampler, Scenario, WorkloadSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { cluster, host, Lab, lab, MHz, percent, steady, vm } from '../../../test/lab.ts';

const hour = 3600;
const day = 24 * hour;
const hosts = [host('esx01')];

/** One VM of two vCPUs, 4,000 MHz, with this workload. */
function guest(workload: WorkloadSpec, more: Partial<Scenario> = {}): Lab {
  const one = vm('a', { vcpus: 2, host: 'esx01', workload: workload.name });
  return new Lab(lab({ hosts, workloads: [workload], vms: [one], ...more }));
}

const wants = (run: Lab, atSeconds: number): number =>
  run.to(atSeconds).now('vm.cpu.demandMHz', 'a');

describe('a steady workload', () => {
  it('wants 30 % of two vCPUs, 1,200 MHz, or the MHz that it names', () => {
    expect(wants(guest(steady('w', 30)), 60)).toBe(1200);
    const named = guest({ name: 'w', kind: 'steady', demand: { cpu: MHz(700) } });
    expect(wants(named, 60)).toBe(700);
  });

  it('changes for all its VMs when its demand is set', () => {
    const one = guest(steady('w', 30)).to(60);
    one.set('workload', 'w', 'demand.cpu', percent(50));
    expect(one.now('vm.cpu.demandMHz', 'a')).toBe(2000);
    expect(one.events('workload.changed')[0]!.data).toEqual({ fraction: 0.5 });
    one.set('workload', 'w', 'demand.cpu', MHz(123));
    expect(one.now('vm.cpu.usedMHz', 'a')).toBe(123);
  });

  it('wants the same fraction of slower cores after a restart elsewhere', () => {
    const moved = guest(steady('w', 30), {
      hosts: [...hosts, host('esx02', { speedMHz: 1000 })],
      clusters: [cluster('lab', ['esx01', 'esx02'])],
    }).to(60);
    moved.give('fail', 'esx01').to(60 + 15 + 90);
    expect(moved.now('vm.cpu.demandMHz', 'a')).toBe(600);
  });

  it('gives way to another one that the VM is given', () => {
    const one = guest(steady('w', 30), { workloads: [steady('v', 80), steady('w', 30)] }).to(60);
    one.set('vm', 'a', 'workload', 'v');
    expect(one.now('vm.cpu.usedMHz', 'a')).toBe(3200);
    expect(one.log('vm.workloadChanged')).toEqual(['60 a']);
  });
});

describe('a workload in phases', () => {
  it('goes from 20 % for 100 s to 80 % for 50 s, and again from the first', () => {
    const phases = [
      { forSeconds: 100, demand: { cpu: percent(20) } },
      { forSeconds: 50, demand: { cpu: percent(80) } },
    ];
    const one = guest({ name: 'w', kind: 'phases', phases });
    const levels = [0, 99, 100, 149, 150, 249, 250, 299, 300].map((time) => wants(one, time));
    expect(levels).toEqual([800, 800, 3200, 3200, 800, 800, 3200, 3200, 800]);
  });

  it('counts phases from the start of the run, whenever the VM starts', () => {
    const phases = [
      { forSeconds: 100, demand: { cpu: percent(20) } },
      { forSeconds: 50, demand: { cpu: percent(80) } },
    ];
    const one = guest({ name: 'w', kind: 'phases', phases }).to(10);
    one.give('powerOff', 'a').give('powerOn', 'a');
    expect(wants(one, 99)).toBe(0);
    expect(wants(one, 120)).toBe(3200);
  });
});

describe('a diurnal workload', () => {
  const diurnal: WorkloadSpec = {
    name: 'w',
    kind: 'diurnal',
    low: { cpu: percent(10) },
    high: { cpu: percent(90) },
    peakAtSeconds: 14 * hour,
  };

  it('wants in the mean of a day exactly what lies between low and high, 2,000 MHz', () => {
    const one = guest(diurnal, { durationSeconds: day, record: { intervalSeconds: day } });
    one.simulation.runToEnd();
    const { mean, min, max } = one.simulation.recorder.aggregates('vm.cpu.demandMHz', 0)!;
    expect(mean).toBeCloseTo(2000, 6);
    // The top and the bottom step are means of 300 s, not the peak itself.
    expect(max).toBeGreaterThan(3599.8);
    expect(max).toBeLessThanOrEqual(3600);
    expect(min).toBeGreaterThanOrEqual(400);
    expect(min).toBeLessThan(400.2);
  });

  it('peaks at 14:00 on the clock, wherever in the day the run starts', () => {
    const atNoon = { startEpochSeconds: 1_167_609_600 + 12 * hour };
    const one = guest(diurnal, { ...atNoon, durationSeconds: day });
    const before = wants(one, 2 * hour - 1);
    expect(wants(one, 2 * hour)).toBeCloseTo(before, 9);
    expect(before).toBeGreaterThan(3599.8);
    expect(wants(one, 2 * hour + 300)).toBeLessThan(before);
    // Half-way between trough and peak, at 20:00, the mean of the two steps around is the middle.
    const around = [wants(one, 8 * hour - 1), wants(one, 8 * hour)];
    expect((around[0]! + around[1]!) / 2).toBeCloseTo(2000, 6);
  });
});

describe('a bursty workload', () => {
  const bursty = (burst: Sampler, pause: Sampler): WorkloadSpec => ({
    name: 'w',
    kind: 'bursty',
    low: { cpu: percent(10) },
    high: { cpu: percent(100) },
    burst,
    pause,
  });
  const always = (seconds: number): Sampler => ({ sample: () => seconds });

  it('begins with a pause of 100 s, then bursts for 50 s', () => {
    const one = guest(bursty(always(50), always(100)));
    expect([99, 100, 149, 150, 250].map((time) => wants(one, time))).toEqual([
      400, 4000, 4000, 400, 4000,
    ]);
  });

  it('draws lengths for each VM from a stream of its own: another VM moves none of them', () => {
    const exponential: WorkloadSpec = {
      ...(bursty(always(1), always(1)) as Extract<WorkloadSpec, { kind: 'bursty' }>),
      burst: { dist: 'exponential', mean: 40 },
      pause: { dist: 'exponential', mean: 60 },
    };
    const two = { vcpus: 2, host: 'esx01', workload: 'w' };
    const demands = (names: readonly string[]): readonly number[] => {
      const machines = names.map((name) => vm(name, two));
      const one = new Lab(lab({ hosts, workloads: [exponential], vms: machines }));
      return Array.from({ length: 60 }, (_, i) => wants(one, i * 60));
    };
    const alone = demands(['a']);
    expect(new Set(alone)).toEqual(new Set([400, 4000]));
    expect(demands(['a', 'b'])).toEqual(alone);
    expect(demands(['A', 'a', 'b'])).toEqual(alone);
  });
});
