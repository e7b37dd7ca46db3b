/**
 * What a write-back cache owes to one RAID group, and how fast it gets there.
 *
 * The cache chooses what to write, so it keeps one operation at each of the c disks while it has
 * something to write: a window of c that stands at the disks beside reads, and all of the time in
 * which a disk would be idle otherwise. With the level l of the group and the phantom weight P of
 * rule C, t what a destaged request takes of disks:
 *
 *     beside others     c l                          a flow of the solver
 *     idle time         P l / t                      not of the solver: it is in nobody's way
 *     together          min(what comes in, if nothing is dirty, (c + P / t) l)
 *
 * This is exact for the product-form network: each disk has one customer of the cache and N / c
 * others, so those make C N / (N + 2c - 1) requests a second and the cache the rest. Alone it
 * writes at C / t: no disk is ever idle.
 *
 * Assumptions: one operation a disk [M]; what is dirty is of the kinds that come in now.
 */
import { type CoupledSharing, WriteBackCache } from '../../../sharing/index.ts';

/** Relative difference of rates that is told to the solver. */
const tolerance = 1e-9;

/** A rate and what it is made of: MB and requests a second, disk-seconds a second. */
export interface Incoming {
  megabytes: number;
  requests: number;
  seconds: number;
}

export class Destage {
  /** Dirty data of this group; it has no marks of its own. */
  readonly dirty = new WriteBackCache({ sizeMB: Number.MAX_VALUE });
  /** There is more to write than what comes in. */
  isPressed = false;
  /** Coming in, MB/s. */
  incomingMBps = 0;
  /** Going out, MB/s. */
  writtenMBps = 0;
  /** Of a destaged request, disk-seconds. */
  secondsEach = 0;
  /** Its size, 10^6 bytes. */
  requestMB = 0;
  private readonly sharing: CoupledSharing;
  private readonly resource: number;
  private flow = -1;
  private route = -1;
  private coefficient = 0;
  private cap = 0;
  private weight = 0;
  private idleMBps = 0;

  constructor(sharing: CoupledSharing, resource: number) {
    this.sharing = sharing;
    this.resource = resource;
  }

  /** Part of the disks' time that it takes while they would be idle, disk-seconds a second. */
  get idleSeconds(): number {
    return this.idleMBps * this.coefficient;
  }

  /** Takes what comes in now. @returns whether the solver has to be asked anew. */
  take({ megabytes, requests, seconds }: Incoming, disks: number, nowSeconds: number): boolean {
    if (!isClose(megabytes, this.incomingMBps)) this.incomingMBps = megabytes;
    let coefficient = this.coefficient;
    if (megabytes > 0) {
      coefficient = seconds / megabytes;
      if (isClose(coefficient, this.coefficient)) coefficient = this.coefficient;
      else this.requestMB = megabytes / requests;
      this.secondsEach = seconds / requests;
    }
    const isNeeded = megabytes > 0 || this.isPressed;
    if (!isNeeded) return this.stop(nowSeconds);
    const isOther = coefficient !== this.coefficient;
    const { sharing } = this;
    if (isOther) {
      const before = this.route;
      this.coefficient = coefficient;
      this.route = sharing.openRoute([this.resource], [coefficient]);
      if (this.flow >= 0) sharing.reroute(this.flow, this.route);
      if (before >= 0) sharing.closeRoute(before);
    }
    const cap = this.isPressed ? Infinity : this.incomingMBps;
    const weight = disks * this.requestMB;
    if (this.flow < 0) {
      this.flow = sharing.startFlow(this.route, Infinity, weight, cap);
    } else {
      if (!isOther && cap === this.cap && weight === this.weight) return false;
      sharing.setWeight(this.flow, weight);
      sharing.setCap(this.flow, cap);
    }
    this.cap = cap;
    this.weight = weight;
    return true;
  }

  /**
   * Reads off what it writes. @returns whether that is less than what comes in, which was not
   * known before.
   */
  read(phantomWeight: number): boolean {
    this.idleMBps = 0;
    this.writtenMBps = 0;
    if (this.flow < 0) return false;
    const { sharing, resource, incomingMBps } = this;
    const beside = sharing.rate(this.flow);
    const wish = this.dirty.dirtyMB > 0 ? Infinity : incomingMBps;
    this.writtenMBps = Math.min(beside, wish);
    if (beside >= wish * (1 - tolerance)) {
      this.writtenMBps = wish;
      return false;
    }
    const idle = (phantomWeight * sharing.level(resource)) / this.coefficient;
    this.writtenMBps = Math.min(wish, beside + idle);
    this.idleMBps = this.writtenMBps - beside;
    if (this.isPressed || this.writtenMBps >= wish * (1 - tolerance)) return false;
    this.isPressed = true;
    this.cap = Infinity;
    sharing.setCap(this.flow, Infinity);
    return true;
  }

  /** Time went on: what was behind may have caught up. */
  advance(nowSeconds: number): void {
    this.dirty.advance(nowSeconds);
    this.isPressed = this.dirty.dirtyMB > 0 || this.dirty.growingMBps > 0;
  }

  private stop(nowSeconds: number): boolean {
    if (this.flow < 0) return false;
    this.sharing.stopFlow(this.flow, nowSeconds);
    this.flow = -1;
    return true;
  }
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= tolerance * Math.max(a, b);
}
