/**
 * The level that the disks of a group would have with other queues of the hosts than now: rule B
 * of the design note for one device, by itself.
 *
 *     sum over queues of min(D l, sum of min(cap, w l)) * t + P l = C
 *
 * The left side is concave and rises with l, so tangents from 0 on come closer from below, and
 * meet l after as many steps as there are corners. In a full queue all members are cut alike.
 */

/** Streams of one host in one queue. */
export interface QueuedStreams {
  /** Slots of the queue; Infinity: there is none. */
  readonly slots: number;
  readonly windows: readonly number[];
  /** Requests a second; Infinity: as many as the window leads to. */
  readonly caps: readonly number[];
  /** Of a request at the disks, disk-seconds. */
  readonly seconds: readonly number[];
}

/** What the queues make of a level, or of a group. */
export interface GroupLevel {
  /** Rate of a unit of window; 0: the group is down. */
  level: number;
  /** Disk-seconds a second that are taken. */
  load: number;
  /** By how much that rises with the level. */
  slope: number;
  /** Some stream has less than it wishes for. */
  isHeld: boolean;
}

/** Tangents at most; a level has as many as there are corners, and few streams have any. */
const mostTangents = 100;

/** @param phantomWeight P. @param capacity C, disk-seconds a second. */
export function levelOfGroup(
  queues: readonly QueuedStreams[],
  capacity: number,
  phantomWeight: number,
): GroupLevel {
  const at: GroupLevel = { level: 0, load: 0, slope: 0, isHeld: false };
  for (let i = 0; i < mostTangents; i++) {
    loadAtLevel(queues, at.level, at);
    const missing = capacity - at.load - phantomWeight * at.level;
    const step = missing / (at.slope + phantomWeight);
    if (!(step > at.level * Number.EPSILON) || step === Infinity) break;
    at.level += step;
  }
  loadAtLevel(queues, at.level, at);
  return at;
}

/** Writes what the queues take at a level. */
export function loadAtLevel(
  queues: readonly QueuedStreams[],
  level: number,
  result: GroupLevel,
): void {
  result.level = level;
  result.load = 0;
  result.slope = 0;
  result.isHeld = false;
  for (const { slots, windows, caps, seconds } of queues) {
    let rate = 0;
    let load = 0;
    let slope = 0;
    for (let i = 0; i < windows.length; i++) {
      const free = windows[i]! * level;
      rate += Math.min(caps[i]!, free);
      load += Math.min(caps[i]!, free) * seconds[i]!;
      if (caps[i]! <= free) continue;
      slope += windows[i]! * seconds[i]!;
      result.isHeld = true;
    }
    const isFull = rate > slots * level || (level === 0 && sum(windows) > slots);
    if (!isFull) {
      result.load += load;
      result.slope += slope;
      continue;
    }
    const each = level > 0 ? load / rate : slope / sum(windows);
    result.load += slots * level * each;
    result.slope += slots * each;
    result.isHeld = true;
  }
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
