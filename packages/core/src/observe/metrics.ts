import type { MetricSpec } from '../declare/index.ts';
import { assert } from '../engine/errors.ts';
import { type Clock, Metric } from './metric.ts';
import { Recorder, type RecorderConfig } from './recorder.ts';
import { Watch, type WatchConfig } from './watch.ts';

export type { Metric } from './metric.ts';

/**
 * All metrics of a run. Entities are known by their index within their kind.
 *
 * Metrics are integrals that are updated when a value changes: nothing depends on when, or by
 * whom, they are looked at.
 */
export class MetricStore {
  private readonly clock: Clock;
  private readonly defined: Metric[] = [];
  private readonly byName = new Map<string, Metric>();
  private readonly closing: (() => void)[] = [];

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Calls back right before an interval of a recorder is closed: to bring metrics up to date. */
  onClose(listener: () => void): void {
    this.closing.push(listener);
  }

  /**
   * Adds a metric of `count` entities.
   * @param initial value, or rate, of an entity before its first `set`; NaN: does not apply yet
   */
  define(spec: MetricSpec, count: number, initial = initialOf(spec)): Metric {
    assert(!this.byName.has(spec.name), 'a metric is defined twice');
    const metric = new Metric(spec, count, this.clock, initial);
    this.defined.push(metric);
    this.byName.set(spec.name, metric);
    return metric;
  }

  metric(name: string): Metric | undefined {
    return this.byName.get(name);
  }

  /** In the order of their definition. */
  get metrics(): readonly Metric[] {
    return this.defined;
  }

  /** The kind has `count` entities from now on; the new ones begin with the initial values. */
  setCount(entityKind: string, count: number): void {
    for (const metric of this.defined) {
      if (metric.spec.entity === entityKind) metric.grow(count);
    }
  }

  /** Begins to record the metrics that are defined by now. */
  record(config: RecorderConfig): Recorder {
    return new Recorder(config, this.defined, this.clock, () => {
      for (const listener of this.closing) listener();
    });
  }

  /** A watch on one metric, its window not open yet. */
  watch(config: WatchConfig): Watch {
    const metric = this.byName.get(config.metric);
    assert(metric !== undefined, 'a watch was asked for a metric that is not defined');
    return new Watch(config, metric, this.clock);
  }
}

/** Of samples there is none before the first. */
function initialOf(spec: MetricSpec): number {
  return spec.kind === 'sample' ? Number.NaN : 0;
}
