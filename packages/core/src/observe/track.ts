import type { Metric } from './metric.ts';
import type { Places } from './places.ts';
import type { RowBlock } from './rows.ts';

export type Stat = 'mean' | 'min' | 'max';

export interface TrackOptions {
  readonly metric: Metric;
  /** Indices of the recorded entities; undefined: all, those that come later too. */
  readonly entities: Int32Array | undefined;
  readonly stats: readonly Stat[];
  readonly percentiles: boolean;
  /** Whether each block gets arrays of its own; else they are used again. */
  readonly keep: boolean;
  readonly nowSeconds: number;
}

/** One number for each statistic of a whole run. NaN where it never applied. */
export interface RunAggregates {
  /**
   * Mean, least and largest value of a gauge (over time) or of samples (over them); undefined for
   * other kinds.
   */
  readonly mean: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** Growth of an integral or a count since the recorder began; undefined for a gauge. */
  readonly growth: number | undefined;
  /** How many samples there were; undefined for other kinds. */
  readonly samples?: number;
}

/** One metric as one recorder sees it. */
export interface Track {
  readonly metric: Metric;
  readonly places: Places;
  /** Closes the interval at `nowSeconds` and returns its block. */
  close(nowSeconds: number): RowBlock;
  /** Over everything that has been closed. */
  aggregates(entity: number): RunAggregates;
  /**
   * By time (of samples: over them), from the beginning of the recording to `nowSeconds`.
   * NaN: never applied.
   */
  percentile(entity: number, percent: number, nowSeconds: number): number;
  /** Ends the recording; what it has stays readable. */
  release(nowSeconds: number): void;
}
