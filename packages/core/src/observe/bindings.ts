import { assert } from '../engine/errors.ts';
import { capacityFor, longerDoubles, longerInts } from './arrays.ts';
import type { EntityId } from './event-log.ts';
import type { Clock } from './metric.ts';

/** Stands for "no entity" where a constraint is not somebody's. */
export const NO_ENTITY: EntityId = -1;

/** One constraint that bound a consumer, and for how long. */
export interface Binding {
  /** The declared word: `demand`, `limit`, `shares` ... */
  readonly word: string;
  /** Whose constraint it was; undefined: the consumer's own or nobody's. */
  readonly entity: EntityId | undefined;
  readonly seconds: number;
  /** Of the time in which the consumer's binding was known. */
  readonly fraction: number;
}

export interface BindingsOptions {
  readonly clock: Clock;
  /** The words for what can bind, in the order in which equals are told. */
  readonly words: readonly string[];
  readonly consumers: number;
}

const NONE = -1;

/**
 * The binding constraint of each consumer over time: what it would take to get more.
 *
 * Exact seconds for each constraint and entity that ever bound a consumer, in one list for all
 * of them. Cost: two comparisons while nothing changes, else a walk over the few constraints
 * that have bound the consumer. Memory grows with those, not with time.
 */
export class Bindings {
  readonly words: readonly string[];
  private readonly clock: Clock;
  private consumerCount = 0;
  /** Entry that binds each consumer now, and since when. */
  private currentEntries = new Int32Array(0);
  private since = new Float64Array(0);
  /** First entry of each consumer; `next` leads through all of them. */
  private heads = new Int32Array(0);
  private codes = new Int32Array(16);
  private entities = new Float64Array(16);
  private seconds = new Float64Array(16);
  private next = new Int32Array(16);
  private entryCount = 0;

  constructor(options: BindingsOptions) {
    this.words = options.words;
    this.clock = options.clock;
    this.grow(options.consumers);
  }

  /** From now on this constraint binds the consumer; `word` is one of the declared words. */
  set(consumer: number, word: string, entity: EntityId = NO_ENTITY): void {
    const entry = this.currentEntries[consumer]!;
    if (entry >= 0 && this.entities[entry] === entity && this.wordOf(entry) === word) return;
    assert(consumer < this.consumerCount, 'a binding was given for a consumer that does not exist');
    const code = this.words.indexOf(word);
    assert(code >= 0, 'a binding has a word that is not declared');
    this.fold(consumer);
    this.currentEntries[consumer] = this.entryOf(consumer, code, entity);
  }

  /** From now on nothing binds the consumer: it does not run. */
  clear(consumer: number): void {
    this.fold(consumer);
    this.currentEntries[consumer] = NONE;
  }

  /** What binds the consumer now. */
  current(consumer: number): { word: string; entity: EntityId | undefined } | undefined {
    const entry = this.currentEntries[consumer];
    if (entry === undefined || entry === NONE) return undefined;
    return { word: this.wordOf(entry), entity: this.entityOf(entry) };
  }

  /** What has bound the consumer up to now: the longest first, then by word, then by entity. */
  of(consumer: number): readonly Binding[] {
    this.fold(consumer);
    const entries: number[] = [];
    let total = 0;
    for (let entry = this.heads[consumer] ?? NONE; entry !== NONE; entry = this.next[entry]!) {
      if (this.seconds[entry]! > 0) entries.push(entry);
    }
    entries.sort(
      (a, b) =>
        this.seconds[b]! - this.seconds[a]! ||
        this.codes[a]! - this.codes[b]! ||
        this.entities[a]! - this.entities[b]!,
    );
    for (const entry of entries) total += this.seconds[entry]!;
    return entries.map((entry) => ({
      word: this.wordOf(entry),
      entity: this.entityOf(entry),
      seconds: this.seconds[entry]!,
      fraction: this.seconds[entry]! / total,
    }));
  }

  /** There are `count` consumers from now on. */
  grow(count: number): void {
    assert(count >= this.consumerCount, 'consumers cannot become fewer');
    const capacity = capacityFor(count, this.since.length);
    this.currentEntries = longerInts(this.currentEntries, capacity, NONE);
    this.heads = longerInts(this.heads, capacity, NONE);
    this.since = longerDoubles(this.since, capacity, 0);
    this.consumerCount = count;
  }

  private fold(consumer: number): void {
    const entry = this.currentEntries[consumer]!;
    const now = this.clock.nowSeconds;
    if (entry !== NONE) this.seconds[entry]! += now - this.since[consumer]!;
    this.since[consumer] = now;
  }

  private entryOf(consumer: number, code: number, entity: EntityId): number {
    for (let entry = this.heads[consumer]!; entry !== NONE; entry = this.next[entry]!) {
      if (this.codes[entry] === code && this.entities[entry] === entity) return entry;
    }
    const entry = this.entryCount;
    if (entry === this.codes.length) this.growEntries();
    this.entryCount = entry + 1;
    this.codes[entry] = code;
    this.entities[entry] = entity;
    this.next[entry] = this.heads[consumer]!;
    this.heads[consumer] = entry;
    return entry;
  }

  private growEntries(): void {
    const capacity = 2 * this.codes.length;
    this.codes = longerInts(this.codes, capacity, NONE);
    this.next = longerInts(this.next, capacity, NONE);
    this.entities = longerDoubles(this.entities, capacity, 0);
    this.seconds = longerDoubles(this.seconds, capacity, 0);
  }

  private wordOf(entry: number): string {
    return this.words[this.codes[entry]!]!;
  }

  private entityOf(entry: number): EntityId | undefined {
    const entity = this.entities[entry]!;
    return entity === NO_ENTITY ? undefined : entity;
  }
}
