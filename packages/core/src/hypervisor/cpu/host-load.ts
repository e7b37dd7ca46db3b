import type { CpuRows } from './cpu-rows.ts';
import type { VcpuLoad } from './ready-time.ts';

/** Sums over the rows of one host, as it was divided last. */
export class HostLoad implements VcpuLoad {
  sum = 0;
  squares = 0;
  most = 0;
  /** Number of vCPUs. */
  vcpus = 0;
  /** What all VMs have, and what they want. */
  usedMHz = 0;
  demandMHz = 0;

  /** Takes the use of each vCPU, and the sums over them. */
  measure(rows: CpuRows, start: number, end: number): void {
    const { use, vcpus, wholeMHz, wish, members } = rows;
    const { allocation } = members;
    let sum = 0;
    let squares = 0;
    let most = 0;
    let count = 0;
    let used = 0;
    let demand = 0;
    for (let row = start; row < end; row++) {
      const given = allocation[row]!;
      const run = Math.min(given / wholeMHz[row]!, 1);
      const n = vcpus[row]!;
      use[row] = run;
      sum += n * run;
      squares += n * run * run;
      most = Math.max(most, run);
      count += n;
      used += given;
      demand += wish[row]!;
    }
    this.sum = sum;
    this.squares = squares;
    this.most = most;
    this.vcpus = count;
    this.usedMHz = used;
    this.demandMHz = demand;
  }
}
