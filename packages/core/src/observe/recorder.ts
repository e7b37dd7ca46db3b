import { assert } from '../engine/errors.ts';
import { GaugeTrack } from './gauge-track.ts';
import { GrowthTrack } from './growth-track.ts';
import type { Clock, Metric } from './metric.ts';
import { NamePatterns } from './name-pattern.ts';
import { KeptRows, type RowBlock } from './rows.ts';
import { SampleTrack } from './sample-track.ts';
import type { RunAggregates, Stat, Track, TrackOptions } from './track.ts';

/** Doubles that a recorder keeps unless told otherwise: 1.6 GB. */
const DEFAULT_MAX_CELLS = 200e6;

export interface RecorderConfig {
  /** Names with `*`; undefined: every metric that is defined by now. */
  readonly metrics?: readonly string[] | undefined;
  /** Indices of the recorded entities by kind; a kind that is not named: all of them. */
  readonly entities?: Readonly<Record<string, Int32Array | undefined>> | undefined;
  /** Distance of the calls to `closeInterval`. */
  readonly intervalSeconds: number;
  /** Statistics of gauges and samples. Integrals and counts have one, their growth. */
  readonly stats: readonly Stat[];
  /** Whether percentiles by time over the whole recording are kept. */
  readonly percentiles?: boolean | undefined;
  /** Doubles to keep before neighbouring rows are merged. */
  readonly maxCells?: number | undefined;
  /** False: rows go to the listeners only. */
  readonly keep?: boolean | undefined;
}

/** One metric of a row as listeners get it. The arrays are only good during the call. */
export interface RecordedBlock extends Readonly<RowBlock> {
  readonly metric: Metric;
  /** Entity of each place of the arrays; undefined: place and entity are the same. */
  readonly entities: Int32Array | undefined;
}

export interface RecordedRow {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly blocks: readonly RecordedBlock[];
}

/** One metric of one entity over time, one number a kept row. */
export interface Series {
  readonly fromSeconds: Float64Array;
  readonly toSeconds: Float64Array;
  /** Present as far as the recorder keeps the statistic. */
  readonly mean?: Float64Array;
  readonly min?: Float64Array;
  readonly max?: Float64Array;
  /** Present for integrals and counts. */
  readonly growth?: Float64Array;
}

/**
 * Records metrics interval by interval, exactly and bounded.
 *
 * Whoever owns the timer calls `closeInterval` at start + k * interval, in the last phase of the
 * instant, and once more at the end for what is left. Listeners always get the rows of these
 * intervals. What is kept for `series` is the same until `maxCells` is reached; then neighbouring
 * rows are merged and the kept interval doubles, as often as needed.
 */
export class Recorder {
  readonly intervalSeconds: number;
  private readonly clock: Clock;
  private readonly tracks: readonly Track[];
  private readonly byName: ReadonlyMap<string, Track>;
  private readonly kept: KeptRows | undefined;
  private openedSeconds: number;
  private readonly closing: () => void;
  private listeners: readonly ((row: RecordedRow) => void)[] = [];

  /** Use `MetricStore.record`. */
  constructor(
    config: RecorderConfig,
    metrics: readonly Metric[],
    clock: Clock,
    closing: () => void = () => {},
  ) {
    this.closing = closing;
    assert(config.intervalSeconds > 0, 'a recorder needs a positive interval');
    const keep = config.keep ?? true;
    const patterns = new NamePatterns(config.metrics ?? ['*']);
    this.intervalSeconds = config.intervalSeconds;
    this.clock = clock;
    this.openedSeconds = clock.nowSeconds;
    this.kept = keep ? new KeptRows(config.maxCells ?? DEFAULT_MAX_CELLS) : undefined;
    this.tracks = metrics
      .filter((metric) => patterns.matches(metric.spec.name))
      .map((metric) =>
        createTrack({
          metric,
          entities: config.entities?.[metric.spec.entity],
          stats: config.stats,
          percentiles: config.percentiles ?? false,
          keep,
          nowSeconds: clock.nowSeconds,
        }),
      );
    this.byName = new Map(this.tracks.map((track) => [track.metric.spec.name, track]));
  }

