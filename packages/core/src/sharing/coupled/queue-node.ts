/**
 * A queue with a limited number of slots on the way: a hierarchical weight (design note, rule B).
 *
 * Members have windows w, caps u and shares s. At level l of the route the queue has
 *
 *     g(l) = min(D * l, sum over members of min(u, w * l))
 *
 * Where D * l is less, the queue is full and its members divide it by shares, none above what it
 * could use:
 *
 *     rate = min(u, w * l, phi(l) * s),   phi chosen so that the rates add up to D * l
 *
 * A member is at its cap, follows with its window, or is in turn (rate phi * s); the queue is full
 * if and only if a member is in turn. While nobody changes,
 *
 *     phi = A * l - B,   A = (D - sum of windows following) / shares in turn,
 *                        B = sum of rates at cap / shares in turn
 *
 * so all rates are straight lines in l, and the next level at which a member changes its ways is
 * known. phi / l never falls with l, so a rising level takes members from in turn to following to
 * cap and never back. One change is made at a time, which keeps ties harmless.
 *
 * Members that are in turn beside capped ones (B > 0) have a rate that is not proportional to the
 * level: no key on a clock describes when they end. Their dates are computed anew after each
 * solve in which the level moved. Cost: O(members) a change.
 *
 * Simplifications: one route a queue, no queue within a queue, no reservations in it.
 */
import { AT_CAP, CAP, FLOW, FOLLOWS, IN_TURN, SHARES, WANTED_WEIGHT } from './flow-table.ts';
import { TOLERANCE } from './network.ts';

/** A queue, its members, and what each is up to. */
export class QueueNode {
  /** Flow slot that stands for the queue among the thresholds of its class. */
  readonly slot: number;
  readonly route: number;
  /** Slots D: weight that the members have together at most. */
  slots: number;
  readonly members: number[] = [];
  /** State of each member: FOLLOWS, AT_CAP or IN_TURN. */
  readonly states: number[] = [];
  /** Most that one member may have by the unshared resources on the route. */
  alone = Infinity;
  /** A and B of the members in turn. */
  rise = 0;
  offset = 0;
  /** Member that changes at the next threshold above, below; -1: none. */
  nextAbove = -1;
  nextBelow = -1;
  /** It is on the list of queues to divide anew. */
  isListed = false;
  /** Level at which the dates of members with IN_TURN_LESS were computed. */
  datedLevel = Number.NaN;

  constructor(slot: number, route: number, slots: number) {
    this.slot = slot;
    this.route = route;
    this.slots = slots;
  }
}

/** Finds the states of all members at a level. */
export function divideQueue(node: QueueNode, numbers: Float64Array, level: number): void {
  const { members, states } = node;
  states.length = members.length;
  let total = 0;
  for (let i = 0; i < members.length; i++) {
    const at = members[i]! * FLOW;
    states[i] = isCapped(node, numbers, at, level) ? AT_CAP : FOLLOWS;
    total += weightAt(node, numbers, i, level);
  }
  if (!(level < Infinity) || total <= node.slots) return;
  const bounds = members.map((_, i) => weightAt(node, numbers, i, level));
  divideSlots(node, numbers, bounds);
}

/** Marks who is in turn: those whose bound exceeds their part of what the others leave over. */
function divideSlots(node: QueueNode, numbers: Float64Array, bounds: readonly number[]): void {
  const { members, states } = node;
  const isBounded = members.map(() => false);
  let slots = node.slots;
  let shares = 0;
  for (const member of members) shares += numbers[member * FLOW + SHARES]!;
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    const each = slots / shares;
    for (let i = 0; i < members.length; i++) {
      const share = numbers[members[i]! * FLOW + SHARES]!;
      if (isBounded[i] || bounds[i]! > each * share) continue;
      isBounded[i] = true;
      hasChanged = true;
      slots -= bounds[i]!;
      shares -= share;
    }
  }
  for (let i = 0; i < members.length; i++) if (!isBounded[i]) states[i] = IN_TURN;
}

/** Sets A and B for the states as they are. */
export function lineOf(node: QueueNode, numbers: Float64Array): void {
  let shares = 0;
  let windows = 0;
  let capped = 0;
  for (let i = 0; i < node.members.length; i++) {
    const at = node.members[i]! * FLOW;
    if (node.states[i] === IN_TURN) shares += numbers[at + SHARES]!;
    else if (node.states[i] === FOLLOWS) windows += numbers[at + WANTED_WEIGHT]!;
    else capped += capOf(node, numbers, at);
  }
  node.rise = shares > 0 ? Math.max(0, (node.slots - windows) / shares) : node.slots - windows;
  node.offset = shares > 0 ? capped / shares : capped;
}

/** Level at which the next member changes when the level rises; notes which. */
export function thresholdAbove(node: QueueNode, numbers: Float64Array): number {
  let lowest = Infinity;
  node.nextAbove = -1;
  for (let i = 0; i < node.members.length; i++) {
    const at = node.members[i]! * FLOW;
    let level = Infinity;
    if (node.states[i] === FOLLOWS) level = capOf(node, numbers, at) / numbers[at + WANTED_WEIGHT]!;
    else if (node.states[i] === IN_TURN) {
      const share = numbers[at + SHARES]!;
      const window = numbers[at + WANTED_WEIGHT]!;
      level = turnLevel(node, capOf(node, numbers, at) / share);
      level = Math.min(level, meeting(node, window / share, false));
    }
    if (level >= lowest) continue;
    lowest = level;
    node.nextAbove = i;
  }
  return lowest;
}

