import { assert } from '../engine/errors.ts';
import {
  CELL_SHIFT,
  emptyCells,
  type FoldListener,
  foldCells,
  grownCells,
  MAX,
  MIN,
  MISSING,
  meanOf,
  SUM,
} from './accumulator.ts';
import { capacityFor, longerDoubles } from './arrays.ts';
import { TimeHistogram } from './histogram.ts';
import { InstantSamples } from './instant-samples.ts';
import type { Clock, Metric } from './metric.ts';
import { Places } from './places.ts';
import { foldSample } from './sample-track.ts';

export type Aggregate = 'mean' | 'min' | 'max' | 'sum' | 'last' | 'p50' | 'p95' | 'p99';

export interface WatchConfig {
  /** Name of the metric. */
  readonly metric: string;
  /** Watched entities; undefined: all, those that come later too. */
  readonly entities?: Int32Array | undefined;
  /** Whether percentiles are asked for. */
  readonly percentiles?: boolean | undefined;
}

/**
 * Exact aggregates of one metric over a window of time.
 *
 * The owner's timers call `open` and `close`; a window that recurs adds up over its recurrences.
 * What holds before the window opens and still holds inside counts from the opening. It reads
 * while it is open, too: up to now.
 *
 * - gauge: mean, min, max and percentiles of the time in which it applied; `sum` is its integral
 *   (unit x seconds), `last` its value at the end of the window.
 * - integral and count: one window has one growth, and every aggregate is that growth. What
 *   happens at the instant of its opening is inside, at that of its closing outside.
 * - sample: mean, min, max and percentiles over the samples of the window, `sum` their sum, `last`
 *   the latest. Edges are those of counts.
 *
 * Nothing is paid by a metric without watches. Watches disturb no recorder and one another not.
 */
export class Watch implements FoldListener {
  readonly metric: Metric;
  readonly places: Places;
  private readonly clock: Clock;
  private readonly histogram: TimeHistogram | undefined;
  /** As the cells of a metric, but the fourth number is the seconds in which it applied. */
  private cells: Float64Array<ArrayBuffer>;
  /** Value that held last, by place. */
  private last: Float64Array<ArrayBuffer>;
  /** Totals of a count when the window opened, by place. */
  private totals: Float64Array<ArrayBuffer>;
  private width: number;
  private openedSeconds = 0;
  private readonly instant = new InstantSamples();
  private isOpen = false;
  private everOpened = false;

  /** Use `MetricStore.watch`. */
  constructor(config: WatchConfig, metric: Metric, clock: Clock) {
    this.metric = metric;
    this.places = new Places(metric, config.entities);
    this.clock = clock;
    this.width = this.places.width;
    this.cells = emptyCells(this.width);
    this.last = new Float64Array(this.width).fill(NaN);
    this.totals = new Float64Array(this.width);
    const { kind } = metric.spec;
    if (config.percentiles && (kind === 'gauge' || kind === 'sample')) {
      this.histogram = new TimeHistogram(this.width);
    }
    metric.attach(this);
  }

  /** Whether the window has opened at least once. */
  get hasOpened(): boolean {
    return this.everOpened;
  }

  open(nowSeconds: number): void {
    assert(!this.isOpen, 'the window of a watch is open already');
    this.isOpen = true;
    this.everOpened = true;
    this.openedSeconds = nowSeconds;
    if (this.metric.spec.kind === 'count') this.takeTotals();
    if (this.instant.heldSeconds < nowSeconds) this.instant.drop();
  }

  close(nowSeconds: number): void {
    assert(this.isOpen, 'the window of a watch is not open');
    this.catchUp(nowSeconds);
    if (this.metric.spec.kind === 'count') this.takeGrowths();
    if (this.instant.heldSeconds < nowSeconds) this.takeSamples();
    this.isOpen = false;
  }

  /** Ends the watch for good; what it has stays readable. */
  release(): void {
    if (this.isOpen) this.close(this.clock.nowSeconds);
    this.metric.detach(this);
  }

  /** Says whether the metric applied to the entity at any time in the window. */
  applied(entity: number): boolean {
    const at = this.placeOf(entity) << CELL_SHIFT;
    if (this.metric.spec.kind === 'count') return this.everOpened;
    return this.cells[at + MIN]! <= this.cells[at + MAX]!;
  }

