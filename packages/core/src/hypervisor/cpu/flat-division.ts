import { Binding } from '../../sharing/index.ts';
import type { CpuRows } from './cpu-rows.ts';
import type { HostLoad } from './host-load.ts';

/**
 * Division of a host whose VMs have shares alone: no pools, reservations or limits. The rule of
 * `divide` in sharing, min(level * shares, cap) with the level at which the sum meets the
 * capacity, in a few sweeps over the rows.
 *
 * The level is found from below: at capacity / shares, whoever wants no more has what it wants and
 * leaves the list; what it left over raises the level for the others, until nobody leaves. Sums of
 * shares are taken anew in each pass, so that a small weight beside a huge one loses no digits.
 *
 * The sums over the rows are left in `load`.
 *
 * Cost: about 15 ns a VM where the host is not full, about 40 ns where it is.
 */
export function divideFlat(
  rows: CpuRows,
  start: number,
  end: number,
  wishedMHz: Float64Array,
  capacityMHz: number,
  load: HostLoad,
): void {
  const { vm, wish, wholeMHz, isNews, members } = rows;
  const { demand } = members;
  let wanted = 0;
  let wishes = 0;
  for (let row = start; row < end; row++) {
    const wished = wishedMHz[vm[row]!]!;
    const cap = Math.min(wished, wholeMHz[row]!);
    isNews[row] = wish[row] === wished ? 0 : 1;
    wish[row] = wished;
    demand[row] = cap;
    wanted += cap;
    wishes += wished;
  }
  load.demandMHz = wishes;
  const isFull = wanted > capacityMHz;
  const level = isFull ? findLevel(rows, start, end, capacityMHz) : Number.POSITIVE_INFINITY;
  allocate(rows, start, end, level, load);
}

/** MHz that one share is worth on a full host. */
function findLevel(rows: CpuRows, start: number, end: number, capacityMHz: number): number {
  const { waiting, members } = rows;
  const { demand, shares } = members;
  let weight = 0;
  for (let row = start; row < end; row++) {
    waiting[row] = row;
    weight += shares[row]!;
  }
  let left = capacityMHz;
  let last = end;
  for (;;) {
    const level = left / weight;
    let kept = start;
    let served = 0;
    weight = 0;
    for (let i = start; i < last; i++) {
      const row = waiting[i]!;
      const cap = demand[row]!;
      const share = shares[row]!;
      if (cap <= level * share) {
        served += cap;
      } else {
        waiting[kept++] = row;
        weight += share;
      }
    }
    if (kept === last || kept === start) return level;
    left -= served;
    last = kept;
  }
}

/** Gives each row what it has at a level, and sums that up. */
function allocate(rows: CpuRows, start: number, end: number, level: number, load: HostLoad): void {
  const { isNews, use, vcpus, wholeMHz } = rows;
  const { demand, shares, allocation, binding } = rows.members;
  let sum = 0;
  let squares = 0;
  let most = 0;
  let count = 0;
  let used = 0;
  for (let row = start; row < end; row++) {
    const cap = demand[row]!;
    const share = level * shares[row]!;
    const isServed = cap <= share;
    const given = isServed ? cap : share;
    const run = Math.min(given / wholeMHz[row]!, 1);
    const n = vcpus[row]!;
    if (allocation[row] !== given || use[row] !== run) isNews[row] = 1;
    allocation[row] = given;
    use[row] = run;
    binding[row] = isServed ? Binding.demand : Binding.shares;
    sum += n * run;
    squares += n * run * run;
    if (run > most) most = run;
    count += n;
    used += given;
  }
  load.sum = sum;
  load.squares = squares;
  load.most = most;
  load.vcpus = count;
  load.usedMHz = used;
}
