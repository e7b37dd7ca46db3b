import { capacityFor, longerDoubles, longerInts } from './arrays.ts';

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
 * Cost: a hash look-up a value, none while a value falls into the entity's latest bin; 28 bytes
 * a pair of entity and bin that occurs, and 8 to 16 of hash table.
 */

/** Sign, exponent and seven bits of the mantissa are what lies above these bits. */
const BIN_SHIFT = 13;
const NONE = -1;

const doubleView = new Float64Array(1);
const wordView = new Int32Array(doubleView.buffer);
doubleView[0] = 1;
const HIGH_WORD = wordView[1] === 0x3ff00000 ? 1 : 0;

/**
 * Bin of a value: a whole number that grows with it. Zero of either sign has bin 0.
 * @param value any number but NaN
 */
export function binOf(value: number): number {
  if (value < 0) {
    doubleView[0] = -value;
    return -(wordView[HIGH_WORD]! >>> BIN_SHIFT) - 1;
  }
  doubleView[0] = value + 0;
  return wordView[HIGH_WORD]! >>> BIN_SHIFT;
}

/** A value and how long it held; `seconds` 0 stands for nothing. */
export interface HeldValue {
  readonly value: number;
  readonly seconds: number;
}

export class TimeHistogram {
  /** First entry of each entity; `#next` leads through all of its entries. */
  #heads: Int32Array<ArrayBuffer>;
  /** Entry that each entity used last. */
  #latest: Int32Array<ArrayBuffer>;
  #slots = new Int32Array(64).fill(NONE);
  #owners = new Int32Array(32);
  #bins = new Int32Array(32);
  #next = new Int32Array(32);
  #seconds = new Float64Array(32);
  #firstValues = new Float64Array(32);
  #entryCount = 0;

  constructor(count: number) {
    this.#heads = new Int32Array(count).fill(NONE);
    this.#latest = new Int32Array(count).fill(NONE);
  }

  /** Pairs of entity and bin that have occurred. */
  get entryCount(): number {
    return this.#entryCount;
  }

  /** The value of entity `index` held for `seconds`; NaN is left out. */
  add(index: number, value: number, seconds: number): void {
    if (Number.isNaN(value) || !(seconds > 0)) return;
    const bin = binOf(value);
    let entry = this.#latest[index]!;
    if (entry === NONE || this.#bins[entry] !== bin) {
      entry = this.#entryOf(index, bin, value);
      this.#latest[index] = entry;
    }
    this.#seconds[entry]! += seconds;
  }

  grow(count: number): void {
    const capacity = capacityFor(count, this.#heads.length);
    this.#heads = longerInts(this.#heads, capacity, NONE);
    this.#latest = longerInts(this.#latest, capacity, NONE);
  }

  /**
   * The smallest value at or below which the entity was for `percent` of the time, within 1 %.
   * `pending` is a value that holds still. NaN when no value held.
   * @param percent 0 to 100
   */
  percentile(index: number, percent: number, pending: HeldValue): number {
    const entries: HeldValue[] = [];
    for (let entry = this.#heads[index]!; entry !== NONE; entry = this.#next[entry]!) {
      entries.push({ value: this.#firstValues[entry]!, seconds: this.#seconds[entry]! });
    }
    if (pending.seconds > 0 && !Number.isNaN(pending.value)) entries.push(pending);
    entries.sort((a, b) => a.value - b.value || a.seconds - b.seconds);
    let total = 0;
    for (const entry of entries) total += entry.seconds;
    // The sum of many durations is off by some of its last bits; an exact half stays a half.
    const target = (total * percent * (1 - 1e-12)) / 100;
    let passed = 0;
    for (const entry of entries) {
      passed += entry.seconds;
      if (passed >= target) return entry.value;
    }
    return entries.at(-1)?.value ?? NaN;
  }

  #entryOf(index: number, bin: number, value: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(index, bin) & mask;
    for (;;) {
      const entry = this.#slots[slot]!;
      if (entry === NONE) break;
      if (this.#owners[entry] === index && this.#bins[entry] === bin) return entry;
      slot = (slot + 1) & mask;
    }
    const entry = this.#entryCount;
    if (entry === this.#bins.length) this.#growEntries();
    this.#entryCount = entry + 1;
    this.#owners[entry] = index;
    this.#bins[entry] = bin;
    this.#firstValues[entry] = value;
    this.#next[entry] = this.#heads[index]!;
    this.#heads[index] = entry;
    this.#slots[slot] = entry;
    if (2 * this.#entryCount > this.#slots.length) this.#rehash();
    return entry;
  }

  #growEntries(): void {
    const capacity = 2 * this.#bins.length;
    this.#owners = longerInts(this.#owners, capacity, 0);
    this.#bins = longerInts(this.#bins, capacity, 0);
    this.#next = longerInts(this.#next, capacity, NONE);
    this.#seconds = longerDoubles(this.#seconds, capacity, 0);
    this.#firstValues = longerDoubles(this.#firstValues, capacity, 0);
  }

  #rehash(): void {
    const slots = new Int32Array(2 * this.#slots.length).fill(NONE);
    const mask = slots.length - 1;
    for (let entry = 0; entry < this.#entryCount; entry++) {
      let slot = hash(this.#owners[entry]!, this.#bins[entry]!) & mask;
      while (slots[slot] !== NONE) slot = (slot + 1) & mask;
      slots[slot] = entry;
    }
    this.#slots = slots;
  }
}

function hash(index: number, bin: number): number {
  const mixed = Math.imul(index ^ Math.imul(bin, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
