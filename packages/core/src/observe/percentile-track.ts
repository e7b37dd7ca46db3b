import type { FoldListener } from './accumulator.ts';
import { TimeHistogram } from './histogram.ts';
import type { Metric } from './metric.ts';
import type { Places } from './places.ts';

/** Percentiles by time of every recorded entity of a gauge over the whole recording. */
export class PercentileTrack implements FoldListener {
  private readonly metric: Metric;
  private readonly places: Places;
  private readonly histogram: TimeHistogram;
  private readonly startSeconds: number;
  private finished = false;

  constructor(metric: Metric, places: Places, startSeconds: number) {
    this.metric = metric;
    this.places = places;
    this.histogram = new TimeHistogram(places.width);
    this.startSeconds = startSeconds;
  }

  fold(index: number, value: number, fromSeconds: number, toSeconds: number): void {
    const place = this.places.placeOf(index);
    if (place < 0) return;
    const from = Math.max(fromSeconds, this.startSeconds);
    this.histogram.add(place, value, toSeconds - from);
  }

  grow(): void {
    this.histogram.grow(this.places.width);
  }

  /** NaN when no value held. */
  percentile(place: number, entity: number, percent: number, nowSeconds: number): number {
    const from = Math.max(this.metric.since[entity]!, this.startSeconds);
    const seconds = this.finished ? 0 : nowSeconds - from;
    const pending = { value: this.metric.value(entity), seconds };
    return this.histogram.percentile(place, percent, pending);
  }

  /** Takes in the values that hold at the end of the recording. */
  finish(nowSeconds: number): void {
    if (this.finished) return;
    const { entities, width } = this.places;
    for (let place = 0; place < width; place++) {
      const index = entities === undefined ? place : entities[place]!;
      this.fold(index, this.metric.value(index), this.metric.since[index]!, nowSeconds);
    }
    this.finished = true;
  }
}
