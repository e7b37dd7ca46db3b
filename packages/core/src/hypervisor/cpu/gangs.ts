import { Binding } from '../../sharing/index.ts';
import type { CpuRows } from './cpu-rows.ts';
import { GangPacking } from './gang-packing.ts';

/**
 * Strict co-scheduling: a VM of n vCPUs runs only while n pCPUs are free for it (a gang), so pCPUs
 * stay idle beside gangs that do not fit together. With the time t that a VM runs,
 *
 *     t = clamp(level * shares / n, reserved, wanted)
 *
 * with the highest level at which the gangs can be packed (`gang-packing.ts`); then the level
 * rises on for those alone who can still run longer, until nobody can. Four pCPUs, a VM of four
 * vCPUs and one of two, always busy: each runs half of the time and a quarter of the host is idle.
 *
 * Source: MODELS 1.5, ESX Server 2; the fluid form is ours. Simplifications: all vCPUs of a VM are
 * busy at the same moments, an idle one does not hold its core; the packing may be worse than the
 * best; on a host with pools, weights are what shares are worth there without gangs, and nobody
 * fills what gangs leave idle, so that no limit of a pool is broken; slices and the cost of
 * switching are left out. If the reservations alone cannot be packed, all are cut to the same
 * fraction.
 *
 * Cost: a few hundred packings, each O(VMs * pCPUs), where gangs do not fit; one where they do.
 */
export class Gangs {
  private count = 0;
  /** By VM of the host: vCPUs, most and least time, time for a level of 1, and the time itself. */
  private size = new Float64Array(0);
  private wanted = new Float64Array(0);
  private reserved = new Float64Array(0);
  private weight = new Float64Array(0);
  private time = new Float64Array(0);
  /** 1: its time does not change any more. */
  private isFixed = new Uint8Array(0);
  private readonly packing = new GangPacking();

  /**
   * Cuts a division that knows nothing of gangs to what gangs can run.
   *
   * @param worthOf MHz that the shares of the VM at a place are worth against the others'.
   * @param mayGrow whether VMs may get more than the division gave, where gangs leave room.
   */
  fit(
    rows: CpuRows,
    start: number,
    count: number,
    pcpus: number,
    worthOf: (place: number) => number,
    mayGrow: boolean,
  ): void {
    this.load(rows, start, count, worthOf, mayGrow);
    this.packing.order(this.size, count, pcpus);
    this.time.set(this.wanted);
    if (this.packing.fits(this.time)) return;
    this.share();
    const { allocation, binding } = rows.members;
    for (let i = 0; i < count; i++) {
      const row = start + i;
      const time = this.time[i]!;
      allocation[row] = time * rows.wholeMHz[row]!;
      if (time < this.wanted[i]! * (1 - NEARLY)) binding[row] = Binding.shares;
    }
  }

  private load(
    rows: CpuRows,
    start: number,
    count: number,
    worthOf: (place: number) => number,
    mayGrow: boolean,
  ): void {
    if (this.count !== count) this.resize(count);
    const { members, wholeMHz, vcpus } = rows;
    let greatest = 0;
    for (let i = 0; i < count; i++) {
      const row = start + i;
      const whole = wholeMHz[row]!;
      const isShort = members.binding[row] === Binding.shares;
      const isHeld = isShort || members.binding[row] === Binding.reservation;
      const most =
        isHeld && mayGrow
          ? Math.min(members.demand[row]!, members.limit[row]!)
          : members.allocation[row]!;
      this.size[i] = vcpus[row]!;
      this.wanted[i] = Math.min(most / whole, 1);
      this.reserved[i] = Math.min(members.reservation[row]! / whole, this.wanted[i]!);
      this.weight[i] = worthOf(i) / vcpus[row]!;
      greatest = Math.max(greatest, this.weight[i]!);
    }
    // Members without shares come last, and evenly: a weight that the others do not notice.
    const least = greatest > 0 ? greatest * NEARLY : 1;
    for (let i = 0; i < count; i++) this.weight[i] = Math.max(this.weight[i]!, least);
  }

  private resize(count: number): void {
    this.count = count;
    this.size = new Float64Array(count);
    this.wanted = new Float64Array(count);
    this.reserved = new Float64Array(count);
    this.weight = new Float64Array(count);
    this.time = new Float64Array(count);
    this.isFixed = new Uint8Array(count);
  }

  /** Times that fit, by level: first for all, then for those that can still run longer. */
  private share(): void {
    this.isFixed.fill(0);
    if (!this.fitsAt(0, 1)) {
      this.highest(0, 1, (fraction) => this.fitsAt(0, fraction));
      return;
    }
    let level = 0;
    do {
      level = this.highest(level, this.topLevel(), (each) => this.fitsAt(each, 1));
    } while (this.fixTheStuck());
  }

  /** Sets all times that may change, and says whether they can be packed. */
  private fitsAt(level: number, reservedFraction: number): boolean {
    for (let i = 0; i < this.count; i++) {
      if (this.isFixed[i] === 1) continue;
      const least = this.reserved[i]! * reservedFraction;
      this.time[i] = Math.min(this.wanted[i]!, Math.max(least, level * this.weight[i]!));
    }
    return this.packing.fits(this.time);
  }

  /** Level at which everybody has what it wants. */
  private topLevel(): number {
    let top = 0;
    for (let i = 0; i < this.count; i++) {
      if (this.isFixed[i] === 0) top = Math.max(top, this.wanted[i]! / this.weight[i]!);
    }
    return top;
  }

  /** The greatest value from `low`, which fits, to `high` that fits; the times are left at it. */
  private highest(low: number, high: number, fits: (value: number) => boolean): number {
    if (fits(high)) return high;
    let good = low;
    let bad = high;
    for (let i = 0; i < MOST_HALVINGS && bad - good > PRECISION * bad; i++) {
      const middle = (good + bad) / 2;
      if (fits(middle)) good = middle;
      else bad = middle;
    }
    fits(good);
    return good;
  }

  /** Fixes those who have all they want or cannot run longer; whether anybody is left. */
  private fixTheStuck(): boolean {
    let isAnyStuck = false;
    let isAnyLeft = false;
    for (let i = 0; i < this.count; i++) {
      if (this.isFixed[i] === 1) continue;
      const time = this.time[i]!;
      this.time[i] = time + STEP;
      const isStuck = time >= this.wanted[i]! || !this.packing.fits(this.time);
      this.time[i] = time;
      if (isStuck) {
        this.isFixed[i] = 1;
        isAnyStuck = true;
      } else {
        isAnyLeft = true;
      }
    }
    return isAnyStuck && isAnyLeft;
  }
}

/** Weights and times closer than this count as equal. */
const NEARLY = 1e-9;

/** Whoever cannot run longer by this part of the time is stuck. */
const STEP = 1e-7;

const PRECISION = 1e-15;
const MOST_HALVINGS = 120;
