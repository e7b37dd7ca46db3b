import type { WorkloadSpec } from '@vdcsim/core';
import { host, Lab, lab, percent, steady, vm, vms } from '../../test/lab.ts';
import { rounding, type ValidationCase } from '../case.ts';

/** Ready time, in percent and in ms of a 20 s interval, of equal VMs with one vCPU each. */
function readyOf(vcpus: number, cores: number, use: number): readonly number[] {
  const machines = vms('vm', vcpus, { host: 'esx01', workload: 'load' });
  const scenario = lab({
    durationSeconds: 20,
    record: { intervalSeconds: 20 },
    hosts: [host('esx01', { cores })],
    workloads: [steady('load', 100 * use)],
    vms: machines,
  });
  const run = new Lab(scenario).to(20);
  const { mean } = run.simulation.recorder.aggregates('vm.cpu.readyPercent', 0)!;
  return [mean!, (mean! / 100) * 20_000];
}

/** Ready time of always-busy vCPUs is what the others run meanwhile: 1 - cores / vCPUs. */
const alwaysBusy = [
  [5, 4, 20, 4000],
  [6, 4, 100 / 3, 20_000 / 3],
  [8, 4, 50, 10_000],
  [12, 4, 200 / 3, 40_000 / 3],
  [9, 8, 100 / 9, 20_000 / 9],
  [16, 8, 50, 10_000],
] as const;

/** Of the design note's table, which has four digits: half of the last one is the tolerance. */
const unsaturated = [
  [4, 4, 0.9, 0],
  [5, 4, 0.7, 5.2],
  [8, 4, 0.45, 11.81],
  [12, 4, 0.3, 12.44],
] as const;

/** Guests that want 80 % of a vCPU, get 40 % and lose the rest: run 40, ready 40, idle 20. */
function guests(): readonly number[] {
  const eighty: WorkloadSpec = {
    name: 'eighty',
    kind: 'trace',
    replay: 'lose',
    source: { periodSeconds: 300, length: 1, columns: 1, sample: () => 0.8, unit: 'fraction' },
  };
  const starved = {
    host: 'esx01',
    workload: 'eighty',
    allocation: { cpu: { limit: percent(40) } },
  };
  const run = new Lab(
    lab({
      hosts: [host('esx01')],
      workloads: [eighty],
      vms: [vm('steal', { ...starved, guestClock: 'steal-aware' }), vm('ticks', starved)],
    }),
  ).to(60);
  return [
    run.now('vm.cpu.usedPercent', 'ticks'),
    run.now('vm.cpu.readyPercent', 'ticks'),
    run.now('vm.guest.cpuPercent', 'ticks'),
    run.now('vm.guest.cpuPercent', 'steal'),
    run.now('vm.guest.stealPercent', 'steal'),
  ];
}

/** Goldens of ready time in both regimes, and of the guest's view against the host's truth. */
export const readyTimeCases: readonly ValidationCase[] = [
  ...alwaysBusy.map(
    ([vcpus, cores, ready, ms]): ValidationCase => ({
      id: `cpu-ready-busy-${vcpus}-on-${cores}`,
      source: 'closed form 1 - cores / vCPUs; the ms of 20 s by VSRM',
      what: `ready time of ${vcpus} always-busy vCPUs on ${cores} cores, and in ms of 20 s`,
      unit: '%, ms',
      expected: [ready, ms],
      tolerance: rounding,
      ours: () => readyOf(vcpus, cores, 1),
    }),
  ),
  ...unsaturated.map(
    ([vcpus, cores, use, ready]): ValidationCase => ({
      id: `cpu-ready-${vcpus}-on-${cores}-at-${Math.round(100 * use)}`,
      source: 'design note: finite source, checked there against a simulation of single bursts',
      what: `ready time of ${vcpus} vCPUs that want ${Math.round(100 * use)} % of ${cores} cores`,
      unit: '%',
      expected: [ready],
      tolerance: 0.005,
      toleranceReason: 'digits of the source',
      ours: () => readyOf(vcpus, cores, use).slice(0, 1),
    }),
  ),
  {
    id: 'guest-against-host',
    source: 'design note: a guest that counts ticks takes ready time for work',
    what: 'run, ready; what a guest that counts ticks shows; what a steal-aware one shows, stolen',
    unit: '%',
    expected: [40, 40, 80, 40, 40],
    tolerance: rounding,
    ours: guests,
  },
];