  /** In the metric's unit. NaN when it did not apply to the entity at any time in the window. */
  aggregate(entity: number, aggregate: Aggregate): number {
    if (!this.applied(entity)) return NaN;
    const place = this.placeOf(entity);
    const at = place << CELL_SHIFT;
    const sum = this.cells[at + SUM]!;
    if (this.metric.spec.kind === 'count') {
      return this.isOpen ? sum + this.metric.total(entity) - this.totals[place]! : sum;
    }
    if (this.metric.spec.kind === 'integral') return sum;
    const min = this.cells[at + MIN]!;
    const max = this.cells[at + MAX]!;
    switch (aggregate) {
      case 'mean':
        return meanOf(sum, this.cells[at + COVERED]!, min, max);
      case 'min':
        return min;
      case 'max':
        return max;
      case 'sum':
        return sum;
      case 'last':
        return this.last[place]!;
      default:
        return this.percentile(entity, Number(aggregate.slice(1)));
    }
  }

  /**
   * Percentile by time, or over samples, within 1 %; NaN when none are kept or the metric never
   * applied.
   * @param percent 0 to 100
   */
  percentile(entity: number, percent: number): number {
    return this.histogram?.percentile(this.placeOf(entity), percent, NOTHING_PENDING) ?? NaN;
  }

  fold(index: number, value: number, fromSeconds: number, toSeconds: number): void {
    const place = this.places.placeOf(index);
    if (this.metric.spec.kind === 'sample') {
      if (this.instant.heldSeconds < toSeconds) this.takeSamples();
      if (place >= 0) this.instant.hold(place, value, toSeconds);
      return;
    }
    if (!this.isOpen) return;
    const seconds = toSeconds - Math.max(fromSeconds, this.openedSeconds);
    if (place < 0 || !(seconds > 0)) return;
    this.last[place] = value;
    if (Number.isNaN(value)) return;
    foldCells(this.cells, place, value, seconds);
    this.cells[(place << CELL_SHIFT) + COVERED]! += seconds;
    this.histogram?.add(place, value, seconds);
  }

  grow(_count: number, nowSeconds: number): void {
    const { width } = this.places;
    if (width === this.width) return;
    const old = { cells: this.cells, openedSeconds: nowSeconds };
    this.cells = grownCells(old, this.width, width, nowSeconds);
    const capacity = capacityFor(width, this.last.length);
    this.last = longerDoubles(this.last, capacity, NaN);
    this.totals = longerDoubles(this.totals, capacity, 0);
    this.histogram?.grow(width);
    this.width = width;
  }

  private placeOf(entity: number): number {
    if (this.isOpen) this.catchUp(this.clock.nowSeconds);
    if (this.isOpen) this.takeSamples();
    const place = this.places.placeOf(entity);
    assert(place >= 0, 'a watch was asked for an entity that it does not watch');
    return place;
  }

  /** Takes in what holds still, up to now. */
  private catchUp(nowSeconds: number): void {
    const { kind } = this.metric.spec;
    if (nowSeconds === this.openedSeconds || kind === 'count' || kind === 'sample') return;
    const { values, since } = this.metric;
    for (let place = 0; place < this.width; place++) {
      const index = this.entityAt(place);
      this.fold(index, values[index]!, since[index]!, nowSeconds);
    }
    this.openedSeconds = nowSeconds;
  }

  /** Counts what was held back as far as the window is open. */
  private takeSamples(): void {
    if (!this.isOpen) {
      this.instant.drop();
      return;
    }
    this.instant.take((place, value) => {
      this.last[place] = value;
      foldSample(this.cells, place, value);
      this.histogram?.add(place, value, 1);
    });
  }

  private takeTotals(): void {
    for (let place = 0; place < this.width; place++) {
      this.totals[place] = this.metric.totalBefore(this.entityAt(place));
    }
  }

  private takeGrowths(): void {
    for (let place = 0; place < this.width; place++) {
      const total = this.metric.totalBefore(this.entityAt(place));
      this.cells[(place << CELL_SHIFT) + SUM]! += total - this.totals[place]!;
    }
  }

  private entityAt(place: number): number {
    return this.places.entities === undefined ? place : this.places.entities[place]!;
  }
}

/** In a watch the fourth cell holds the seconds in which the metric applied, or the samples. */
const COVERED = MISSING;
const NOTHING_PENDING = { value: NaN, seconds: 0 };
