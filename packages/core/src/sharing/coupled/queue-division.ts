/** Division of a queue at a level: who gets what, as lines, and the range in which that holds. */
import { CAP, FLOW, ON_ROUTE, TIES, WANTED_WEIGHT } from './flow-table.ts';
import { clean, LevelRange } from './level-range.ts';
import type { Network } from './network.ts';
import { AT_BOUND, AT_FLOOR, BY_SHARES, type QueueEntry, type QueueNode } from './queue-node.ts';
import { ALONE, ROUTE } from './route-table.ts';

/** Divides queues; keeps its lists from one to the next. */
export class QueueDivision {
  readonly range = new LevelRange();
  private readonly entries: QueueEntry[] = [];
  /** What one share is worth, as a line, and how large the terms were that it is the sum of. */
  private slope = 0;
  private steady = 0;
  private slopeScale = 0;
  private steadyScale = 0;
  /** Shares that divide; 0: all entries are held. */
  private shares = 0;

  /**
   * Finds what all entries of an outermost queue get at a level, and the range around it in which
   * that is so.
   *
   * @param isUpward ties are decided just above the level, else just below.
   */
  divide(n: Network, root: QueueNode, level: number, isUpward: boolean): void {
    this.range.begin(level, isUpward);
    this.boundQueue(n, root);
    settle(root, AT_BOUND);
    this.fillQueue(root);
  }

  /** From the flows up: what each entry can use, and what it is owed. */
  private boundQueue(n: Network, node: QueueNode): void {
    const { range } = this;
    clear(node);
    for (const entry of node.flows) {
      this.boundFlow(n, entry);
      add(node, entry);
    }
    for (const queue of node.queues) {
      this.boundQueue(n, queue);
      add(node, queue);
    }
    const { slots, boundSlope, boundSteady, floorSlope, floorSteady } = node;
    node.isLimited = range.decide(boundSlope - slots, boundSteady, boundSlope + slots, boundSteady);
    node.isOwedSlots =
      node.isLimited &&
      node.reservation > 0 &&
      range.decide(floorSlope - slots, floorSteady, floorSlope + slots, floorSteady);
    if (node.isLimited) {
      node.boundSlope = slots;
      node.boundSteady = 0;
    }
    if (!node.isOwedSlots) return;
    node.floorSlope = slots;
    node.floorSteady = 0;
  }

  private boundFlow(n: Network, entry: QueueEntry): void {
    const { flows, routes } = n;
    const { range } = this;
    const at = entry.flow * FLOW;
    const window = flows.numbers[at + WANTED_WEIGHT]!;
    const route = flows.integers[entry.flow * TIES + ON_ROUTE]!;
    const cap = Math.min(flows.numbers[at + CAP]!, routes.numbers[route * ROUTE + ALONE]!);
    entry.isLimited = cap < Infinity && range.decide(window, -cap, window, cap);
    entry.boundSlope = entry.isLimited ? 0 : window;
    entry.boundSteady = entry.isLimited ? cap : 0;
    entry.floorSlope = 0;
    entry.floorSteady = 0;
    const owed = entry.reservation;
    if (owed === 0) return;
    const { boundSlope, boundSteady } = entry;
    const isMet = range.decide(boundSlope, boundSteady - owed, boundSlope, boundSteady + owed);
    entry.floorSlope = isMet ? 0 : boundSlope;
    entry.floorSteady = isMet ? owed : boundSteady;
  }

  /** From the outermost queue down: what the entries of a queue have of what it gets. */
  private fillQueue(node: QueueNode): void {
    const isOwed = node.place === AT_FLOOR;
    const isPart = isOwed ? node.isOwedSlots : node.isLimited;
    node.isDivided = node.place === BY_SHARES || isPart;
    node.isShort = false;
    if (node.isDivided) this.share(node);
    else {
      const place = isOwed ? AT_FLOOR : AT_BOUND;
      for (const entry of node.flows) settle(entry, place);
      for (const queue of node.queues) settle(queue, place);
    }
    for (const queue of node.queues) this.fillQueue(queue);
  }

  private share(node: QueueNode): void {
    const { entries } = this;
    entries.length = 0;
    for (const entry of node.flows) entries.push(entry);
    for (const queue of node.queues) entries.push(queue);
    node.isShort = node.reservation > 0 && this.isShort(node);
    for (const entry of entries) {
      entry.place = weightOf(entry, node.isShort) > 0 ? BY_SHARES : AT_FLOOR;
    }
    do this.sumUp(node);
    while (this.holdBack(node.isShort));
    for (const entry of entries) this.put(entry, node.isShort);
  }

  /** What a queue gets is less than what its entries are owed. */
  private isShort({ slope, steady }: QueueNode): boolean {
    let floorSlope = 0;
    let floorSteady = 0;
    for (const entry of this.entries) {
      floorSlope += entry.floorSlope;
      floorSteady += entry.floorSteady;
    }
    const slopeScale = floorSlope + Math.abs(slope);
    const steadyScale = floorSteady + Math.abs(steady);
    return this.range.decide(floorSlope - slope, floorSteady - steady, slopeScale, steadyScale);
  }

