/**
 * A write-back cache in front of a device that cannot take all writes at once.
 *
 *     dirty data     d(dirty)/dt = accepted - written to the device
 *     below the high mark    writes are accepted as they come, at the cache's own latency; the
 *                            device is written to in the background
 *     at the high mark       the cache is full: writes are accepted as fast as the device takes
 *                            them, until the dirty data have fallen to the low mark
 *
 * Between two changes of the rates the dirty data follow a straight line, so the next change is
 * known: one event a fill, and nothing happens in between.
 *
 * Source: design note, rule I, with its marks of 80 and 60 % and its 0.5 ms. Without this every
 * write would be free for ever, or slow from the first.
 *
 * Worked example. 2 GiB, 20 MB/s more accepted than written: 0.8 * 2147 MB / 20 = 86 s.
 *
 * Simplifications: data that are overwritten while dirty count twice; no part of the cache is set
 * aside for one origin.
 */
import { assert } from '../../engine/errors.ts';

/** Latency of a write that the cache accepts at once, seconds. Source: design note, rule I. */
export const cachedWriteSeconds = 0.0005;

export interface WriteBackLimits {
  /** Room for dirty data, 10^6 bytes. */
  readonly sizeMB: number;
  /** Part of it at which the cache is full; default 0.8 (design note, rule I). */
  readonly highPart?: number;
  /** Part of it at which it is no longer full; default 0.6 (design note, rule I). */
  readonly lowPart?: number;
}

/** Dirty data of one cache over time. */
export class WriteBackCache {
  /** Writes wait for the device. */
  isFull = false;
  private readonly highMB: number;
  private readonly lowMB: number;
  private dirty = 0;
  private atSeconds = 0;
  private growthMBps = 0;

  constructor({ sizeMB, highPart = 0.8, lowPart = 0.6 }: WriteBackLimits) {
    assert(
      sizeMB >= 0 && lowPart <= highPart && highPart <= 1,
      'a cache is full above its low mark',
    );
    this.highMB = sizeMB * highPart;
    this.lowMB = sizeMB * lowPart;
  }

  /** Data that are not on the device yet, at the date of the last call, 10^6 bytes. */
  get dirtyMB(): number {
    return this.dirty;
  }

  /** The same at a later date if nothing changes until then; changes nothing itself. */
  dirtyAtMB(nowSeconds: number): number {
    if (nowSeconds >= this.nextChangeSeconds()) return this.markAhead();
    return Math.max(0, this.dirty + this.growthMBps * (nowSeconds - this.atSeconds));
  }

  /** What comes in less what is written, 10^6 bytes a second. */
  get growingMBps(): number {
    return this.growthMBps;
  }

  /**
   * Brings the dirty data up to now and sets how they go on.
   *
   * @param acceptedMBps that come in. @param writtenMBps that the device takes; with nothing
   *   dirty, no more than comes in counts.
   */
  setRates(nowSeconds: number, acceptedMBps: number, writtenMBps: number): void {
    this.advance(nowSeconds);
    this.growthMBps = acceptedMBps - writtenMBps;
  }

  /** Brings the dirty data up to now. Call it no later than the next change. */
  advance(nowSeconds: number): void {
    assert(nowSeconds >= this.atSeconds, 'time must not go back');
    // At its date a mark is met exactly, whatever the sum rounds to.
    this.dirty = this.dirtyAtMB(nowSeconds);
    this.atSeconds = nowSeconds;
    if (this.dirty >= this.highMB) this.isFull = true;
    else if (this.dirty <= this.lowMB) this.isFull = false;
  }

  /** Date at which the cache becomes full, ceases to be full, or is clean; Infinity: never. */
  nextChangeSeconds(): number {
    const distance = this.markAhead() - this.dirty;
    if (this.growthMBps === 0 || distance === 0) return Infinity;
    return this.atSeconds + distance / this.growthMBps;
  }

  /** The mark that the dirty data move towards; they stay where they are if there is none. */
  private markAhead(): number {
    if (this.growthMBps > 0) return this.isFull ? this.dirty : this.highMB;
    if (this.growthMBps === 0) return this.dirty;
    return this.isFull ? this.lowMB : 0;
  }
}
