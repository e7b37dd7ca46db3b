import { assert } from '../engine/errors.ts';
import type {
  ExpectationResult,
  ExpectedEntity,
  Judge,
  JudgedRun,
  ResolvedExpectation,
} from './expectation-types.ts';
import { marginOf, reduce, worstOf } from './judge.ts';
import type { Metric } from './metric.ts';
import type { Aggregate, Watch } from './watch.ts';
import { Windows } from './windows.ts';
import { wordBounds, wordInstant, wordOf, wordQuantity, wordWindow } from './wording.ts';

/** What was measured of the entities to which the metric applied, or why nothing was. */
type Measured =
  | { readonly entities: readonly ExpectedEntity[]; readonly values: readonly number[] }
  | { readonly reason: string };

/**
 * Judges a metric: an aggregate over a window for each entity, or its value at an instant; then
 * every entity, or one number over all of them, against the bounds.
 *
 * Without `aggregate` a gauge is averaged over time, samples over themselves. Integrals and counts
 * have one growth a window, and every aggregate is that growth. At an instant they give their
 * growth so far.
 * An entity to which the metric never applied is left out; if it applied to none, that fails.
 */
export class MetricJudge implements Judge {
  private readonly resolved: ResolvedExpectation;
  private readonly run: JudgedRun;
  private readonly metric: Metric;
  private readonly entities: readonly ExpectedEntity[];
  private readonly aggregate: Aggregate;
  private readonly windows: Windows;
  private readonly watch: Watch | undefined;
  private valuesAt: readonly number[] | undefined;

  constructor(resolved: ResolvedExpectation, run: JudgedRun) {
    const { expectation } = resolved;
    const metric = run.metrics.metric(expectation.metric ?? '');
    assert(metric !== undefined, 'an expectation names a metric that is not defined');
    this.resolved = resolved;
    this.run = run;
    this.metric = metric;
    this.entities = resolved.entities ?? [];
    this.aggregate = expectation.aggregate ?? (hasSpread(metric) ? 'mean' : 'last');
    this.windows = new Windows(expectation.during, run.endSeconds, run.startOfDaySeconds);
    if (expectation.atSeconds !== undefined) {
      run.schedule(expectation.atSeconds, () => this.readNow());
    } else {
      this.watch = run.metrics.watch({
        metric: metric.spec.name,
        entities: Int32Array.from(this.entities, (entity) => entity.index),
        percentiles: this.aggregate.startsWith('p'),
      });
      this.awaitWindow(this.watch);
    }
  }

  result(): ExpectationResult {
    const { expectation } = this.resolved;
    const { unit } = this.metric.spec;
    const measured = this.measured();
    const asked = `${this.subject()}: ${wordBounds(expectation, unit)}`;
    if ('reason' in measured) {
      return {
        expectation,
        pass: false,
        measured: undefined,
        unit,
        worst: undefined,
        entityCount: 0,
        message: `${asked}; ${measured.reason}`,
      };
    }
    const { entities, values } = measured;
    const { across } = expectation;
    const worst = worstOf(values, expectation);
    const decided =
      across === 'each' ? { value: values[worst]!, place: worst } : reduce(values, across);
    const name = decided.place === undefined ? undefined : entities[decided.place]!.name;
    const found = wordQuantity(decided.value, unit);
    return {
      expectation,
      pass: marginOf(decided.value, expectation) >= 0,
      measured: decided.value,
      unit,
      worst: name,
      entityCount: entities.length,
      message:
        `${asked}; measured ${this.extreme(entities.length)}${found}` +
        (name === undefined ? '' : ` (${name})`),
    };
  }

  private measured(): Measured {
    const { atSeconds } = this.resolved.expectation;
    if (this.entities.length === 0) return { reason: 'there is no such entity' };
    const values = this.watch ? this.watched(this.watch) : this.valuesAt;
    if (values === undefined) {
      const reason = atSeconds === undefined ? 'that window' : wordInstant(atSeconds);
      return { reason: `the run did not get to ${reason}` };
    }
    const applied = values.map((value) => !Number.isNaN(value));
    const kept = { values: values.filter((_, place) => applied[place]) };
    if (kept.values.length === 0) return { reason: 'it never applied to any of them' };
    return { ...kept, entities: this.entities.filter((_, place) => applied[place]) };
  }

  private watched(watch: Watch): readonly number[] | undefined {
    if (!watch.hasOpened) return undefined;
    return this.entities.map((entity) => watch.aggregate(entity.index, this.aggregate));
  }

  private readNow(): void {
    const metric = this.metric;
    const read = hasSpread(metric) ? 'value' : 'total';
    this.valuesAt = this.entities.map((entity) => metric[read](entity.index));
  }

  /** Opens the watch for the next span and sees to its closing; a daily window goes on. */
  private awaitWindow(watch: Watch): void {
    const { clock, endSeconds } = this.run;
    const span = this.windows.next(clock.nowSeconds);
    if (span === undefined) return;
    const open = () => {
      watch.open(clock.nowSeconds);
      if (span.toSeconds >= endSeconds) return;
      this.run.schedule(span.toSeconds, () => {
        watch.close(clock.nowSeconds);
        this.awaitWindow(watch);
      });
    };
    if (span.fromSeconds <= clock.nowSeconds) open();
    else this.run.schedule(span.fromSeconds, open);
  }

  private subject(): string {
    const { metric, of, during, atSeconds } = this.resolved.expectation;
    const aggregate = hasSpread(this.metric) && atSeconds === undefined ? `${this.aggregate} ` : '';
    const when = atSeconds === undefined ? wordWindow(during) : ` at ${wordInstant(atSeconds)}`;
    return `${aggregate}${metric}${wordOf(of)}${when}`;
  }

  /** Which of several values is told: `max `, `mean over 12 `, or nothing for a single one. */
  private extreme(count: number): string {
    const { across, atLeast, atMost, equals } = this.resolved.expectation;
    if (across !== 'each') return `${across} over ${count} `;
    if (count === 1 || equals !== undefined) return '';
    if (atLeast === undefined) return 'max ';
    return atMost === undefined ? 'min ' : '';
  }
}

/** Whether the aggregates of a window differ: those of a growth do not. */
function hasSpread({ spec }: Metric): boolean {
  return spec.kind === 'gauge' || spec.kind === 'sample';
}