  /** What one share is worth with the entries held as they are. */
  private sumUp(node: QueueNode): void {
    const { isShort } = node;
    let { slope, steady } = node;
    let slopeScale = Math.abs(slope);
    let steadyScale = Math.abs(steady);
    let shares = 0;
    for (const entry of this.entries) {
      if (entry.place === BY_SHARES) {
        shares += weightOf(entry, isShort);
        continue;
      }
      const heldSlope = limitSlope(entry, entry.place, isShort);
      const heldSteady = limitSteady(entry, entry.place, isShort);
      slope -= heldSlope;
      steady -= heldSteady;
      slopeScale += heldSlope;
      steadyScale += heldSteady;
    }
    this.shares = shares;
    if (shares === 0) return;
    this.slope = slope / shares;
    this.steady = steady / shares;
    this.slopeScale = slopeScale / shares;
    this.steadyScale = steadyScale / shares;
  }

  /**
   * Holds those whom shares would give more than they can use, or less than they are owed: the
   * side that is further out, since it stays out whatever the other does. False: nobody is.
   */
  private holdBack(isShort: boolean): boolean {
    if (this.shares === 0) return false;
    const { entries } = this;
    let [slope, steady, slopeScale, steadyScale] = [0, 0, 0, 0];
    for (const entry of entries) {
      const side = this.sideOf(entry, isShort);
      if (side === BY_SHARES) continue;
      const weight = weightOf(entry, isShort);
      const limit = limitSlope(entry, side, isShort);
      const steadyLimit = limitSteady(entry, side, isShort);
      slope += this.slope * weight - limit;
      steady += this.steady * weight - steadyLimit;
      slopeScale += this.slopeScale * weight + limit;
      steadyScale += this.steadyScale * weight + steadyLimit;
    }
    const sign = this.range.sign(slope, steady, slopeScale, steadyScale);
    let isHeld = false;
    for (const entry of entries) {
      const side = this.sideOf(entry, isShort);
      if (side === BY_SHARES || (side === AT_BOUND ? sign < 0 : sign > 0)) continue;
      entry.place = side;
      isHeld = true;
    }
    return isHeld;
  }

  /** Where an entry that divides by shares would be out of its limits; BY_SHARES: nowhere. */
  private sideOf(entry: QueueEntry, isShort: boolean): number {
    if (entry.place !== BY_SHARES) return BY_SHARES;
    if (this.compare(entry, AT_BOUND, isShort, false)) return AT_BOUND;
    return this.compare(entry, AT_FLOOR, isShort, false) ? AT_FLOOR : BY_SHARES;
  }

  /** Shares would give an entry more than its bound, or less than its floor. */
  private compare(entry: QueueEntry, side: number, isShort: boolean, isFinal: boolean): boolean {
    const weight = weightOf(entry, isShort);
    const sign = side === AT_BOUND ? 1 : -1;
    const limit = limitSlope(entry, side, isShort);
    const steadyLimit = limitSteady(entry, side, isShort);
    const slope = sign * (this.slope * weight - limit);
    const steady = sign * (this.steady * weight - steadyLimit);
    const slopeScale = this.slopeScale * weight + limit;
    const steadyScale = this.steadyScale * weight + steadyLimit;
    if (isFinal) return this.range.decide(slope, steady, slopeScale, steadyScale);
    return this.range.isAbove(slope, steady, slopeScale, steadyScale);
  }

  /** Gives an entry what the division ends with, and limits the range to where it does. */
  private put(entry: QueueEntry, isShort: boolean): void {
    const { place } = entry;
    const weight = weightOf(entry, isShort);
    if (this.shares > 0 && weight > 0) {
      if (place !== AT_FLOOR) this.compare(entry, AT_BOUND, isShort, true);
      const hasFloor = !isShort && entry.reservation > 0;
      if (place !== AT_BOUND && hasFloor) this.compare(entry, AT_FLOOR, isShort, true);
    }
    if (place !== BY_SHARES) {
      settle(entry, isShort ? AT_FLOOR : place);
      return;
    }
    entry.slope = Math.max(0, clean(this.slope, this.slopeScale)) * weight;
    entry.steady = Math.min(0, clean(this.steady, this.steadyScale)) * weight;
  }
}

function clear(node: QueueNode): void {
  node.reservation = 0;
  node.boundSlope = 0;
  node.boundSteady = 0;
  node.floorSlope = 0;
  node.floorSteady = 0;
}

/** Adds what an entry can use and is owed to its queue. */
function add(node: QueueNode, entry: QueueEntry): void {
  node.reservation += entry.reservation;
  node.boundSlope += entry.boundSlope;
  node.boundSteady += entry.boundSteady;
  node.floorSlope += entry.floorSlope;
  node.floorSteady += entry.floorSteady;
}

/** An entry gets what it can use, or what it is owed. */
function settle(entry: QueueEntry, place: number): void {
  entry.place = place;
  entry.slope = place === AT_BOUND ? entry.boundSlope : entry.floorSlope;
  entry.steady = place === AT_BOUND ? entry.boundSteady : entry.floorSteady;
}

/** What entries divide by: shares, or reservations where these are all that there is. */
export function weightOf(entry: QueueEntry, isShort: boolean): number {
  return isShort ? entry.reservation : entry.shares;
}

/** Where even what is owed is too much, nobody gets more than that, and nothing is sure. */
function limitSlope(entry: QueueEntry, side: number, isShort: boolean): number {
  if (isShort) return side === AT_BOUND ? entry.floorSlope : 0;
  return side === AT_BOUND ? entry.boundSlope : entry.floorSlope;
}

function limitSteady(entry: QueueEntry, side: number, isShort: boolean): number {
  if (isShort) return side === AT_BOUND ? entry.floorSteady : 0;
  return side === AT_BOUND ? entry.boundSteady : entry.floorSteady;
}
