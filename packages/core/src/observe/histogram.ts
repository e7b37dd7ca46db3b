import { capacityFor, longerInts } from './arrays.ts';

/**
 * Time by value, for percentiles weighted by duration: sparse, of many entities at once.
 *
 * A value falls into the bin that the leading bits of its double name: sign, exponent and seven
 * bits of the mantissa, so a bin is at most 1/128 of its value wide and no logarithm is needed.
 * A bin reports the first value that fell into it: a value that really occurred, within 0.8 % of
 * all the others, and exact where all of them were equal.
 * Source: design note on percentiles (1 % bins from the bits, weighted by duration).
 *
 * Simplifications: values below 2.3e-308 share the bin of zero.
 * Cost: one hash look-up a value. All pairs of entity and bin that occur lie in one table with
 * open addressing, 32 bytes each and at most two thirds full, so that a look-up is one cache line.
 */

/** Sign, exponent and seven bits of the mantissa are what lies above these bits. */
const BIN_SHIFT = 13;
const NONE = -1;

const doubleView = new Float64Array(1);
const wordView = new Int32Array(doubleView.buffer);
doubleView[0] = 1;
const HIGH_WORD = wordView[1] === 0x3ff00000 ? 1 : 0;

/** An entry is eight 32-bit words: entity + 1 (0: free), bin, next entry, unused, two doubles. */
const WORDS = 8;
const OWNER = 0;
const BIN = 1;
const NEXT = 2;
/** The same entry as four doubles: the last two are seconds and the first value. */
const DOUBLES = 4;
const SECONDS = 2;
const FIRST_VALUE = 3;

/**
 * Bin of a value: a whole number that grows with it. Zero of either sign has bin 0.
 * @param value any number but NaN
 */
export function binOf(value: number): number {
  doubleView[0] = Math.abs(value);
  const bin = wordView[HIGH_WORD]! >>> BIN_SHIFT;
  return value < 0 ? -bin - 1 : bin;
}

/** A value and how long it held; `seconds` 0 stands for nothing. */
export interface HeldValue {
  readonly value: number;
  readonly seconds: number;
}

export class TimeHistogram {
  /** First entry of each entity; `NEXT` leads through all of its entries. */
  private heads: Int32Array<ArrayBuffer>;
  private words: Int32Array<ArrayBuffer>;
  private doubles: Float64Array<ArrayBuffer>;
  private capacity = 64;
  private used = 0;

  constructor(count: number) {
    this.heads = new Int32Array(count).fill(NONE);
    this.words = new Int32Array(this.capacity * WORDS);
    this.doubles = new Float64Array(this.words.buffer);
  }

  /** Pairs of entity and bin that have occurred. */
  get entryCount(): number {
    return this.used;
  }

  /** The value of entity `index` held for `seconds`; NaN is left out. */
  add(index: number, value: number, seconds: number): void {
    if (Number.isNaN(value) || !(seconds > 0)) return;
    const entry = this.entryOf(index, binOf(value), value);
    this.doubles[entry * DOUBLES + SECONDS]! += seconds;
  }

  grow(count: number): void {
    this.heads = longerInts(this.heads, capacityFor(count, this.heads.length), NONE);
  }

  /**
   * The smallest value at or below which the entity was for `percent` of the time, within 1 %.
   * `pending` is a value that holds still. NaN when no value held.
   * @param percent 0 to 100
   */
  percentile(index: number, percent: number, pending: HeldValue): number {
    const held = this.heldValues(index);
    if (pending.seconds > 0 && !Number.isNaN(pending.value)) held.push(pending);
    held.sort((a, b) => a.value - b.value || a.seconds - b.seconds);
    let total = 0;
    for (const { seconds } of held) total += seconds;
    // The sum of many durations is off by some of its last bits; an exact half stays a half.
    const target = (total * percent * (1 - 1e-12)) / 100;
    let passed = 0;
    for (const { value, seconds } of held) {
      passed += seconds;
      if (passed >= target) return value;
    }
    return held.at(-1)?.value ?? NaN;
  }

  private heldValues(index: number): HeldValue[] {
    const held: HeldValue[] = [];
    let entry = this.heads[index]!;
    while (entry !== NONE) {
      const at = entry * DOUBLES;
      held.push({
        value: this.doubles[at + FIRST_VALUE]!,
        seconds: this.doubles[at + SECONDS]!,
      });
      entry = this.words[entry * WORDS + NEXT]!;
    }
    return held;
  }

  /** Entry of the pair, made if there is none. */
  private entryOf(index: number, bin: number, value: number): number {
    const words = this.words;
    const mask = this.capacity - 1;
    let entry = hash(index, bin) & mask;
    for (;;) {
      const owner = words[entry * WORDS + OWNER]!;
      if (owner === 0) break;
      if (owner === index + 1 && words[entry * WORDS + BIN] === bin) return entry;
      entry = (entry + 1) & mask;
    }
    if (3 * this.used >= 2 * this.capacity) {
      this.rehash();
      return this.entryOf(index, bin, value);
    }
    this.used += 1;
    this.occupy(entry, index, bin);
    this.doubles[entry * DOUBLES + SECONDS] = 0;
    this.doubles[entry * DOUBLES + FIRST_VALUE] = value;
    return entry;
  }

  private occupy(entry: number, index: number, bin: number): void {
    const at = entry * WORDS;
    this.words[at + OWNER] = index + 1;
    this.words[at + BIN] = bin;
    this.words[at + NEXT] = this.heads[index]!;
    this.heads[index] = entry;
  }

  private rehash(): void {
    const words = this.words;
    const doubles = this.doubles;
    const oldCapacity = this.capacity;
    this.capacity = 2 * oldCapacity;
    this.words = new Int32Array(this.capacity * WORDS);
    this.doubles = new Float64Array(this.words.buffer);
    this.heads.fill(NONE);
    const mask = this.capacity - 1;
    for (let old = 0; old < oldCapacity; old++) {
      const index = words[old * WORDS + OWNER]! - 1;
      if (index < 0) continue;
      const bin = words[old * WORDS + BIN]!;
      let entry = hash(index, bin) & mask;
      while (this.words[entry * WORDS + OWNER] !== 0) entry = (entry + 1) & mask;
      this.occupy(entry, index, bin);
      this.doubles[entry * DOUBLES + SECONDS] = doubles[old * DOUBLES + SECONDS]!;
      this.doubles[entry * DOUBLES + FIRST_VALUE] = doubles[old * DOUBLES + FIRST_VALUE]!;
    }
  }
}

function hash(index: number, bin: number): number {
  const mixed = Math.imul(index ^ Math.imul(bin, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
