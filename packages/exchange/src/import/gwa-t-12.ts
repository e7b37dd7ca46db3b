/** Import of the Bitbrains trace GWA-T-12: one VM a file, with what it was given. */
import { readGwaT12, type Trace, type TracedVm } from '@vdcsim/scenario';
import {
  type FarmHost,
  hostMemoryFor,
  hostsForDemand,
  hostsForMemory,
  peakOf,
  withSpares,
} from './farm.ts';
import { ImportError } from './import-error.ts';
import { hostCount, type ImportedScenario, type ImportOptions } from './imported-scenario.ts';
import { counted, numbered, scenarioText, type VmLine } from './scenario-text.ts';
import { filesOnDisk, reference, sourceName } from './source-files.ts';

/** A VM without memory in the trace gets this. assumption: the least that a guest boots with. */
const LEAST_MEMORY_MIB = 64;

/** Largest VM of the platform esx5. source: MODELS, "max vCPUs a VM". */
const ESX5_VCPUS = 32;

/**
 * Reads one file or a folder of GWA-T-12 and writes a scenario that replays it.
 *
 * @throws ImportError with all problems of the source
 */
export function importGwaT12(source: string, options: ImportOptions = {}): ImportedScenario {
  const read = readGwaT12(filesOnDisk(source));
  if (!read.ok) throw new ImportError(read.problems);
  const trace = read.value;
  const warnings: string[] = [];
  const vms = (trace.vms ?? []).map((vm) => ({ ...vm, memoryMiB: memoryOf(vm) }));
  const poor = (trace.vms ?? []).filter((vm) => vm.memoryMiB < LEAST_MEMORY_MIB).length;
  if (poor > 0) {
    warnings.push(
      `${counted(poor, 'VM')} without memory in the trace: given ${LEAST_MEMORY_MIB} MiB`,
    );
  }
  const host = hostFor(vms);
  const needed = Math.max(
    hostsForMemory(
      vms.map((vm) => vm.memoryMiB),
      host.memoryMiB,
    ),
    hostsForDemand(peakOf(trace.source), host),
  );
  const hosts = hostCount(options.hosts, needed, withSpares(needed), warnings);
  const largest = greatest(vms.map((vm) => vm.vcpus));
  const yaml = scenarioText({
    comment: comment(trace),
    name: options.name ?? `GWA-T-12 ${sourceName(source)}`,
    about: `What do ${counted(vms.length, 'business VM')} use of what they were given?`,
    startEpochSeconds: options.startEpochSeconds ?? trace.startEpochSeconds ?? 0,
    durationSeconds: trace.source.length * trace.source.periodSeconds,
    workload: 'bitbrains',
    traceFile: reference(source, options.scenarioFolder),
    traceFormat: 'gwa-t-12',
    platform: largest > ESX5_VCPUS ? 'esx6' : 'esx5',
    hosts,
    host,
    vms: vmLines(vms, trace.originals),
  });
  return { yaml, warnings, vms: vms.length, hosts };
}

function memoryOf(vm: TracedVm): number {
  return Math.max(LEAST_MEMORY_MIB, Math.ceil(vm.memoryMiB));
}

/** A host with a core for every vCPU of the largest VM, as fast as the fastest of them. */
function hostFor(vms: readonly TracedVm[]): FarmHost {
  const vcpus = greatest(vms.map((vm) => vm.vcpus));
  const speedMHz = greatest(vms.map((vm) => vm.capacityMHz / vm.vcpus));
  return {
    sockets: 2,
    coresPerSocket: Math.max(4, Math.ceil(vcpus / 2)),
    speedMHz: speedMHz > 0 ? Math.ceil(speedMHz / 10) * 10 : 2600,
    memoryMiB: hostMemoryFor(greatest(vms.map((vm) => vm.memoryMiB))),
  };
}

function greatest(numbers: readonly number[]): number {
  return numbers.reduce((most, each) => Math.max(most, each), 0);
}

/** Neighbours of one shape share a line, so that names keep the order of the trace's columns. */
function vmLines(vms: readonly TracedVm[], originals: readonly string[]): VmLine[] {
  const lines: VmLine[] = [];
  let first = 0;
  for (let index = 1; index <= vms.length; index++) {
    const vm = vms[first]!;
    const next = vms[index];
    if (next?.vcpus === vm.vcpus && next.memoryMiB === vm.memoryMiB) continue;
    const name = numbered('vm', first + 1, vms.length);
    const isOne = index === first + 1;
    lines.push({
      name: isOne ? name : `${name}..${numbered('', index, vms.length)}`,
      vcpus: vm.vcpus,
      memoryMiB: vm.memoryMiB,
      note: isOne ? originals[first]! : `${originals[first]} to ${originals[index - 1]}`,
    });
    first = index;
  }
  return lines;
}

function comment({ source, originals }: Trace): string[] {
  const days = Math.round((source.length * source.periodSeconds) / 8640) / 10;
  return [
    `${counted(source.columns, 'business VM')} of a hosting company, ${days} days of the ` +
      'Bitbrains trace GWA-T-12: CPU in MHz, every 5 minutes. vCPUs and memory are what the ' +
      'trace says that each VM was given. VMs take the files in the order of their names; the ' +
      `comment beside a VM names its file, the first is ${originals[0]}. CPU that a full host ` +
      'does not serve is lost.',
    'Look at: how little of what was given is used, and what that means for the number of hosts.',
    'The trace stays where it is; this file only names it.',
  ];
}
