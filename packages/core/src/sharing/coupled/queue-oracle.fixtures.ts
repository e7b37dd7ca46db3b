/**
 * Division of queues within queues at one level, from numbers alone: the amount is filled up to
 * the value of a share at which it is used up, which lies between two of the sorted values at
 * which somebody meets a limit.
 */
export interface OracleQueue {
  slots: number;
  shares: number;
  readonly parent?: OracleQueue;
}

/** A flow or a queue in a queue, with its amounts at one level. */
interface Entry {
  readonly shares: number;
  readonly reservation: number;
  readonly slots: number;
  /** Within the entry, if it is a queue. */
  readonly within: readonly Entry[];
  /** Index of the flow; -1: a queue. */
  readonly flow: number;
  /** Most that it can use. */
  bound: number;
  /** What it is owed. */
  floor: number;
}

export interface QueuedFlow {
  readonly queue?: OracleQueue;
  readonly shares: number;
  /** Rate that the queue owes to it. */
  readonly owed: number;
}

/** Outermost queues with all that is in them. */
export type QueueTree = readonly Entry[];

export function queueTree(flows: readonly QueuedFlow[]): QueueTree {
  const queues = new Set<OracleQueue>();
  for (const { queue } of flows) {
    for (let each = queue; each !== undefined; each = each.parent) queues.add(each);
  }
  return [...queues].filter(({ parent }) => !parent).map((root) => entryOf(root, queues, flows));
}

/** Replaces the rates that flows in queues could use by those that they get. */
export function divideQueues(tree: QueueTree, rates: number[], level: number): void {
  for (const root of tree) {
    bound(root, rates, level);
    give(root, root.bound, rates);
  }
}

function entryOf(
  queue: OracleQueue,
  queues: ReadonlySet<OracleQueue>,
  flows: readonly QueuedFlow[],
): Entry {
  const within: Entry[] = [];
  flows.forEach(({ queue: own, shares, owed }, flow) => {
    if (own !== queue) return;
    const entry = { shares, reservation: owed, slots: 0, within: [], bound: 0, floor: 0 };
    within.push({ ...entry, flow });
  });
  for (const other of queues) {
    if (other.parent === queue) within.push(entryOf(other, queues, flows));
  }
  const reservation = sum(within.map((each) => each.reservation));
  const { shares, slots } = queue;
  return { shares, reservation, slots, within, flow: -1, bound: 0, floor: 0 };
}

function bound(entry: Entry, rates: readonly number[], level: number): void {
  if (entry.flow >= 0) {
    entry.bound = rates[entry.flow]!;
    entry.floor = Math.min(entry.reservation, entry.bound);
    return;
  }
  const most = entry.slots * level;
  let bounds = 0;
  let floors = 0;
  for (const each of entry.within) {
    bound(each, rates, level);
    bounds += each.bound;
    floors += each.floor;
  }
  entry.bound = Math.min(most, bounds);
  entry.floor = Math.min(most, floors);
}

function give(entry: Entry, amount: number, rates: number[]): void {
  if (entry.flow >= 0) {
    rates[entry.flow] = amount;
    return;
  }
  const { within } = entry;
  const isShort = sum(within.map(({ floor }) => floor)) >= amount;
  const limits = within.map(({ shares, reservation, floor, bound: high }) =>
    isShort ? { weight: reservation, low: 0, high: floor } : { weight: shares, low: floor, high },
  );
  const amounts = fill(limits, amount);
  within.forEach((each, i) => {
    give(each, amounts[i]!, rates);
  });
}

interface Limits {
  readonly weight: number;
  readonly low: number;
  readonly high: number;
}

function fill(limits: readonly Limits[], amount: number): number[] {
  const most = limits.map(({ high }) => high);
  if (sum(most) <= amount) return most;
  const at = (phi: number): number[] =>
    limits.map(({ weight, low, high }) => Math.min(high, Math.max(low, phi * weight)));
  const marks = limits
    .filter(({ weight }) => weight > 0)
    .flatMap(({ weight, low, high }) => [low / weight, high / weight])
    .sort((a, b) => a - b);
  let phi = marks.at(-1) ?? 0;
  for (let k = 0; k < marks.length; k++) {
    const above = sum(at(marks[k]!));
    if (above < amount) continue;
    const from = k > 0 ? marks[k - 1]! : 0;
    const below = sum(at(from));
    const part = above > below ? (amount - below) / (above - below) : 0;
    phi = from + part * (marks[k]! - from);
    break;
  }
  return at(phi);
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
