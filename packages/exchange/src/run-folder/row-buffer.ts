import type { RecordedBlock } from '@vdcsim/core';

/** Statistics of a block, in the order of the columns. */
export const statistics = ['mean', 'min', 'max', 'growth'] as const;
export type Statistic = (typeof statistics)[number];

/** Rows of one metric that wait for their row group: one row an interval and entity. */
export class RowBuffer {
  /** Whether it has a mean and extremes: gauges and samples. */
  readonly isGauge: boolean;
  readonly metricName: string;
  readonly kind: string;
  length = 0;
  fromSeconds = new Float64Array(0);
  seconds = new Float64Array(0);
  entities = new Int32Array(0);
  values: Record<Statistic, Float64Array | undefined>;

  constructor(block: RecordedBlock) {
    const { spec } = block.metric;
    this.isGauge = spec.kind === 'gauge' || spec.kind === 'sample';
    this.metricName = spec.name;
    this.kind = spec.entity;
    const column = (statistic: Statistic): Float64Array | undefined =>
      block[statistic] === undefined ? undefined : new Float64Array(0);
    this.values = {
      mean: column('mean'),
      min: column('min'),
      max: column('max'),
      growth: column('growth'),
    };
  }

  /** Appends one interval. Entities to which the metric did not apply get no row. */
  append(block: RecordedBlock, fromSeconds: number, toSeconds: number): void {
    const first = statistics.map((statistic) => block[statistic]).find((array) => array);
    if (first === undefined) return;
    this.#reserve(this.length + first.length);
    const start = this.length;
    const places = appliedPlaces(first);
    const end = start + (places?.length ?? first.length);
    this.fromSeconds.fill(fromSeconds, start, end);
    if (block.covered === undefined) this.seconds.fill(toSeconds - fromSeconds, start, end);
    else copy(block.covered, this.seconds, places, start);
    if (block.entities !== undefined) copy(block.entities, this.entities, places, start);
    else
      for (let at = start; at < end; at++) this.entities[at] = places?.[at - start] ?? at - start;
    for (const statistic of statistics) {
      const column = this.values[statistic];
      if (column !== undefined) copy(block[statistic]!, column, places, start);
    }
    this.length = end;
  }

  #reserve(length: number): void {
    if (length <= this.entities.length) return;
    const capacity = Math.max(length, 2 * this.entities.length);
    const grow = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const array = new Float64Array(capacity);
      array.set(old.subarray(0, this.length));
      return array;
    };
    this.fromSeconds = grow(this.fromSeconds);
    this.seconds = grow(this.seconds);
    const entities = new Int32Array(capacity);
    entities.set(this.entities.subarray(0, this.length));
    this.entities = entities;
    for (const statistic of statistics) {
      const column = this.values[statistic];
      if (column !== undefined) this.values[statistic] = grow(column);
    }
  }
}

/** Places with a value; undefined where all have one. */
function appliedPlaces(values: Float64Array): Int32Array | undefined {
  let count = 0;
  for (let place = 0; place < values.length; place++) if (!Number.isNaN(values[place]!)) count++;
  if (count === values.length) return undefined;
  const places = new Int32Array(count);
  let at = 0;
  for (let place = 0; place < values.length; place++) {
    if (!Number.isNaN(values[place]!)) places[at++] = place;
  }
  return places;
}

function copy(
  from: Float64Array | Int32Array,
  to: Float64Array | Int32Array,
  places: Int32Array | undefined,
  start: number,
): void {
  if (places === undefined) {
    to.set(from, start);
    return;
  }
  for (let at = 0; at < places.length; at++) to[start + at] = from[places[at]!]!;
}
