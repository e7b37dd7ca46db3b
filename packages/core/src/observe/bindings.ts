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

/** What had bound whom for how long at an instant. Belongs to the bindings that gave it. */
export interface BindingMark {
  readonly nowSeconds: number;
  readonly present: Int32Array;
  readonly since: Float64Array;
  readonly cellSeconds: Float64Array;
  readonly entrySeconds: Float64Array;
}

/** Nothing binds, or there is no further entry. */
const NONE = -1;

/**
 * The binding constraint of each consumer over time: what it would take to get more.
 *
 * Exact seconds for each constraint and entity that ever bound a consumer. The first entity of each
 * word has a cell of its own by consumer and word; further ones go to one list for all. Cost: two
 * comparisons while nothing changes, else a few stores. Memory grows with consumers and with the
 * pairs of constraint and entity, not with time.
 */
export class Bindings {
  readonly words: readonly string[];
  private readonly clock: Clock;
  private consumerCount = 0;
  /** What binds each consumer now: a cell, an entry behind all cells, or NONE; and since when. */
  private present = new Int32Array(0);
  private since = new Float64Array(0);
  /** By consumer and word: the first entity that bound it so, and for how long. */
  private cellEntities = new Float64Array(0);
  private cellSeconds = new Float64Array(0);
  /** Further entities: entry i is known as `cells + i`; `heads` and `next` list a consumer's. */
  private heads = new Int32Array(0);
  private entryCodes = new Int32Array(16);
  private entryEntities = new Float64Array(16);
  private entrySeconds = new Float64Array(16);
  private next = new Int32Array(16);
  private entryCount = 0;

  constructor(options: BindingsOptions) {
    this.words = options.words;
    this.clock = options.clock;
    this.grow(options.consumers);
  }

  /** From now on this constraint binds the consumer; `code` is the place of its word. */
  set(consumer: number, code: number, entity: EntityId = NO_ENTITY): void {
    const { present, cellEntities } = this;
    const cell = consumer * this.words.length + code;
    const before = present[consumer]!;
    if (before === cell && cellEntities[cell] === entity) return;
    assert(consumer < this.consumerCount, 'a binding was given for a consumer that does not exist');
    assert(code >= 0 && code < this.words.length, 'a binding has a code without a word');
    if (before !== NONE) this.fold(consumer, before);
    this.since[consumer] = this.clock.nowSeconds;
    const first = cellEntities[cell]!;
    if (Number.isNaN(first)) cellEntities[cell] = entity;
    present[consumer] =
      Number.isNaN(first) || first === entity ? cell : this.entryOf(consumer, code, entity);
  }

  /** From now on nothing binds the consumer: it does not run. */
  clear(consumer: number): void {
    const before = this.present[consumer]!;
    if (before !== NONE) this.fold(consumer, before);
    this.present[consumer] = NONE;
  }

  /** What binds the consumer now. */
  current(consumer: number): { word: string; entity: EntityId | undefined } | undefined {
    const place = this.present[consumer];
    if (place === undefined || place === NONE) return undefined;
    return { word: this.wordOf(place), entity: this.entityOf(place) };
  }

  /**
   * What has bound the consumer up to now: the longest first, then by word, then by entity.
   * @param mark leaves out what was before it
   */
  of(consumer: number, mark?: BindingMark): readonly Binding[] {
    const sums = this.sums();
    const secondsOf = (place: number): number =>
      this.secondsAt(consumer, place, sums) - (mark ? this.secondsAt(consumer, place, mark) : 0);
    const found = this.placesOf(consumer)
      .map((place) => ({ place, seconds: secondsOf(place) }))
      .filter(({ seconds }) => seconds > 0);
    found.sort(
      (a, b) =>
        b.seconds - a.seconds ||
        this.codeOf(a.place) - this.codeOf(b.place) ||
        this.numberOf(a.place) - this.numberOf(b.place),
    );
    let total = 0;
    for (const { seconds } of found) total += seconds;
    return found.map(({ place, seconds }) => ({
      word: this.wordOf(place),
      entity: this.entityOf(place),
      seconds,
      fraction: seconds / total,
    }));
  }

