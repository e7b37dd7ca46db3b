import { Binding } from '../../sharing/index.ts';
import type { CpuRows } from './cpu-rows.ts';

/**
 * Division of a host whose VMs have shares alone: no pools, reservations or limits. The rule of
 * `divide` in sharing, min(level * shares, cap) with the level at which the sum meets the
 * capacity, in a few sweeps over the rows.
 *
 * The level is found from below: at capacity / shares, whoever wants no more has what it wants and
 * leaves the list; what it left over raises the level for the others, until nobody leaves. Sums of
 * shares are taken anew in each pass, so that a small weight beside a huge one loses no digits.
 *
 * Cost: about 15 ns a VM where the host is not full, about 40 ns where it is.
 */
export function divideFlat(
  rows: CpuRows,
  start: number,
  end: number,
  wishedMHz: Float64Array,
  capacityMHz: number,
): void {
  const { vm, wish, wholeMHz, isNews, members } = rows;
  const { demand } = members;
  let wanted = 0;
  for (let row = start; row < end; row++) {
    const wished = wishedMHz[vm[row]!]!;
    const cap = Math.min(wished, wholeMHz[row]!);
    isNews[row] = wish[row] === wished ? 0 : 1;
    wish[row] = wished;
    demand[row] = cap;
    wanted += cap;
  }
  if (wanted > capacityMHz) allocate(rows, start, end, findLevel(rows, start, end, capacityMHz));
  else allocateAll(rows, start, end);
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

/** Gives each row what it has at a level. */
function allocate(rows: CpuRows, start: number, end: number, level: number): void {
  const { isNews } = rows;
  const { demand, shares, allocation, binding } = rows.members;
  for (let row = start; row < end; row++) {
    const cap = demand[row]!;
    const share = level * shares[row]!;
    const given = Math.min(cap, share);
    if (allocation[row] !== given) isNews[row] = 1;
    allocation[row] = given;
    binding[row] = cap <= share ? Binding.demand : Binding.shares;
  }
}

/** Gives each row what it demands. */
function allocateAll(rows: CpuRows, start: number, end: number): void {
  const { isNews } = rows;
  const { demand, allocation, binding } = rows.members;
  for (let row = start; row < end; row++) {
    const cap = demand[row]!;
    if (allocation[row] !== cap) isNews[row] = 1;
    allocation[row] = cap;
    binding[row] = Binding.demand;
  }
}
