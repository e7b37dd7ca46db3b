import type { Metric } from './metric.ts';

/** The observed entities of a metric, and the place of each in the observer's arrays. */
export class Places {
  /** Entity of each place; undefined: all entities, those that come later too. */
  readonly entities: Int32Array | undefined;
  private readonly metric: Metric;
  private readonly places = new Map<number, number>();

  constructor(metric: Metric, entities: Int32Array | undefined) {
    this.metric = metric;
    this.entities = entities;
    entities?.forEach((entity, place) => {
      this.places.set(entity, place);
    });
  }

  /** Number of observed entities. */
  get width(): number {
    return this.entities === undefined ? this.metric.count : this.entities.length;
  }

  /** Place of an entity, or -1 when it is not observed. */
  placeOf(entity: number): number {
    if (this.entities === undefined) return entity < this.metric.count ? entity : -1;
    return this.places.get(entity) ?? -1;
  }
}
