import type { Scene } from '@vdcsim/protocol';
import { columnOf, failingReadyPercent, type Health, stateOf, type Tables } from './health.ts';

/**
 * Latency from which a VM's disk counts as constrained, ms: the congestion threshold that Storage
 * I/O Control begins with.
 */
export const constrainedLatencyMs = 30;
/** Latency from which it counts as failing its users, ms: twice that (design note). */
export const failingLatencyMs = 60;

/** Less I/O than this says nothing about a disk, requests a second. */
const leastIops = 1;

/** Whether the I/O of a VM stands still. */
export function isStalled(tables: Tables, vm: number): boolean {
  return columnOf(tables, 'vm', 'ioStalled')?.[vm] === 1;
}

/** Health of a VM by its I/O alone. */
export function ioHealth(tables: Tables, vm: number): Health {
  if (isStalled(tables, vm)) return 'failing';
  const latencyMs = latencyOf(tables, vm);
  if (latencyMs >= failingLatencyMs) return 'failing';
  return latencyMs >= constrainedLatencyMs ? 'constrained' : 'ok';
}

/** Latency of a VM's disks, ms; 0 without I/O to speak of. */
function latencyOf(tables: Tables, vm: number): number {
  const iops = columnOf(tables, 'vm', 'iops')?.[vm] ?? 0;
  const latencyMs = columnOf(tables, 'vm', 'ioLatencyMs')?.[vm] ?? 0;
  return iops >= leastIops && latencyMs > 0 ? latencyMs : 0;
}

function readyOf(tables: Tables, vm: number): number {
  const ready = columnOf(tables, 'vm', 'readyPercent')?.[vm] ?? 0;
  return Number.isNaN(ready) ? 0 : ready;
}

/** How much a VM lacks, by what counts as failing: CPU or disk, whichever is worse. */
export function lackOf(tables: Tables, vm: number): number {
  const ofCpu = readyOf(tables, vm) / failingReadyPercent;
  return Math.max(ofCpu, latencyOf(tables, vm) / failingLatencyMs, isStalled(tables, vm) ? 1e9 : 0);
}

/** Whether a VM suffers from its disk more than from CPU. */
export function isDiskWorse(tables: Tables, vm: number): boolean {
  if (isStalled(tables, vm)) return true;
  return latencyOf(tables, vm) / failingLatencyMs > readyOf(tables, vm) / failingReadyPercent;
}

/** Requests without a slot from which a host's queue counts as full. */
const fullWaiting = 1;

/** Health of hosts by their ways to storage, by row; undefined without storage. */
export function hostIoHealths(scene: Scene, tables: Tables): Health[] | undefined {
  const { storage } = scene;
  if (storage === undefined) return undefined;
  const healths: Health[] = scene.hosts.map(() => 'ok');
  const waiting = columnOf(tables, 'mount', 'waiting');
  const paths = columnOf(tables, 'mountPath', 'state');
  storage.mounts.forEach(({ host, firstRow, paths: own }, row) => {
    const word = stateOf(scene, tables, 'mount', row);
    if (word !== undefined && word !== 'open') healths[host] = 'failing';
    if (healths[host] === 'failing') return;
    const hasDead = own.some((_, place) => paths?.[firstRow + place] === 2);
    if ((waiting?.[row] ?? 0) >= fullWaiting || hasDead) healths[host] = 'constrained';
  });
  return healths;
}
