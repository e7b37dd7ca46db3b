import { Binding } from '../../sharing/index.ts';
import { type CpuRows, overVcpus } from './cpu-rows.ts';
import type { HostLoad } from './host-load.ts';

/**
 * Division of a flat host (see `flat-division.ts`) with no more vCPUs than pCPUs: all get what they
 * want and nobody waits, so a VM's wish concerns nobody else. One sweep finds the rows that change;
 * only these are written.
 *
 * Cost: some 5 ns a VM, and 20 for each that changes.
 *
 * Uses are not summed in `load`, since there is no waiting to derive from them.
 *
 * @param news where rows that change are listed.
 * @returns how many change; -1: rounding makes the host full, and nothing was done.
 */
export function divideAmple(
  rows: CpuRows,
  start: number,
  end: number,
  wishedMHz: Float64Array,
  capacityMHz: number,
  load: HostLoad,
  news: Int32Array,
): number {
  const { vm, wish, wholeMHz, use, vcpus, readyPercent, boundBy, members } = rows;
  const { allocation } = members;
  let count = 0;
  let used = 0;
  let demand = 0;
  let vcpuCount = 0;
  for (let row = start; row < end; row++) {
    const wished = wishedMHz[vm[row]!]!;
    const whole = wholeMHz[row]!;
    const given = Math.min(wished, whole);
    const run = given / whole;
    demand += wished;
    used += given;
    vcpuCount += vcpus[row]!;
    const isSame =
      wish[row] === wished &&
      allocation[row] === given &&
      use[row] === run &&
      readyPercent[row] === 0 &&
      boundBy[row] === (wished > whole ? overVcpus : Binding.demand);
    if (!isSame) news[count++] = row;
  }
  if (used > capacityMHz) return -1;
  load.usedMHz = used;
  load.demandMHz = demand;
  load.vcpus = vcpuCount;
  load.sum = 0;
  load.squares = 0;
  load.most = 0;
  for (let i = 0; i < count; i++) writeRow(rows, news[i]!, wishedMHz);
  return count;
}

function writeRow(rows: CpuRows, row: number, wishedMHz: Float64Array): void {
  const { vm, wish, wholeMHz, use, readyPercent, members } = rows;
  const wished = wishedMHz[vm[row]!]!;
  const whole = wholeMHz[row]!;
  const given = Math.min(wished, whole);
  wish[row] = wished;
  use[row] = given / whole;
  readyPercent[row] = 0;
  members.demand[row] = given;
  members.allocation[row] = given;
  members.binding[row] = Binding.demand;
}
