import type { Vm } from '../../inventory/entities.ts';
import type { HostLists } from './host-lists.ts';
import { none } from './instances.ts';

/** Numbers of a station, side by side: what an event touches is one cache line. */
export const STATION = 8;
/** Service of one thread, and the instant at which it was that. */
export const CLOCK = 0;
export const CLOCK_AT = 1;
/** MHz that each thread is served. */
export const RATE = 2;
/** When the first instance is done at this rate; Infinity: never. */
export const DUE = 3;
/** Smallest key of those who run there. */
export const FIRST_KEY = 4;
/** Threads that run there. */
export const THREADS = 5;
/** Speed of a core where the VM serves, MHz; 0 while it does not. */
export const CORE_MHZ = 6;
/** vCPUs of the VM. */
export const VCPUS = 7;

/** Stations on which nobody runs, one for each VM. */
export function stationNumbers(vms: readonly Vm[]): Float64Array {
  const numbers = new Float64Array(vms.length * STATION);
  for (const { index, vcpus } of vms) {
    numbers[index * STATION + VCPUS] = vcpus;
    numbers[index * STATION + DUE] = Number.POSITIVE_INFINITY;
  }
  return numbers;
}

/** Brings the clock of a station up to now. */
export function advance(numbers: Float64Array, vm: number, nowSeconds: number): void {
  const at = vm * STATION;
  const elapsed = nowSeconds - numbers[at + CLOCK_AT]!;
  if (elapsed === 0) return;
  numbers[at + CLOCK]! += numbers[at + RATE]! * elapsed;
  numbers[at + CLOCK_AT] = nowSeconds;
}

/** Station of a host on which somebody is done first; `none` if it has none. */
export function dueStation(numbers: Float64Array, lists: HostLists, host: number): number {
  const { first, next } = lists;
  let vm = none;
  let due = Number.POSITIVE_INFINITY;
  for (let each = first[host]!; each !== none; each = next[each]!) {
    const dueEach = numbers[each * STATION + DUE]!;
    if (dueEach >= due) continue;
    vm = each;
    due = dueEach;
  }
  return vm;
}
