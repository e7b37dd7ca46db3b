import type { MetricSpec } from '../declare/index.ts';
import { assert } from '../engine/errors.ts';
import {
  type AccumulatedCells,
  CELL_SHIFT,
  emptyCells,
  type FoldListener,
  foldCells,
  grownCells,
  MAX,
  MIN,
  SUM,
} from './accumulator.ts';
import { capacityFor, longerDoubles } from './arrays.ts';

/** Anything that knows the simulated time: the engine. */
export interface Clock {
  readonly nowSeconds: number;
}

/**
 * One metric of all entities of one kind.
 *
 * - gauge: `set` gives the value that holds from now on; averages are over time.
 * - integral: `set` gives the rate that holds from now on; what is reported is the growth of its
 *   integral.
 * - count: `add` at the instants at which something happens; what is reported is the growth.
 * - sample: `sample` gives one value at the instant at which something happens; what is reported
 *   is the distribution over these. Its present value is the latest.
 *
 * NaN as a value means "does not apply now". A value that held for no time counts for nothing.
 *
 * Observers read the metric and never move `since`: so what one of them sees is the same, to the
 * bit, whoever else looks. Cost of `set`: below 10 ns while the arrays stay in the cache; two
 * comparisons when nobody looks or the value is unchanged.
 */
export class Metric implements AccumulatedCells {
  readonly spec: MetricSpec;
  /** Value of an entity before its first `set`. */
  readonly initial: number;
  /**
   * A gauge that nobody records or watches only stores its values. Integrals and counts are
   * always active: `total` is exact whoever looks.
   */
  active: boolean;
  /** Current value (gauge), rate (integral), total (count) or latest sample. For reading. */
  values: Float64Array<ArrayBuffer>;
  /** Instant from which the current value has held. For observers, to read. */
  since: Float64Array<ArrayBuffer>;
  /**
   * Accumulated since `openedSeconds`. For the one recorder that claimed them.
   * Of a count: the total before the instant `since`.
   */
  cells: Float64Array<ArrayBuffer>;
  /** 1: something was accumulated in the entity's cells since `openedSeconds`. */
  touched: Uint8Array<ArrayBuffer>;
  openedSeconds: number;
  /**
   * Present value of a gauge whose owner feeds it only while it is active. Whoever asks for a
   * value, or begins to observe, gets it from here.
   */
  derive: ((index: number) => number) | undefined = undefined;

  private readonly clock: Clock;
  private entityCount: number;
  private listeners: readonly FoldListener[] = [];
  private inPlainUse = true;
  private claimed = false;

  constructor(spec: MetricSpec, count: number, clock: Clock, initial = 0) {
    assert(count >= 0 && Number.isInteger(count), 'a metric needs a whole number of entities');
    this.spec = spec;
    this.initial = initial;
    this.active = spec.kind !== 'gauge';
    this.values = new Float64Array(count).fill(initial);
    this.since = new Float64Array(count).fill(clock.nowSeconds);
    this.cells = emptyCells(count);
    this.touched = new Uint8Array(count);
    this.openedSeconds = clock.nowSeconds;
    this.clock = clock;
    this.entityCount = count;
  }

  /** Entities that have this metric: indices 0 to count - 1. */
  get count(): number {
    return this.entityCount;
  }

  /** From now on the value (gauge) or the rate (integral) of the entity is `value`. */
  set(index: number, value: number): void {
    const old = this.values[index]!;
    if (old === value) return;
    this.values[index] = value;
    if (!this.active) return;
    const now = this.clock.nowSeconds;
    const held = this.since[index]!;
    if (!(held < now)) {
      assert(held === now, 'a metric was set outside its entities, or time ran backwards');
      return;
    }
    this.since[index] = now;
    if (this.inPlainUse && !Number.isNaN(old)) {
      const opened = this.openedSeconds;
      const from = Math.max(held, opened);
      if (from === now) return;
      const cells = this.cells;
      const at = index << CELL_SHIFT;
      this.touched[index] = 1;
      cells[at]! += old * (now - from);
      if (old < cells[at + MIN]!) cells[at + MIN] = old;
      if (old > cells[at + MAX]!) cells[at + MAX] = old;
    } else {
      this.foldCarefully(index, old, held, now);
    }
  }

  /**
   * `set` for the first `count` of the listed rows: entity `indices[row]` gets `values[row]`.
   * One loop without a call or an allocation for each.
   */
  setRows(indices: Int32Array, values: Float64Array, listed: Int32Array, count: number): void {
    const now = this.clock.nowSeconds;
    const opened = this.openedSeconds;
    const { values: current, since, cells, touched } = this;
    if (!this.active || (opened === now && this.inPlainUse)) {
      // What held until now counts in the interval that has just been closed, and in no other.
      for (let i = 0; i < count; i++) {
        const row = listed[i]!;
        current[indices[row]!] = values[row]!;
      }
      return;
    }
    for (let i = 0; i < count; i++) {
      const row = listed[i]!;
      const index = indices[row]!;
      const old = current[index]!;
      const value = values[row]!;
      if (old === value) continue;
      current[index] = value;
      const held = since[index]!;
      if (held === now) continue;
      since[index] = now;
      if (!this.inPlainUse || Number.isNaN(old)) {
        this.foldCarefully(index, old, held, now);
        continue;
      }
      const start = Math.max(held, opened);
      if (start === now) continue;
      const at = index << CELL_SHIFT;
      touched[index] = 1;
      cells[at]! += old * (now - start);
      if (old < cells[at + MIN]!) cells[at + MIN] = old;
      if (old > cells[at + MAX]!) cells[at + MAX] = old;
    }
  }

