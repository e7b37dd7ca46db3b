import type { Vm } from '../../inventory/entities.ts';
import type { CpuRows } from './cpu-rows.ts';
import { executionOn, type HostFeatures } from './host-features.ts';

/**
 * Demand of VMs on their host. A guest that wishes `d` costs, with `o` as the overhead of the way
 * in which it runs and `n` vCPUs that each cost `i` for timer ticks, idle or not,
 *
 *     d (1 + o) + n i
 *
 * all at most what its vCPUs can do, at the guest's expense. What a VM is short of it lacks for
 * guest and overhead in the same proportion.
 *
 * Source: MODELS 1.7 (2 to 10 % [M]) and the design note on idle VMs (1 to 5 % of a core [M]);
 * the form is an assumption. Simplification: one percentage whatever the guest does; the cost of
 * single I/O operations is not in it. Cost: O(VMs of the host).
 */

/** Writes wish and capped demand of the rows from `start` on, one a VM. */
export function writeWishes(
  rows: CpuRows,
  start: number,
  vms: readonly Vm[],
  wishedMHz: Float64Array,
  overheads: HostFeatures['overheads'],
): void {
  const { vm, wholeMHz, wish, guestWish, members } = rows;
  for (let i = 0; i < vms.length; i++) {
    const row = start + i;
    const wished = wishedMHz[vm[row]!]!;
    const whole = wholeMHz[row]!;
    if (overheads === undefined) {
      wish[row] = wished;
      guestWish[row] = Math.min(wished, whole);
    } else {
      const member = vms[i]!;
      const times = 1 + overheads.fraction[executionOn(member.host!, member)];
      const idle = Math.min(whole, member.vcpus * overheads.idleMHz);
      wish[row] = wished * times + idle;
      guestWish[row] = Math.min(wished, (whole - idle) / times);
    }
    members.demand[row] = Math.min(wish[row]!, whole);
  }
}

/** What the guest of a row has of what the host gave its VM, MHz. */
export function guestPart(rows: CpuRows, row: number): number {
  const { guestWish, members } = rows;
  const given = members.allocation[row]!;
  const demand = members.demand[row]!;
  if (given >= demand) return guestWish[row]!;
  return (given * guestWish[row]!) / demand;
}
