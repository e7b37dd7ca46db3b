import type { Metric } from '../../../observe/metrics.ts';
import { type Direction, READ } from './io-resources.ts';

const MS = 1000;

/**
 * Sums of the I/O of one kind of thing, built anew at each sweep over the streams: only rows that
 * something was added to, this time or the last, are cleared and told.
 */
export class Tally {
  readonly readMBps: Float64Array;
  readonly writeMBps: Float64Array;
  readonly readIops: Float64Array;
  readonly writeIops: Float64Array;
  /** Requests under way, and those of them before a slot. */
  readonly outstanding: Float64Array;
  readonly waiting: Float64Array;
  /** What follows from the sums, see `finish`. */
  readonly iops: Float64Array;
  readonly latencyMs: Float64Array;
  readonly kernelMs: Float64Array;
  readonly deviceMs: Float64Array;
  /** Requests that have got a slot. */
  readonly sentOut: Float64Array;
  /** For what else there is to tell. */
  readonly extra: Float64Array;
  /** Rows to tell: those of the last sweep and of this one. */
  readonly rows: Int32Array;
  count = 0;
  /** By row: the sweep that touched it last; 0: it is not listed. */
  private readonly stamps: Int32Array;
  private readonly identity: Int32Array;
  private sweep = 0;
  private readonly told: (readonly [Metric, Float64Array])[] = [];

  constructor(size: number) {
    const column = (): Float64Array => new Float64Array(size);
    this.readMBps = column();
    this.writeMBps = column();
    this.readIops = column();
    this.writeIops = column();
    this.outstanding = column();
    this.waiting = column();
    this.iops = column();
    this.latencyMs = column().fill(Number.NaN);
    this.kernelMs = column().fill(Number.NaN);
    this.deviceMs = column().fill(Number.NaN);
    this.sentOut = column();
    this.extra = column();
    this.rows = new Int32Array(size);
    this.stamps = new Int32Array(size);
    this.identity = Int32Array.from({ length: size }, (_, i) => i);
  }

  /** Has a metric shown from one of the columns. */
  tell(metric: Metric, column: Float64Array): void {
    this.told.push([metric, column]);
  }

  /** Clears all rows of the last sweep, and lists none but them. */
  begin(): void {
    this.sweep++;
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      const row = this.rows[i]!;
      if (this.stamps[row] !== this.sweep - 1) {
        this.stamps[row] = 0;
        continue;
      }
      this.rows[kept++] = row;
      this.readMBps[row] = 0;
      this.writeMBps[row] = 0;
      this.readIops[row] = 0;
      this.writeIops[row] = 0;
      this.outstanding[row] = 0;
      this.waiting[row] = 0;
      this.extra[row] = 0;
    }
    this.count = kept;
  }

  /** Multiplies what was added to the listed rows. */
  scale(factor: number): void {
    for (let i = 0; i < this.count; i++) {
      const row = this.rows[i]!;
      this.readMBps[row]! *= factor;
      this.writeMBps[row]! *= factor;
      this.readIops[row]! *= factor;
      this.writeIops[row]! *= factor;
      this.outstanding[row]! *= factor;
      this.waiting[row]! *= factor;
      this.extra[row]! *= factor;
    }
  }

  /** Lists a row: something is to be added to it. */
  touch(row: number): void {
    const { stamps, sweep } = this;
    if (stamps[row] === sweep) return;
    if (stamps[row] === 0) this.rows[this.count++] = row;
    stamps[row] = sweep;
  }

  add(
    row: number,
    direction: Direction,
    iops: number,
    megabytes: number,
    outstanding: number,
    waiting: number,
  ): void {
    this.touch(row);
    if (direction === READ) {
      this.readMBps[row]! += megabytes;
      this.readIops[row]! += iops;
    } else {
      this.writeMBps[row]! += megabytes;
      this.writeIops[row]! += iops;
    }
    this.outstanding[row]! += outstanding;
    this.waiting[row]! += waiting;
  }

  /** Adds bytes in both directions, and requests that are under way. */
  addBoth(row: number, readMBps: number, writeMBps: number, outstanding: number): void {
    this.touch(row);
    this.readMBps[row]! += readMBps;
    this.writeMBps[row]! += writeMBps;
    this.outstanding[row]! += outstanding;
  }

  /** Adds a row of another tally, or a part of it. */
  addRow(row: number, from: Tally, at: number, part = 1): void {
    this.touch(row);
    this.readMBps[row]! += part * from.readMBps[at]!;
    this.writeMBps[row]! += part * from.writeMBps[at]!;
    this.readIops[row]! += part * from.readIops[at]!;
    this.writeIops[row]! += part * from.writeIops[at]!;
    this.outstanding[row]! += part * from.outstanding[at]!;
    this.waiting[row]! += part * from.waiting[at]!;
  }

  /** Latencies are means over requests, by Little's law; NaN without requests. */
  finish(): void {
    for (let i = 0; i < this.count; i++) {
      const row = this.rows[i]!;
      const iops = this.readIops[row]! + this.writeIops[row]!;
      const each = iops > 0 ? MS / iops : Number.NaN;
      this.iops[row] = iops;
      this.sentOut[row] = this.outstanding[row]! - this.waiting[row]!;
      this.latencyMs[row] = this.outstanding[row]! * each;
      this.kernelMs[row] = this.waiting[row]! * each;
      this.deviceMs[row] = this.sentOut[row]! * each;
    }
  }

  /**
   * Has the metrics believe that the listed rows were what they are here since they were told
   * last. Nothing is folded: `show` of another tally follows in the same instant.
   */
  overwrite(): void {
    for (const [metric, column] of this.told) {
      if (!metric.active) continue;
      const { values } = metric;
      for (let i = 0; i < this.count; i++) {
        const row = this.rows[i]!;
        values[row] = column[row]!;
      }
    }
  }

  /** Gives the metrics that somebody observes what has become of the listed rows. */
  show(): void {
    for (const [metric, column] of this.told) {
      if (metric.active) metric.setRows(this.identity, column, this.rows, this.count);
    }
  }

  showUnobserved(): void {
    for (const [metric, column] of this.told) {
      if (!metric.active) metric.values.set(column);
    }
  }
}
