/** The streams on one group of disks: what each request takes, and the group's phantom weight. */
import { assert } from '../../engine/errors.ts';
import { type DiskTiming, diskSeconds, interference } from './disk-time.ts';

/**
 * Streams on one group in columns; the caller writes all but `seconds`. One stream has requests of
 * one size; reads and writes of one origin are two streams, or one with mean sizes and penalties.
 */
export class DiskMix {
  /** Requests outstanding. Of an open stream: ignored, see `wish`. */
  readonly window: Float64Array;
  /** Arrivals a second of an open stream; Infinity (the start value): it is closed. */
  readonly wish: Float64Array;
  /** Size of a request, 10^6 bytes. */
  readonly megabytes: Float64Array;
  /** Part of the requests that are random, 0 to 1; 1 at the start. */
  readonly randomPart: Float64Array;
  /** Disk operations for one request; 1 at the start. */
  readonly penalty: Float64Array;
  /** Result: disk-seconds that a request takes, its coefficient at the group. */
  readonly seconds: Float64Array;

  /** @param size number of streams that fit. */
  constructor(size: number) {
    this.window = new Float64Array(size);
    this.wish = new Float64Array(size).fill(Infinity);
    this.megabytes = new Float64Array(size);
    this.randomPart = new Float64Array(size).fill(1);
    this.penalty = new Float64Array(size).fill(1);
    this.seconds = new Float64Array(size);
  }
}

/**
 * Writes what a request of each of the first `count` streams takes.
 *
 * An open stream has `wish * t` requests under way, with the t of random requests: the chances
 * depend on the mix and on nothing that the rates decide, so there is no feedback.
 *
 * @param disks c of the group, at least 1.
 * @returns the phantom weight, (c - 1) * mean t weighted by windows; 0 without streams.
 */
export function mixOnDisks(mix: DiskMix, count: number, disk: DiskTiming, disks: number): number {
  assert(disks >= 1, 'a group has a disk');
  const { megabytes, randomPart, penalty, seconds } = mix;
  let windows = 0;
  for (let i = 0; i < count; i++) windows += underWay(mix, i, disk);
  let weighted = 0;
  for (let i = 0; i < count; i++) {
    const window = underWay(mix, i, disk);
    const random = randomPart[i]!;
    const moves = random + (1 - random) * interference(window, windows);
    seconds[i] = diskSeconds(disk, megabytes[i]!, moves, penalty[i]!);
    weighted += window * seconds[i]!;
  }
  return windows > 0 ? ((disks - 1) * weighted) / windows : 0;
}

/** Requests of a stream that stand at the disks, as far as the chances of a movement go. */
function underWay(mix: DiskMix, i: number, disk: DiskTiming): number {
  const wish = mix.wish[i]!;
  if (wish === Infinity) return mix.window[i]!;
  return wish * diskSeconds(disk, mix.megabytes[i]!, 1, mix.penalty[i]!);
}
