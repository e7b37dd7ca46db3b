import { assert } from '../../../engine/errors.ts';
import type { RaidLevel } from '../../../sharing/queueing/index.ts';

/**
 * Whether a RAID group still has all its data when some of its disks are gone: RAID 0 survives no
 * loss, RAID 5 one, RAID 6 two; mirrors survive while no pair has lost both, disks 1 and 2, 3 and 4
 * and so on being pairs. Source: Patterson, Gibson, Katz, SIGMOD 1988; RAID 6 by its definition.
 *
 * @param lost positions of the disks that are gone, from 0, each once
 */
export function survivesLoss(level: RaidLevel, lost: readonly number[]): boolean {
  switch (level) {
    case 'raid0':
      return lost.length === 0;
    case 'raid5':
      return lost.length <= 1;
    case 'raid6':
      return lost.length <= 2;
    case 'raid1':
    case 'raid10':
      return !lost.some((disk) => lost.includes(partnerOf(disk)) && disk < partnerOf(disk));
  }
}

/** The other disk of a mirrored pair. */
export function partnerOf(disk: number): number {
  assert(disk >= 0, 'disks are counted from 0');
  return disk % 2 === 0 ? disk + 1 : disk - 1;
}
