import { describe, expect, it } from 'vitest';
import type { MetricSpec } from '../declare/index.ts';
import { MetricStore } from './metrics.ts';

const wait: MetricSpec = { name: 'job.wait', entity: 'job', kind: 'sample', unit: 's', doc: '' };

function world() {
  const clock = { nowSeconds: 0 };
  const store = new MetricStore(clock);
  const metric = store.define(wait, 2);
  const sampleAt = (seconds: number, value: number, index = 0) => {
    clock.nowSeconds = seconds;
    metric.sample(index, value);
  };
  return { clock, store, metric, sampleAt };
}

describe('a metric of samples', () => {
  it('shows its latest sample, and none before the first', () => {
    const { metric, sampleAt } = world();
    expect(metric.value(0)).toBeNaN();
    sampleAt(1, 5);
    sampleAt(2, 3);
    expect([metric.value(0), metric.value(1)]).toEqual([3, Number.NaN]);
    expect(() => metric.total(0)).toThrow('total');
    expect(() => metric.add(0, 1)).toThrow('count');
  });

  it('gives each interval the mean over its samples, weighted by their number when merged', () => {
    const { clock, store, sampleAt } = world();
    const recorder = store.record({
      intervalSeconds: 10,
      stats: ['mean', 'min', 'max'],
      percentiles: true,
      maxCells: 20,
    });
    const rows: number[][] = [];
    recorder.onRow(({ blocks }) => {
      const { mean, covered } = blocks[0]!;
      rows.push([mean![0]!, covered![0]!, mean![1]!]);
    });
    sampleAt(1, 1);
    sampleAt(2, 2);
    sampleAt(9, 6);
    for (const seconds of [10, 20]) {
      clock.nowSeconds = seconds;
      recorder.closeInterval(seconds);
    }
    sampleAt(21, 11);
    for (const seconds of [30, 40]) {
      clock.nowSeconds = seconds;
      recorder.closeInterval(seconds);
    }
    expect(rows).toEqual([
      [3, 3, Number.NaN],
      [Number.NaN, 0, Number.NaN],
      [11, 1, Number.NaN],
      [Number.NaN, 0, Number.NaN],
    ]);
    expect(recorder.aggregates('job.wait', 0)).toMatchObject({ mean: 5, max: 11, samples: 4 });
    expect(recorder.aggregates('job.wait', 1)?.mean).toBeNaN();
    expect(recorder.percentile('job.wait', 0, 50)).toBe(2);
    expect(recorder.keptIntervalSeconds).toBeGreaterThan(10);
    const kept = recorder.series('job.wait', 0)!;
    expect(kept.mean!.filter((mean) => !Number.isNaN(mean)).at(0)).toBe(
      recorder.keptIntervalSeconds === 20 ? 3 : 5,
    );
    recorder.release();
  });

  it('counts in a window what happens at its opening and not what happens at its closing', () => {
    const { clock, store, sampleAt } = world();
    const watch = store.watch({ metric: 'job.wait', percentiles: true });
    sampleAt(5, 100);
    sampleAt(10, 1);
    watch.open(10);
    sampleAt(15, 2);
    sampleAt(15, 3);
    sampleAt(20, 50);
    watch.close(20);
    sampleAt(20, 60);
    sampleAt(25, 70);
    expect(watch.aggregate(0, 'mean')).toBe(2);
    expect(watch.aggregate(0, 'sum')).toBe(6);
    expect(watch.aggregate(0, 'max')).toBe(3);
    expect(watch.aggregate(0, 'last')).toBe(3);
    expect(watch.aggregate(0, 'p50')).toBe(2);
    expect(watch.aggregate(1, 'mean')).toBeNaN();
    clock.nowSeconds = 30;
    watch.open(30);
    sampleAt(30, 6);
    expect(watch.aggregate(0, 'mean')).toBe(3);
    watch.release();
  });

  it('takes over at the instant at which one daily window ends and the next begins', () => {
    const { store, sampleAt } = world();
    const watch = store.watch({ metric: 'job.wait' });
    watch.open(0);
    sampleAt(10, 4);
    watch.close(10);
    watch.open(10);
    sampleAt(12, 8);
    expect(watch.aggregate(0, 'mean')).toBe(6);
  });
});
