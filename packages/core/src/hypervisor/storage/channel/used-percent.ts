import type { CoupledSharing } from '../../../sharing/index.ts';
import { READ, WRITE } from './io-resources.ts';
import type { Tally } from './tally.ts';

/** Writes what the listed rows use of their speed, in the busier direction, into `extra`. */
export function usedPercent(tally: Tally, resources: Int32Array, sharing: CoupledSharing): void {
  for (let i = 0; i < tally.count; i++) {
    const row = tally.rows[i]!;
    const part = (megabytes: number, direction: number): number => {
      const capacity = sharing.capacity(resources[2 * row + direction]!);
      return capacity > 0 ? (100 * megabytes) / capacity : 0;
    };
    const read = part(tally.readMBps[row]!, READ);
    tally.extra[row] = Math.max(read, part(tally.writeMBps[row]!, WRITE));
  }
}
