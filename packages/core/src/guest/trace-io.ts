import type { Vm } from '../inventory/entities.ts';
import type { IoDemandSpec, TraceMoves } from '../inventory/workload-specs.ts';
import type { IoLevel } from './io-demand.ts';

/**
 * Bytes of a trace as wishes. A trace knows throughput and not how it came about: requests of
 * 64 KiB on the VM's first disk, all at random places (assumption: many files of a busy server;
 * disks are rather too busy than too idle by it).
 */

const blockSizeMiB = 64 / 1024;
const blockMB = 0.065536;
const form: IoDemandSpec = { blockSizeMiB, randomFraction: 1 };

/** Whether a VM has anything that bytes can be moved on or over. */
export function movesBytes({ disks, nics, host }: Vm): boolean {
  return disks.length > 0 || nics.length > 0 || (host?.nics.length ?? 0) > 0;
}

/** What a VM wishes for during a sample, at a part of its pace. */
export function traceLevel(vm: Vm, moves: TraceMoves, pace = 1): IoLevel {
  const hasDisk = vm.disks.length > 0;
  const isOnNetwork = vm.nics.length > 0 || (vm.host?.nics.length ?? 0) > 0;
  const perMB = hasDisk ? pace / blockMB : 0;
  const sending = isOnNetwork ? pace : 0;
  return {
    form: hasDisk ? form : undefined,
    readPerSecond: moves.readMBps * perMB,
    writePerSecond: moves.writeMBps * perMB,
    sendMBps: moves.sentMBps * sending,
    receiveMBps: moves.receivedMBps * sending,
  };
}