  /**
   * Remembers this instant, for `of`. Cost: a copy of all sums.
   * @param reuse a mark that is of no use any more, whose arrays are taken
   */
  mark(reuse?: BindingMark): BindingMark {
    return {
      nowSeconds: this.clock.nowSeconds,
      present: copyInto(reuse?.present, this.present),
      since: copyInto(reuse?.since, this.since),
      cellSeconds: copyInto(reuse?.cellSeconds, this.cellSeconds),
      entrySeconds: copyInto(reuse?.entrySeconds, this.entrySeconds),
    };
  }

  /** There are `count` consumers from now on. */
  grow(count: number): void {
    assert(count >= this.consumerCount, 'consumers cannot become fewer');
    assert(this.entryCount === 0, 'consumers were added after entries behind the cells');
    const capacity = capacityFor(count, this.since.length);
    const cells = capacity * this.words.length;
    this.present = longerInts(this.present, capacity, NONE);
    this.heads = longerInts(this.heads, capacity, NONE);
    this.since = longerDoubles(this.since, capacity, 0);
    this.cellEntities = longerDoubles(this.cellEntities, cells, Number.NaN);
    this.cellSeconds = longerDoubles(this.cellSeconds, cells, 0);
    this.consumerCount = count;
  }

  private sums(): BindingMark {
    const { present, since, cellSeconds, entrySeconds } = this;
    return { nowSeconds: this.clock.nowSeconds, present, since, cellSeconds, entrySeconds };
  }

  private fold(consumer: number, place: number): void {
    const seconds = this.clock.nowSeconds - this.since[consumer]!;
    const cells = this.cellSeconds.length;
    if (place < cells) this.cellSeconds[place]! += seconds;
    else this.entrySeconds[place - cells]! += seconds;
  }

  private entryOf(consumer: number, code: number, entity: EntityId): number {
    const cells = this.cellSeconds.length;
    for (let entry = this.heads[consumer]!; entry !== NONE; entry = this.next[entry]!) {
      if (this.entryCodes[entry] === code && this.entryEntities[entry] === entity) {
        return cells + entry;
      }
    }
    const entry = this.entryCount;
    if (entry === this.entryCodes.length) this.growEntries();
    this.entryCount = entry + 1;
    this.entryCodes[entry] = code;
    this.entryEntities[entry] = entity;
    this.next[entry] = this.heads[consumer]!;
    this.heads[consumer] = entry;
    return cells + entry;
  }

  private growEntries(): void {
    const capacity = 2 * this.entryCodes.length;
    this.entryCodes = longerInts(this.entryCodes, capacity, NONE);
    this.next = longerInts(this.next, capacity, NONE);
    this.entryEntities = longerDoubles(this.entryEntities, capacity, 0);
    this.entrySeconds = longerDoubles(this.entrySeconds, capacity, 0);
  }

  /** Cells and entries of a consumer. */
  private placesOf(consumer: number): number[] {
    const width = this.words.length;
    const places: number[] = [];
    for (let code = 0; code < width; code++) places.push(consumer * width + code);
    for (let entry = this.heads[consumer] ?? NONE; entry !== NONE; entry = this.next[entry]!) {
      places.push(this.cellSeconds.length + entry);
    }
    return places;
  }

  /** Seconds of a consumer's place up to an instant, the stretch that lasts included. */
  private secondsAt(consumer: number, place: number, sums: BindingMark): number {
    const cells = this.cellSeconds.length;
    const seconds =
      place < cells ? (sums.cellSeconds[place] ?? 0) : (sums.entrySeconds[place - cells] ?? 0);
    if (sums.present[consumer] !== place) return seconds;
    return seconds + (sums.nowSeconds - sums.since[consumer]!);
  }

  private codeOf(place: number): number {
    const cells = this.cellSeconds.length;
    return place < cells ? place % this.words.length : this.entryCodes[place - cells]!;
  }

  private numberOf(place: number): number {
    const cells = this.cellSeconds.length;
    return place < cells ? this.cellEntities[place]! : this.entryEntities[place - cells]!;
  }

  private wordOf(place: number): string {
    return this.words[this.codeOf(place)]!;
  }

  private entityOf(place: number): EntityId | undefined {
    const entity = this.numberOf(place);
    return entity === NO_ENTITY ? undefined : entity;
  }
}

function copyInto<T extends Int32Array | Float64Array>(target: T | undefined, source: T): T {
  if (target?.length !== source.length) return source.slice() as T;
  target.set(source);
  return target;
}
