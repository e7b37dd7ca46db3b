import type { Metric } from './metric.ts';
import { Places } from './places.ts';
import type { RowBlock } from './rows.ts';
import type { RunAggregates, Track, TrackOptions } from './track.ts';

/**
 * Growth of an integral or a count, interval by interval and over the whole recording: the
 * difference of exact totals. An integral whose rate does not apply does not grow.
 */
export class GrowthTrack implements Track {
  readonly metric: Metric;
  readonly places: Places;
  private readonly keep: boolean;
  private readonly startTotals: Float64Array;
  /** Totals at the last close, by place. */
  private totals: Float64Array;
  private growth: Float64Array | undefined;

  constructor(options: TrackOptions) {
    this.metric = options.metric;
    this.places = new Places(options.metric, options.entities);
    this.keep = options.keep;
    this.totals = this.readTotals();
    this.startTotals = this.totals.slice();
  }

  close(): RowBlock {
    const before = this.totals;
    const totals = this.readTotals();
    const reused = this.growth?.length === totals.length ? this.growth : undefined;
    const growth = reused ?? new Float64Array(totals.length);
    for (let place = 0; place < totals.length; place++) {
      growth[place] = totals[place]! - (before[place] ?? 0);
    }
    this.totals = totals;
    if (!this.keep) this.growth = growth;
    return { mean: undefined, min: undefined, max: undefined, growth, covered: undefined };
  }

  aggregates(entity: number): RunAggregates {
    const place = this.places.placeOf(entity);
    const total = this.totals[place];
    const growth = total === undefined ? NaN : total - (this.startTotals[place] ?? 0);
    return { mean: undefined, min: undefined, max: undefined, growth };
  }

  percentile(): number {
    return NaN;
  }

  /** Reading totals left nothing behind at the metric. */
  release(): void {}

  private readTotals(): Float64Array {
    const { entities, width } = this.places;
    const totals = new Float64Array(width);
    for (let place = 0; place < width; place++) {
      totals[place] = this.metric.total(entities === undefined ? place : entities[place]!);
    }
    return totals;
  }
}
