/**
 * W4, the trace day: hosts of 8 GHz with ten VMs each, every VM's demand drawn anew each 300 s,
 * unserved demand lost. Here in the simulator's terms, and as the bare sums that it must give.
 */
import type { HostSpec, Scenario, Simulation, TraceSource, VmSpec } from '@vdcsim/core';
import { Streams } from './stream.ts';

export const vmsPerHost = 10;
export const periodSeconds = 300;
const coreMHz = 2000;
const coresPerHost = 4;

/** What is recorded of the day: per VM and per host, mean and largest of each period. */
export const recordedMetrics = [
  'vm.cpu.usedMHz',
  'vm.cpu.readyPercent',
  'vm.cpu.demandMHz',
  'host.cpu.usedMHz',
  'host.cpu.readyPercent',
] as const;

/** The VMs' demands as a trace: column i is the stream of VM i. */
export function dayTrace(vms: number): TraceSource {
  const streams = new Streams(vms);
  return {
    periodSeconds,
    length: Number.POSITIVE_INFINITY,
    columns: vms,
    sample: (column) => coreMHz * streams.uniform(column),
    fill: (samples, columns) => {
      for (let i = 0; i < columns.length; i++) samples[i] = coreMHz * streams.uniform(columns[i]!);
    },
    unit: 'MHz',
  };
}

/** The day as a scenario built in code. VM i is on host floor(i / 10). */
export function dayScenario(hosts: number, periods: number): Scenario {
  const vms = hosts * vmsPerHost;
  return {
    name: 'trace-day',
    startEpochSeconds: 0,
    durationSeconds: periods * periodSeconds,
    seed: 1,
    platforms: [],
    hosts: Array.from({ length: hosts }, (_, number) => hostSpec(number)),
    clusters: [],
    pools: [],
    workloads: [{ name: 'day', kind: 'trace', source: dayTrace(vms), replay: 'lose' }],
    vms: Array.from({ length: vms }, (_, number) => vmSpec(number)),
    timeline: [],
    record: { intervalSeconds: periodSeconds, metrics: recordedMetrics },
    expect: [],
  };
}

/** Names in the order of their numbers: sorted by name the VMs keep their streams. */
const numbered = (prefix: string, number: number): string =>
  `${prefix}${String(number).padStart(6, '0')}`;

function hostSpec(number: number): HostSpec {
  return {
    name: numbered('host', number),
    platform: 'esx4',
    cpu: { sockets: 1, coresPerSocket: coresPerHost, threadsPerCore: 1, speedMHz: coreMHz },
    memoryMiB: 16384,
    power: 'powered-on',
    tags: {},
  };
}

function vmSpec(number: number): VmSpec {
  return {
    name: numbered('vm', number),
    vcpus: 1,
    memoryMiB: 1024,
    host: numbered('host', Math.floor(number / vmsPerHost)),
    workload: 'day',
    guestClock: 'ticks',
    allocation: {},
    boot: [],
    power: 'powered-on',
    tags: {},
  };
}

/** Served work in cycles, by what was recorded of the VMs and, again, of the hosts. */
export class RecordedWork {
  vmCycles = 0;
  hostCycles = 0;

  /** Adds the rows of a simulation as they close. */
  follow(simulation: Simulation): void {
    simulation.recorder.onRow(({ fromSeconds, toSeconds, blocks }) => {
      const seconds = toSeconds - fromSeconds;
      for (const { metric, mean } of blocks) {
        if (metric.spec.name === 'vm.cpu.usedMHz') this.vmCycles += cycles(mean, seconds);
        if (metric.spec.name === 'host.cpu.usedMHz') this.hostCycles += cycles(mean, seconds);
      }
    });
  }

  /** Adds the rows that the recorder of a finished simulation kept. */
  read(simulation: Simulation, hosts: number): void {
    const cyclesOf = (metric: string, entity: number): number => {
      const { mean } = simulation.recorder.series(metric, entity)!;
      return cycles(mean, periodSeconds);
    };
    for (let host = 0; host < hosts; host++) this.hostCycles += cyclesOf('host.cpu.usedMHz', host);
    const vms = hosts * vmsPerHost;
    for (let vm = 0; vm < vms; vm++) this.vmCycles += cyclesOf('vm.cpu.usedMHz', vm);
  }
}

function cycles(meansMHz: Float64Array | undefined, seconds: number): number {
  let sum = 0;
  const count = meansMHz?.length ?? 0;
  for (let index = 0; index < count; index++) sum += meansMHz![index]!;
  return sum * seconds * 1e6;
}

/**
 * The same work without a simulator: a host serves its demands, or its capacity if that is less.
 * @param hostOf host of a VM
 * @returns cycles
 */
export function closedWork(
  hosts: number,
  periods: number,
  hostOf = (vm: number): number => Math.floor(vm / vmsPerHost),
): number {
  const vms = hosts * vmsPerHost;
  const streams = new Streams(vms);
  const demands = new Float64Array(hosts);
  let servedMHz = 0;
  for (let period = 0; period < periods; period++) {
    demands.fill(0);
    for (let vm = 0; vm < vms; vm++) demands[hostOf(vm)]! += coreMHz * streams.uniform(vm);
    for (let host = 0; host < hosts; host++) {
      servedMHz += Math.min(demands[host]!, coresPerHost * coreMHz);
    }
  }
  return servedMHz * periodSeconds * 1e6;
}
