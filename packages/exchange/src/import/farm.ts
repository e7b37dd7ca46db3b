/**
 * How many hosts a set of VMs needs: enough memory for each VM whole, without overcommitment, and
 * enough CPU for the greatest common demand. A tenth more, at least one host, can fail.
 */
import type { TraceSource } from '@vdcsim/core';

/** All hosts of an imported farm are alike. */
export interface FarmHost {
  readonly sockets: number;
  readonly coresPerSocket: number;
  readonly speedMHz: number;
  readonly memoryMiB: number;
}

/** Spare hosts for each host that is needed. assumption: one in ten may fail. */
const SPARE_FRACTION = 0.1;

/** Hosts that the VMs' memory needs, each VM whole on one host: first fit, largest first. */
export function hostsForMemory(memoryMiB: readonly number[], hostMemoryMiB: number): number {
  const free: number[] = [];
  for (const size of [...memoryMiB].sort((a, b) => b - a)) {
    const index = free.findIndex((left) => left >= size);
    if (index >= 0) free[index] = free[index]! - size;
    else free.push(hostMemoryMiB - size);
  }
  return free.length;
}

/** Hosts that the greatest common demand needs. */
export function hostsForDemand(peakMHz: number, host: FarmHost): number {
  return Math.ceil(peakMHz / (host.sockets * host.coresPerSocket * host.speedMHz));
}

/** With hosts in reserve. */
export function withSpares(hosts: number): number {
  return hosts + Math.max(1, Math.ceil(hosts * SPARE_FRACTION));
}

/** The greatest sum over all columns at one instant, in the unit of the source. */
export function peakOf(source: TraceSource): number {
  let peak = 0;
  for (let index = 0; index < source.length; index++) {
    let sum = 0;
    for (let column = 0; column < source.columns; column++) sum += source.sample(column, index);
    peak = Math.max(peak, sum);
  }
  return peak;
}

/** Memory of a host that holds its largest VM twice: 64 GiB, doubled as often as needed. */
export function hostMemoryFor(largestMiB: number): number {
  let memoryMiB = 64 * 1024;
  while (memoryMiB < 2 * largestMiB) memoryMiB *= 2;
  return memoryMiB;
}
