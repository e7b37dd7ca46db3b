import type { Host, Vm } from '../inventory/entities.ts';
import type { World } from '../inventory/world.ts';
import type { ExpectationResult, Recorder } from '../observe/index.ts';
import { summarizeHa } from './summary-ha.ts';
import { summarizeJobs } from './summary-jobs.ts';
import { spreads, total, type View } from './summary-spreads.ts';
import { summarizeDatastores, summarizePaths } from './summary-storage.ts';
import type { ExpectationSummary, HostSummary, Summary, VmSummary } from './summary-types.ts';

export type { DownVm, HaSummary, Restart } from './summary-ha.ts';
export type { JobSummary, SampleSpread } from './summary-jobs.ts';
export type * from './summary-types.ts';

/** What the summary asks of a run. `Simulation` has it all. */
export interface RunView {
  readonly seed: number;
  readonly run: number;
  readonly nowSeconds: number;
  readonly eventCount: number;
  readonly recorder: Recorder;
  fingerprint(): string;
  expectations(): readonly ExpectationResult[];
}

/**
 * The run so far in numbers. Averages cover the recorded intervals, the last one included when
 * the run has ended.
 */
export function summarize(world: World, run: RunView): Summary {
  const view = { world, recorder: run.recorder };
  return {
    scenario: world.scenario.name,
    seed: run.seed,
    run: run.run,
    simulatedSeconds: run.nowSeconds,
    events: world.events.count,
    timersFired: run.eventCount,
    fingerprint: run.fingerprint(),
    hosts: world.hosts.map((host) => summarizeHost(view, host)),
    vms: world.vms.map((vm) => summarizeVm(view, vm)),
    jobs: summarizeJobs(world, run.recorder),
    datastores: summarizeDatastores(view),
    paths: summarizePaths(view),
    backups: [],
    ha: summarizeHa(world),
    expectations: run.expectations().map(summarizeExpectation),
  };
}

function summarizeExpectation(result: ExpectationResult): ExpectationSummary {
  const { expectation, pass, message, measured, unit, worst, entityCount } = result;
  return {
    pass,
    message,
    measured: measured ?? null,
    unit,
    worst: worst ?? null,
    entities: entityCount,
    because: expectation.because ?? null,
    position: expectation.position ?? null,
  };
}

const hostCpuMetrics = {
  demandMHz: 'host.cpu.demandMHz',
  usedMHz: 'host.cpu.usedMHz',
  usedPercent: 'host.cpu.usedPercent',
  readyPercent: 'host.cpu.readyPercent',
};

function summarizeHost(view: View, host: Host): HostSummary {
  return {
    name: host.name,
    state: host.state,
    uptimeSeconds: total(view, 'host.uptimeSeconds', host.index),
    downtimeSeconds: total(view, 'host.downtimeSeconds', host.index),
    capacityMHz: host.capacityMHz,
    memoryMiB: host.memoryMiB,
    vmsOn: host.vms.reduce((count, vm) => count + (vm.isOn ? 1 : 0), 0),
    cpu: spreads(view, host.index, hostCpuMetrics),
  };
}

const vmCpuMetrics = {
  demandMHz: 'vm.cpu.demandMHz',
  usedMHz: 'vm.cpu.usedMHz',
  usedPercent: 'vm.cpu.usedPercent',
  readyPercent: 'vm.cpu.readyPercent',
  limitedPercent: 'vm.cpu.limitedPercent',
};
const vmIoMetrics = {
  readMBps: 'vm.io.readMBps',
  writeMBps: 'vm.io.writeMBps',
  latencyMs: 'vm.io.latencyMs',
};
const appMetrics = {
  throughput: 'vm.app.throughputPerSecond',
  responseMs: 'vm.app.responseMs',
};
const guestMetrics = { cpuPercent: 'vm.guest.cpuPercent', stealPercent: 'vm.guest.stealPercent' };

function summarizeVm(view: View, vm: Vm): VmSummary {
  const { world } = view;
  const outages = world.outages?.outagesOf(vm) ?? [];
  return {
    name: vm.name,
    host: vm.host?.name ?? null,
    state: vm.state,
    uptimeSeconds: total(view, 'vm.uptimeSeconds', vm.index),
    downtimeSeconds: total(view, 'vm.downtimeSeconds', vm.index),
    plannedDowntimeSeconds: total(view, 'vm.plannedDowntimeSeconds', vm.index),
    downtimes: outages
      .filter((outage) => !outage.planned)
      .map(({ fromSeconds, toSeconds, reason }) => ({
        from: fromSeconds,
        to: toSeconds ?? null,
        reason,
      })),
    cpu: spreads(view, vm.index, vmCpuMetrics),
    guest: spreads(view, vm.index, guestMetrics),
    io: vm.disks.length === 0 ? {} : spreads(view, vm.index, vmIoMetrics),
    app: spreads(view, vm.index, appMetrics),
    boundBy: world.bindings.of(vm.index).map(({ word, entity, fraction }) => ({
      constraint: word,
      entity: entity === undefined ? null : world.directory.nameOf(entity),
      fraction,
    })),
  };
}