/** Level at which the next member changes when the level falls; notes which. */
export function thresholdBelow(node: QueueNode, numbers: Float64Array): number {
  const isFull = node.states.includes(IN_TURN);
  if (!isFull) return thresholdToFull(node, numbers);
  let highest = 0;
  node.nextBelow = -1;
  for (let i = 0; i < node.members.length; i++) {
    const at = node.members[i]! * FLOW;
    const share = numbers[at + SHARES]!;
    const window = numbers[at + WANTED_WEIGHT]!;
    const cap = capOf(node, numbers, at);
    let level = 0;
    if (node.states[i] === AT_CAP) {
      level = Math.max(cap / window, turnLevel(node, cap / share));
    } else if (node.states[i] === FOLLOWS) level = meeting(node, window / share, true);
    if (level <= highest) continue;
    highest = level;
    node.nextBelow = i;
  }
  return highest;
}

/**
 * Level at which phi equals `ratio * l`: above it a member follows its window, below it is in
 * turn. Where they never meet, a level that rises never gets there, and one that falls has a
 * member that can only be in turn change at once (ties apart).
 */
function meeting(node: QueueNode, ratio: number, isFalling: boolean): number {
  const gap = node.rise - ratio;
  if (gap > TOLERANCE * ratio) return node.offset / gap;
  if (!isFalling) return Infinity;
  return gap < -TOLERANCE * ratio || node.offset > 0 ? Infinity : 0;
}

/** Level at which one share in turn is worth `phi`. */
function turnLevel(node: QueueNode, phi: number): number {
  const sum = phi + node.offset;
  return sum === 0 ? 0 : sum / node.rise;
}

/** Of a queue that is not full: where it fills up, or where a capped member follows again. */
function thresholdToFull(node: QueueNode, numbers: Float64Array): number {
  let highest = 0;
  node.nextBelow = -1;
  for (let i = 0; i < node.members.length; i++) {
    if (node.states[i] !== AT_CAP) continue;
    const at = node.members[i]! * FLOW;
    const level = capOf(node, numbers, at) / numbers[at + WANTED_WEIGHT]!;
    if (level <= highest) continue;
    highest = level;
    node.nextBelow = i;
  }
  // Here `rise` is the slots that are free of windows and `offset` the rates at cap.
  const isTight = node.rise <= TOLERANCE * node.slots;
  const isOver = node.rise < -TOLERANCE * node.slots;
  const full = isTight ? (isOver || node.offset > 0 ? Infinity : 0) : node.offset / node.rise;
  if (node.members.length === 0 || full <= highest) return highest;
  node.nextBelow = firstInTurn(node, numbers, full);
  return full;
}

/** The member that a queue which fills up holds back first: of most weight per share. */
function firstInTurn(node: QueueNode, numbers: Float64Array, level: number): number {
  let first = 0;
  let most = -1;
  for (let i = 0; i < node.members.length; i++) {
    const at = node.members[i]! * FLOW;
    const ratio = weightAt(node, numbers, i, level) / numbers[at + SHARES]!;
    if (ratio <= most) continue;
    most = ratio;
    first = i;
  }
  return first;
}

/** Changes the member that is next in a direction; its thresholds must be those of `node`. */
export function changeNext(
  node: QueueNode,
  numbers: Float64Array,
  isUp: boolean,
  level: number,
): void {
  const { states } = node;
  const i = isUp ? node.nextAbove : node.nextBelow;
  const at = node.members[i]! * FLOW;
  const isCapLower = isCapped(node, numbers, at, level);
  if (isUp) {
    states[i] = states[i] === FOLLOWS || isCapLower ? AT_CAP : FOLLOWS;
    return;
  }
  const windowLevel = capOf(node, numbers, at) / numbers[at + WANTED_WEIGHT]!;
  states[i] = states[i] === AT_CAP && windowLevel >= level ? FOLLOWS : IN_TURN;
}

/** Rate that a member never exceeds; `at`: where its numbers stand. */
export function capOf(node: QueueNode, numbers: Float64Array, at: number): number {
  const cap = numbers[at + CAP]!;
  return Math.min(cap, node.alone);
}

function isCapped(node: QueueNode, numbers: Float64Array, at: number, level: number): boolean {
  const cap = capOf(node, numbers, at);
  return cap < Infinity && cap <= numbers[at + WANTED_WEIGHT]! * level;
}

/** Part of the slots that a member can use at a level. */
function weightAt(node: QueueNode, numbers: Float64Array, i: number, level: number): number {
  const at = node.members[i]! * FLOW;
  const window = numbers[at + WANTED_WEIGHT]!;
  if (node.states[i] !== AT_CAP) return window;
  const cap = capOf(node, numbers, at);
  return cap === 0 ? 0 : Math.min(window, cap / level);
}
