/**
 * Time as the capacity of a group of disks: c disks have c disk-seconds a second, and a request
 * takes
 *
 *     t = penalty * (p * positioning + size / transfer rate)
 *
 * of them: its coefficient at the device. p is the chance that the head must move first: 1 for
 * random requests; for a sequential stream the chance that the request before was someone else's,
 *
 *     p = 1 - w / W        w its window, W the windows of all streams on the group
 *
 * The phantom weight is (c - 1) * the mean of t, weighted by windows. Where windows enter, an open
 * stream counts the requests that it has under way, rate * t.
 *
 * Penalty: how many disk operations one request makes.
 *
 *     reads                  1
 *     writes, small          RAID 0: 1    RAID 1, 10: 2    RAID 5: 4    RAID 6: 6
 *     writes, full stripes   disks / (disks that hold data): RAID 5 of 7 + 1: 8 / 7
 *
 * Sequential writes behind a write-back cache make full stripes.
 *
 * Source: design note, rule C; penalties are the textbook's (Chen, Lee, Gibson, Katz and
 * Patterson). Throughput and requests a second as two independent capacities would overbook a
 * group: 8 disks, half of their time taken by random requests, have no 640 MB/s left, but 320 if
 * the rest is one undisturbed stream, 173 in quanta of 512 KiB, and 41 interleaved at 64 KiB.
 *
 * Simplifications: all disks of a group are equally busy; p does not depend on rates; positioning
 * does not get shorter where many requests may be sorted.
 */
import { assert } from '../../engine/errors.ts';

/** How a group keeps what it holds safe. */
export type RaidLevel = 'raid0' | 'raid1' | 'raid10' | 'raid5' | 'raid6';

/** A disk as rule C sees it. */
export interface DiskTiming {
  /** Mean time to move the head and wait for the sector, seconds. */
  readonly positioningSeconds: number;
  /** While the head need not move, MB a second. */
  readonly transferMBps: number;
}

/** Disk operations for one small write. */
export function smallWritePenalty(level: RaidLevel): number {
  if (level === 'raid0') return 1;
  if (level === 'raid5') return 4;
  return level === 'raid6' ? 6 : 2;
}

/**
 * Disk operations for what one operation's worth of data makes in full stripes.
 *
 * @param disks in a stripe, parity included.
 */
export function fullStripePenalty(level: RaidLevel, disks: number): number {
  if (level === 'raid0') return 1;
  if (level === 'raid1' || level === 'raid10') return 2;
  const parity = level === 'raid5' ? 1 : 2;
  assert(disks > parity, 'a stripe with parity has disks for data');
  return disks / (disks - parity);
}

/** Fewest disks that a group of a level has; mirrors come in pairs. */
export function fewestDisks(level: RaidLevel): number {
  if (level === 'raid0') return 1;
  if (level === 'raid5') return 3;
  return level === 'raid1' ? 2 : 4;
}

/** Part of the disks' space that holds data. */
export function usablePart(level: RaidLevel, disks: number): number {
  return 1 / fullStripePenalty(level, disks);
}

/**
 * Chance that the head must move before a request of a sequential stream.
 *
 * @param window its own. @param windows of all streams on the group, its own included.
 */
export function interference(window: number, windows: number): number {
  return windows > window ? 1 - window / windows : 0;
}

/**
 * Disk-seconds that a request takes.
 *
 * @param megabytes size, in 10^6 bytes. @param moves chance p, 0 to 1. @param penalty disk
 *   operations; 1 for reads.
 */
export function diskSeconds(
  disk: DiskTiming,
  megabytes: number,
  moves: number,
  penalty: number,
): number {
  return penalty * (moves * disk.positioningSeconds + megabytes / disk.transferMBps);
}

/**
 * Requests a second that a group makes of a mix of reads and small writes.
 *
 * @param rawRate requests a second of all disks. @param readPart 0 to 1.
 */
export function usableRate(rawRate: number, readPart: number, writePenalty: number): number {
  return rawRate / (readPart + (1 - readPart) * writePenalty);
}

/**
 * Part of the throughput that a sequential stream keeps where each quantum starts with a
 * movement of the head.
 *
 * @param megabytes that are read in one go.
 */
export function sequentialEfficiency(disk: DiskTiming, megabytes: number): number {
  const transferSeconds = megabytes / disk.transferMBps;
  return transferSeconds / (transferSeconds + disk.positioningSeconds);
}
