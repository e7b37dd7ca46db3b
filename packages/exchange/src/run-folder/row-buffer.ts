import type { RecordedBlock } from '@vdcsim/core';

/** Statistics of a block, in the order of the columns. */
export const statistics = ['mean', 'min', 'max', 'growth'] as const;
export type Statistic = (typeof statistics)[number];

/** Rows of one metric that wait for their row group: one row an interval and entity. */
export class RowBuffer {
  readonly isGauge: boolean;
  readonly metricName: string;
  readonly kind: string;
  length = 0;
  fromSeconds = new Float64Array(0);
  seconds = new Float64Array(0);
  appliedSeconds = new Float64Array(0);
  entities = new Int32Array(0);
  values: Record<Statistic, Float64Array | undefined>;

  constructor(block: RecordedBlock) {
    const { spec } = block.metric;
    this.isGauge = spec.kind === 'gauge';
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
    const wholeSeconds = toSeconds - fromSeconds;
    let at = this.length;
    for (let place = 0; place < first.length; place++) {
      if (Number.isNaN(first[place]!)) continue;
      this.fromSeconds[at] = fromSeconds;
      this.seconds[at] = wholeSeconds;
      this.appliedSeconds[at] = block.covered?.[place] ?? wholeSeconds;
      this.entities[at] = block.entities?.[place] ?? place;
      for (const statistic of statistics) {
        const column = this.values[statistic];
        if (column !== undefined) column[at] = block[statistic]![place]!;
      }
      at++;
    }
    this.length = at;
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
    this.appliedSeconds = grow(this.appliedSeconds);
    const entities = new Int32Array(capacity);
    entities.set(this.entities.subarray(0, this.length));
    this.entities = entities;
    for (const statistic of statistics) {
      const column = this.values[statistic];
      if (column !== undefined) this.values[statistic] = grow(column);
    }
  }
}
