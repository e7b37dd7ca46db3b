/**
 * Queues with a limited number of slots on the way: hierarchical weights (design note, rule B).
 *
 * A queue has D slots and entries: flows, and queues within it. Flows have windows w, caps u,
 * reservations v; all entries have shares s. At level l of their routes
 *
 *     bound of a flow       b(l) = min(u, w * l)
 *     bound of a queue      b(l) = min(D * l, sum of its entries' bounds)
 *     owed to an entry      f(l) = min(b, v), of a queue min(D * l, sum of its entries')
 *
 * The outermost queue takes its bound from its resources. Where the slots, or what a queue within
 * gets, are less than the entries' bounds, the queue is full and its entries divide it
 *
 *     rate of an entry = clamp(phi(l) * s, f, b),   phi chosen so that the rates add up
 *
 * and if it is less than what they are owed, they divide it by reservations, none above what it is
 * owed. So all rates are straight lines in l, piece by piece, and rise with l (in slots, rate / l,
 * bounds fall with l, so what others leave over grows).
 *
 * The routes of all flows in a queue cross the same resources, with coefficients of their own: then
 * they have one level. Flows with other resources need a queue of their own; who opens them
 * divides the slots.
 *
 * Cost of a change: O(entries) for each round of the division, two or three.
 */

/** Entry gets no more than it can use. */
export const AT_BOUND = 0;
/** Entry gets its part of a full queue by shares. */
export const BY_SHARES = 1;
/** Entry gets what it is owed. */
export const AT_FLOOR = 2;

/** A flow in a queue, or what it has in common with a queue within one. */
export class QueueEntry {
  /** Queue that it is in; undefined: it is the outermost. */
  readonly parent: QueueNode | undefined;
  /** Flow; -1: the entry is a queue. */
  readonly flow: number;
  shares: number;
  /** Rate owed: the flow's own, or the sum in the queue. */
  reservation: number;
  /** What it can use at most, as a line in the level. */
  boundSlope = 0;
  boundSteady = 0;
  /** What it is owed. */
  floorSlope = 0;
  floorSteady = 0;
  /** What it gets. */
  slope = 0;
  steady = 0;
  /** AT_BOUND, BY_SHARES or AT_FLOOR. */
  place = AT_BOUND;
  /** The bound is its cap, or its slots: not what follows its window, or its entries. */
  isLimited = false;

  constructor(parent: QueueNode | undefined, flow: number, shares: number, reservation: number) {
    this.parent = parent;
    this.flow = flow;
    this.shares = shares;
    this.reservation = reservation;
  }
}

/** Flows of one class in an outermost queue; its slot stands for them among the thresholds. */
export interface QueuePart {
  readonly root: QueueNode;
  readonly route: number;
  /** Slot in the table of flows. */
  readonly slot: number;
  /** Sums of its flows. */
  slope: number;
  steady: number;
  flowCount: number;
}

/** A queue and its entries. */
export class QueueNode extends QueueEntry {
  readonly id: number;
  /** Slots D: weight that the entries have together at most. */
  slots: number;
  readonly flows: QueueEntry[] = [];
  readonly queues: QueueNode[] = [];
  /** Its entries divide what they get, since it is less than they can use. */
  isDivided = false;
  /** What it is owed is all its slots, since its entries are owed more. */
  isOwedSlots = false;
  /** They divide it by reservations, since it is less than they are owed. */
  isShort = false;
  /** Of an outermost queue: by class. */
  readonly parts: QueuePart[] = [];
  /** Of an outermost queue: it is on the list of queues to divide anew. */
  isListed = false;
  /** Of an outermost queue: level at which the dates of uneven members were computed. */
  datedLevel = Number.NaN;

  constructor(id: number, parent: QueueNode | undefined, slots: number, shares: number) {
    super(parent, -1, shares, 0);
    this.id = id;
    this.slots = slots;
  }

  /** The queue that no other contains. */
  get root(): QueueNode {
    return this.parent === undefined ? this : this.parent.root;
  }
}

/** Calls back for each flow in a queue and in the queues within it. */
export function eachFlowEntry(node: QueueNode, visit: (entry: QueueEntry) => void): void {
  for (const entry of node.flows) visit(entry);
  for (const queue of node.queues) eachFlowEntry(queue, visit);
}