  /** Something happened `amount` times, now. For counts only. */
  add(index: number, amount: number): void {
    assert(this.spec.kind === 'count', 'only a count can be added to');
    assert(index < this.entityCount, 'a metric was given for an entity that it does not have');
    const now = this.clock.nowSeconds;
    if (this.since[index] !== now) {
      this.since[index] = now;
      this.cells[(index << CELL_SHIFT) + SUM] = this.values[index]!;
    }
    this.values[index]! += amount;
  }

  /** Something happened now, and this is its value. For samples only; NaN is left out. */
  sample(index: number, value: number): void {
    assert(this.spec.kind === 'sample', 'only a metric of samples takes a sample');
    assert(index < this.entityCount, 'a metric was given for an entity that it does not have');
    if (Number.isNaN(value)) return;
    this.values[index] = value;
    const now = this.clock.nowSeconds;
    for (const listener of this.listeners) listener.fold(index, value, now, now);
  }

  /** Total of a count before the present instant: for windows that begin or end with it. */
  totalBefore(index: number): number {
    assert(this.spec.kind === 'count', 'only a count has a total before an instant');
    if (this.since[index] !== this.clock.nowSeconds) return this.values[index]!;
    return this.cells[(index << CELL_SHIFT) + SUM]!;
  }

  /** Current value (gauge), rate (integral), total (count) or latest sample (NaN: none yet). */
  value(index: number): number {
    if (!this.active && this.derive !== undefined) return this.derive(index);
    return this.values[index]!;
  }

  /**
   * `value` of all entities at once. For reading, until time passes: where nobody observes the
   * metric, its own array is filled now.
   */
  present(): Float64Array {
    const { derive, values } = this;
    if (this.active || derive === undefined) return values;
    for (let index = 0; index < this.entityCount; index++) values[index] = derive(index);
    return values;
  }

  /** Exact growth from the definition of the metric to now. For integrals and counts only. */
  total(index: number): number {
    const { kind } = this.spec;
    assert(kind !== 'gauge', 'a gauge has no total');
    assert(kind !== 'sample', 'samples have no total');
    const value = this.values[index]!;
    if (kind === 'count') return value;
    const sum = this.cells[(index << CELL_SHIFT) + SUM]!;
    return !Number.isNaN(value) ? sum + value * (this.clock.nowSeconds - this.since[index]!) : sum;
  }

  /** Gives the listener every value that ends from now on. */
  attach(listener: FoldListener): void {
    this.wake();
    this.listeners = [...this.listeners, listener];
    this.inPlainUse = false;
  }

  detach(listener: FoldListener): void {
    this.listeners = this.listeners.filter((other) => other !== listener);
    this.inPlainUse = this.listeners.length === 0;
    this.sleepIfUnobserved();
  }

  /** Hands the metric's own cells to a recorder, or false when another one has them. */
  claim(): boolean {
    if (this.claimed || this.spec.kind !== 'gauge') return false;
    this.wake();
    this.claimed = true;
    this.cells = emptyCells(this.values.length);
    this.touched.fill(0);
    this.openedSeconds = this.clock.nowSeconds;
    return true;
  }

  release(): void {
    this.claimed = false;
    this.sleepIfUnobserved();
  }

  /** There are `count` entities from now on; the new ones have the initial value. */
  grow(count: number): void {
    assert(count >= this.entityCount, 'the entities of a metric cannot become fewer');
    if (count === this.entityCount) return;
    const now = this.clock.nowSeconds;
    const old = this.entityCount;
    const capacity = capacityFor(count, this.values.length);
    this.values = longerDoubles(this.values, capacity, this.initial);
    this.since = longerDoubles(this.since, capacity, now);
    this.since.fill(now, old, count);
    this.cells = grownCells(this, old, count, now);
    const touched = new Uint8Array(capacity);
    touched.set(this.touched);
    this.touched = touched.fill(1, old, count);
    this.entityCount = count;
    for (const listener of this.listeners) listener.grow(count, now);
  }

  private foldCarefully(index: number, old: number, held: number, now: number): void {
    const from = Math.max(held, this.openedSeconds);
    if (now > from) {
      this.touched[index] = 1;
      foldCells(this.cells, index, old, now - from);
    }
    for (const listener of this.listeners) listener.fold(index, old, held, now);
  }

  private wake(): void {
    if (this.active) return;
    this.active = true;
    if (this.derive !== undefined) {
      for (let index = 0; index < this.entityCount; index++) {
        this.values[index] = this.derive(index);
      }
    }
    this.since.fill(this.clock.nowSeconds);
    this.cells = emptyCells(this.values.length);
    this.touched.fill(0);
    this.openedSeconds = this.clock.nowSeconds;
  }

  private sleepIfUnobserved(): void {
    if (this.spec.kind !== 'gauge' || this.claimed || this.listeners.length > 0) return;
    this.active = false;
  }
}