  /** The recorded metrics. */
  get metrics(): readonly Metric[] {
    return this.tracks.map((track) => track.metric);
  }

  /** Interval of the kept rows: `intervalSeconds` times 1, 2, 4 ... */
  get keptIntervalSeconds(): number {
    return this.intervalSeconds * (this.kept?.partsPerRow ?? 1);
  }

  /** Ends the interval now. An interval without time is no interval: nothing happens. */
  closeInterval(nowSeconds: number): void {
    assert(nowSeconds === this.clock.nowSeconds, 'an interval is closed at another time than now');
    const fromSeconds = this.openedSeconds;
    if (nowSeconds === fromSeconds) return;
    this.closing();
    const blocks = this.tracks.map((track) => track.close(nowSeconds));
    this.openedSeconds = nowSeconds;
    this.tell(fromSeconds, nowSeconds, blocks);
    this.kept?.append({ fromSeconds, toSeconds: nowSeconds, blocks });
  }

  /** Calls the listener with each row as it closes. Returns what ends that. */
  onRow(listener: (row: RecordedRow) => void): () => void {
    this.listeners = [...this.listeners, listener];
    return () => {
      this.listeners = this.listeners.filter((other) => other !== listener);
    };
  }

  /**
   * What is kept of one metric of one entity, from the first interval in which it existed.
   * Undefined when the metric or the entity is not recorded, or rows are not kept.
   */
  series(metricName: string, entity: number): Series | undefined {
    const track = this.byName.get(metricName);
    const place = track?.places.placeOf(entity) ?? -1;
    if (track === undefined || place < 0 || this.kept === undefined) return undefined;
    const at = this.tracks.indexOf(track);
    const rows = this.kept.rows.filter((row) => hasPlace(row.blocks[at]!, place));
    const column = (stat: Stat | 'growth') =>
      Float64Array.from(rows, (row) => row.blocks[at]![stat]![place]!);
    const first = rows[0]?.blocks[at];
    return {
      fromSeconds: Float64Array.from(rows, (row) => row.fromSeconds),
      toSeconds: Float64Array.from(rows, (row) => row.toSeconds),
      ...(first?.mean && { mean: column('mean') }),
      ...(first?.min && { min: column('min') }),
      ...(first?.max && { max: column('max') }),
      ...(first?.growth && { growth: column('growth') }),
    };
  }

  /** Exact aggregates from the beginning of the recording to the last closed interval. */
  aggregates(metricName: string, entity: number): RunAggregates | undefined {
    return this.byName.get(metricName)?.aggregates(entity);
  }

  /**
   * Percentile by time of a gauge, or over samples, from the beginning of the recording to now,
   * within 1 %.
   * NaN when it never applied, is not recorded, or percentiles are not kept.
   * @param percent 0 to 100
   */
  percentile(metricName: string, entity: number, percent: number): number {
    const track = this.byName.get(metricName);
    return track?.percentile(entity, percent, this.clock.nowSeconds) ?? NaN;
  }

  /** Stops recording; what was kept can still be read. */
  release(): void {
    for (const track of this.tracks) track.release(this.clock.nowSeconds);
  }

  private tell(fromSeconds: number, toSeconds: number, blocks: readonly RowBlock[]): void {
    if (this.listeners.length === 0) return;
    const recorded = this.tracks.map((track, index) => ({
      metric: track.metric,
      entities: track.places.entities,
      ...blocks[index]!,
    }));
    for (const listener of this.listeners) {
      listener({ fromSeconds, toSeconds, blocks: recorded });
    }
  }
}

function createTrack(options: TrackOptions): Track {
  const { kind } = options.metric.spec;
  if (kind === 'gauge') return new GaugeTrack(options);
  return kind === 'sample' ? new SampleTrack(options) : new GrowthTrack(options);
}

function hasPlace(block: RowBlock, place: number): boolean {
  const array = block.mean ?? block.min ?? block.max ?? block.growth;
  return array !== undefined && place < array.length;
}
