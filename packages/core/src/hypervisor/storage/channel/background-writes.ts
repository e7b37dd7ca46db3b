import type { RaidGroup } from '../../../inventory/storage/array-entities.ts';
import type { Flows } from './flows.ts';
import type { RouteUse } from './route-uses.ts';

/** Below this, in 10^6 bytes, nothing is dirty. */
const leastMB = 1e-6;
/** Rates and disk times nearer than this part are the same. */
const SAME = 1e-9;

const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= SAME * Math.max(a, b);

/** What a cache holds of one RAID group, and the stream that writes it. In MB/s. */
export class BackgroundWrites {
  dirtyMB = 0;
  private readonly flows: Flows;
  private readonly group: RaidGroup;
  /** Sums over what comes in, of the look that is going on. */
  private comingMBps = 0;
  private comingSeconds = 0;
  private comingRequests = 0;
  /** As of the last look. */
  private acceptedMBps = 0;
  private writtenMBps = 0;
  private secondsPerMB = 0;
  private requestMB = 0;
  private cap = 0;
  private flow = -1;
  private use: RouteUse | undefined;

  constructor(flows: Flows, group: RaidGroup) {
    this.flows = flows;
    this.group = group;
  }

  get growthMBps(): number {
    return this.acceptedMBps - this.writtenMBps;
  }

  /** Time until nothing is dirty at the present rates; Infinity: never. */
  cleanInSeconds(): number {
    const { dirtyMB, growthMBps } = this;
    return dirtyMB > 0 && growthMBps < 0 ? dirtyMB / -growthMBps : Infinity;
  }

  advance(seconds: number): void {
    this.dirtyMB = Math.max(0, this.dirtyMB + this.growthMBps * seconds);
  }

  /** Takes next to nothing for nothing. */
  round(sizeMB: number): void {
    if (this.dirtyMB < leastMB + SAME * sizeMB) this.dirtyMB = 0;
  }

  begin(): void {
    this.comingMBps = 0;
    this.comingSeconds = 0;
    this.comingRequests = 0;
  }

  /** A leg's writes come in. */
  accept(leg: number, megabytesPerSecond: number): void {
    const { legs, groups } = this.flows;
    const requests = megabytesPerSecond / legs.requestMB[leg]!;
    const { index } = this.group;
    const seconds = groups.sortedSeconds(index, legs.requestMB[leg]!, legs.randomPart[leg]!);
    this.comingMBps += megabytesPerSecond;
    this.comingRequests += requests;
    this.comingSeconds += requests * seconds;
  }

  /** Has the stream follow what came in; true: something is for the solver to do. */
  settle(): boolean {
    const { sharing } = this.flows.io;
    let isMoved = false;
    this.acceptedMBps = this.comingMBps;
    if (this.comingMBps > 0) isMoved = this.weigh();
    const cap = this.dirtyMB > 0 ? Infinity : this.acceptedMBps;
    if (this.flow < 0 && cap === 0) return isMoved;
    if (this.flow < 0) {
      this.flow = sharing.startFlow(this.use!.route, Infinity, this.weight, cap);
      this.cap = cap;
      isMoved = true;
    } else if (cap !== this.cap && !isNear(cap, this.cap)) {
      sharing.setCap(this.flow, cap);
      this.cap = cap;
      isMoved = true;
    }
    this.flows.groups.setBackground(this.group.index, this.underWay, this.requestSeconds);
    this.writtenMBps = isMoved ? 0 : sharing.rate(this.flow);
    // What is not dirty cannot be written faster than it comes.
    if (this.dirtyMB === 0) this.writtenMBps = Math.min(this.writtenMBps, this.acceptedMBps);
    if (this.dirtyMB === 0 && isNear(this.writtenMBps, this.acceptedMBps)) {
      this.writtenMBps = this.acceptedMBps;
    }
    return isMoved;
  }

  private get requestSeconds(): number {
    return this.secondsPerMB * this.requestMB;
  }

  private get weight(): number {
    return this.group.spindles.length * this.requestMB;
  }

  private get underWay(): number {
    const spindles = this.group.spindles.length;
    return this.cap === Infinity ? spindles : Math.min(spindles, this.cap * this.secondsPerMB);
  }

  /** Takes the mean of what comes in for what a MB takes of the disks. */
  private weigh(): boolean {
    const secondsPerMB = this.comingSeconds / this.comingMBps;
    const requestMB = this.comingMBps / this.comingRequests;
    if (isNear(secondsPerMB, this.secondsPerMB) && isNear(requestMB, this.requestMB)) return false;
    this.secondsPerMB = secondsPerMB;
    this.requestMB = requestMB;
    const use = this.flows.useOfGroup(this.group.index, secondsPerMB);
    const { sharing } = this.flows.io;
    if (this.flow >= 0) {
      sharing.reroute(this.flow, use.route);
      sharing.setWeight(this.flow, this.weight);
    }
    if (this.use !== undefined) this.flows.leave(this.use);
    this.use = use;
    return this.flow >= 0;
  }
}
