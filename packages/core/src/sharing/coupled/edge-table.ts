import { widerFloats, widerInts } from './arrays.ts';

/**
 * Numbers of an edge in `EdgeTable.numbers`, at `edge * EDGE`. With the integers below they are one
 * record of 32 bytes: what publishing a level reads.
 */
export const EDGE = 4;
/** Sum of a * weight of the classes bound at the edge's binder that cross its target. */
export const WEIGHT = 0;
/** Minus an upper bound of the binder's level: key in the heap of the target. */
export const BOUND = 1;
/** Integers in the second half of the same record, in `EdgeTable.words`, at `edge * WORDS`. */
export const WORDS = 8;
/** Resource that the classes cross. */
export const TARGET = 4;
/** Resource that binds the classes. */
export const BINDER = 5;
/** Flows that follow the level. */
export const FOLLOWERS = 6;
/** Classes on the edge. */
export const CLASSES = 7;

/** Places of an edge in lists, in `EdgeTable.links`, at `edge * LINKS`. */
export const LINKS = 4;
/** First crossing of the list; -1: none. */
export const HEAD = 0;
/** Place in the target's list of incoming edges. */
export const IN_AT = 1;
/** Place in the binder's list of outgoing edges. */
export const OUT_AT = 2;

const FIRST_SLOTS = 64;

/**
 * Edges of the bottleneck structure: q -> s stands for the classes that q binds and that also
 * cross s. Found by (q, s) in a table with open addressing, and freed with their last class.
 */
export class EdgeTable {
  numbers = new Float64Array(0);
  words = new Int32Array(0);
  links = new Int32Array(0);
  private count = 0;
  private readonly free: number[] = [];
  private slots = new Int32Array(FIRST_SLOTS).fill(-1);
  private used = 0;

  /** Edges that fit before the next growth. */
  get room(): number {
    return this.numbers.length / EDGE;
  }

  /** Resource that the edge's classes cross. */
  target(edge: number): number {
    return this.words[edge * WORDS + TARGET]!;
  }

  /** Resource that binds the edge's classes. */
  binder(edge: number): number {
    return this.words[edge * WORDS + BINDER]!;
  }

  /** A new edge without classes, known to nobody. */
  take(binder: number, target: number): number {
    const edge = this.free.pop() ?? this.count++;
    if (edge >= this.room) this.grow();
    this.numbers[edge * EDGE + WEIGHT] = 0;
    this.numbers[edge * EDGE + BOUND] = 0;
    const at = edge * WORDS;
    this.words[at + TARGET] = target;
    this.words[at + BINDER] = binder;
    this.words[at + FOLLOWERS] = 0;
    this.words[at + CLASSES] = 0;
    this.links[edge * LINKS + HEAD] = -1;
    return edge;
  }

  /** The edge of two resources, made if need be. */
  between(binder: number, target: number): number {
    const { slots, words } = this;
    const mask = slots.length - 1;
    let slot = hash(binder, target) & mask;
    for (let edge = slots[slot]!; edge >= 0; edge = slots[slot]!) {
      const at = edge * WORDS;
      if (words[at + BINDER] === binder && words[at + TARGET] === target) return edge;
      slot = (slot + 1) & mask;
    }
    const edge = this.take(binder, target);
    slots[slot] = edge;
    if (2 * ++this.used > slots.length) this.widenSlots();
    return edge;
  }

  /** Frees an edge made by `between`. */
  give(edge: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    let hole = this.homeOf(edge) & mask;
    while (slots[hole] !== edge) hole = (hole + 1) & mask;
    this.used--;
    this.free.push(edge);
    // What was pushed behind the hole moves up, so that no search ends too early.
    for (let slot = (hole + 1) & mask; slots[slot]! >= 0; slot = (slot + 1) & mask) {
      const home = this.homeOf(slots[slot]!) & mask;
      if (((slot - home) & mask) < ((slot - hole) & mask)) continue;
      slots[hole] = slots[slot]!;
      hole = slot;
    }
    slots[hole] = -1;
  }

  /** Frees an edge made by `take` itself, which no look-up finds. */
  giveSelf(edge: number): void {
    this.free.push(edge);
  }

  /** Forgets all edges. */
  clear(): void {
    this.count = 0;
    this.free.length = 0;
    this.used = 0;
    this.slots.fill(-1);
  }

  private homeOf(edge: number): number {
    return hash(this.binder(edge), this.target(edge));
  }

  private widenSlots(): void {
    const old = this.slots;
    this.slots = new Int32Array(2 * old.length).fill(-1);
    const mask = this.slots.length - 1;
    for (const edge of old) {
      if (edge < 0) continue;
      let slot = this.homeOf(edge) & mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = edge;
    }
  }

  private grow(): void {
    const room = Math.max(64, 2 * this.room);
    this.numbers = widerFloats(this.numbers, room * EDGE);
    this.words = new Int32Array(this.numbers.buffer);
    this.links = widerInts(this.links, room * LINKS);
  }
}

/** Mixes two ids; multipliers are odd and near the golden ratio of 2^32 (Knuth). */
function hash(binder: number, target: number): number {
  const mixed = Math.imul(binder, 0x9e3779b1) ^ Math.imul(target, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
