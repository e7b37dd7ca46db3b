import { doubles, integers, Rows, widerDoubles, widerIntegers } from './columns.ts';

/**
 * Legs: the I/O of streams, each one pattern on one disk. A stream has one, a copy up to two. Legs
 * of one mount, disk or RAID group stand in lists.
 */
export class LegTable {
  stream = integers();
  disk = integers();
  /** VM of the disk. */
  vm = integers();
  mount = integers();
  direction = integers();
  tenant = integers();
  /** RAID group at the end of its way; -1: none. */
  group = integers();
  /** Size of a request, 10^6 bytes. */
  requestMB = doubles();
  randomPart = doubles();
  /** Disk operations of a request. */
  penalty = doubles();
  /** Outstanding requests that were asked for, and those that it has. */
  wanted = doubles();
  window = doubles();
  /** What a request takes of the RAID group, disk-seconds. */
  seconds = doubles();
  /** Shares, limit and reservation of its part of its disk; requests a second. */
  shares = doubles();
  limit = doubles();
  reservation = doubles();
  private readonly rows = new Rows((room) => this.widen(room));

  /** One above the highest number. */
  get end(): number {
    return this.rows.end;
  }

  take(): number {
    return this.rows.take();
  }

  give(leg: number): void {
    this.rows.give(leg);
  }

  private widen(room: number): void {
    this.stream = widerIntegers(this.stream, room);
    this.disk = widerIntegers(this.disk, room);
    this.vm = widerIntegers(this.vm, room);
    this.mount = widerIntegers(this.mount, room);
    this.direction = widerIntegers(this.direction, room);
    this.tenant = widerIntegers(this.tenant, room);
    this.group = widerIntegers(this.group, room);
    this.requestMB = widerDoubles(this.requestMB, room);
    this.randomPart = widerDoubles(this.randomPart, room);
    this.penalty = widerDoubles(this.penalty, room);
    this.wanted = widerDoubles(this.wanted, room);
    this.window = widerDoubles(this.window, room);
    this.seconds = widerDoubles(this.seconds, room);
    this.shares = widerDoubles(this.shares, room);
    this.limit = widerDoubles(this.limit, room);
    this.reservation = widerDoubles(this.reservation, room);
  }
}

/** Legs of one place; the last one takes the position of one that is removed. */
export class LegList {
  readonly legs: number[] = [];

  add(leg: number): void {
    this.legs.push(leg);
  }

  remove(leg: number): void {
    const { legs } = this;
    const last = legs.pop()!;
    if (last !== leg) legs[legs.indexOf(leg)] = last;
  }
}
