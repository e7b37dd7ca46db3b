import { describe, expect, it } from 'vitest';
import type { MetricSpec } from '../declare/index.ts';
import { MetricStore } from './metrics.ts';

function world(kind: MetricSpec['kind'], initial = 0) {
  const clock = { nowSeconds: 0 };
  const store = new MetricStore(clock);
  const spec: MetricSpec = { name: 'vm.x', entity: 'vm', kind, unit: '1', doc: '' };
  return { clock, store, metric: store.define(spec, 3, initial) };
}

describe('a watch', () => {
  it('counts what held before the window only from its opening', () => {
    const { clock, store, metric } = world('gauge');
    const watch = store.watch({ metric: 'vm.x', entities: Int32Array.of(1), percentiles: true });
    metric.set(1, 100);
    clock.nowSeconds = 60;
    watch.open(60);
    clock.nowSeconds = 70;
    metric.set(1, 50);
    clock.nowSeconds = 100;
    metric.set(1, 7);
    watch.close(100);
    clock.nowSeconds = 500;
    expect(watch.aggregate(1, 'mean')).toBe(62.5);
    expect(watch.aggregate(1, 'min')).toBe(50);
    expect(watch.aggregate(1, 'max')).toBe(100);
    expect(watch.aggregate(1, 'sum')).toBe(2500);
    expect(watch.aggregate(1, 'last')).toBe(50);
    expect(watch.aggregate(1, 'p50')).toBe(50);
    expect(watch.aggregate(1, 'p95')).toBe(100);
    expect(() => watch.aggregate(0, 'mean')).toThrow('does not watch');
  });

  it('adds up a window that recurs, and reads while it is open', () => {
    const { clock, store, metric } = world('gauge');
    const watch = store.watch({ metric: 'vm.x' });
    expect(watch.hasOpened).toBe(false);
    expect(watch.aggregate(0, 'mean')).toBeNaN();
    watch.open(0);
    metric.set(0, 2);
    clock.nowSeconds = 10;
    watch.close(10);
    metric.set(0, 1000);
    clock.nowSeconds = 20;
    watch.open(20);
    metric.set(0, 6);
    clock.nowSeconds = 30;
    expect(watch.aggregate(0, 'mean')).toBe(4);
    clock.nowSeconds = 50;
    expect(watch.aggregate(0, 'mean')).toBe(5);
    watch.release();
    clock.nowSeconds = 90;
    expect(watch.aggregate(0, 'mean')).toBe(5);
    expect(metric.active).toBe(false);
  });

  it('gives the growth of an integral and of a count for every aggregate', () => {
    for (const kind of ['integral', 'count'] as const) {
      const { clock, store, metric } = world(kind);
      const watch = store.watch({ metric: 'vm.x', percentiles: true });
      const grow = (seconds: number) => {
        if (kind === 'count') metric.add(2, seconds);
        else metric.set(2, 1);
        clock.nowSeconds += seconds;
      };
      grow(5);
      watch.open(5);
      grow(20);
      watch.close(25);
      grow(5);
      watch.open(30);
      grow(1);
      for (const aggregate of ['last', 'sum', 'mean', 'max', 'p95'] as const) {
        expect(watch.aggregate(2, aggregate)).toBe(21);
      }
      expect(watch.aggregate(0, 'last')).toBe(0);
    }
  });

  it('says where a metric never applied', () => {
    const { clock, store, metric } = world('gauge', Number.NaN);
    const watch = store.watch({ metric: 'vm.x' });
    watch.open(0);
    clock.nowSeconds = 5;
    metric.set(1, 3);
    clock.nowSeconds = 10;
    expect([0, 1, 2].map((vm) => watch.applied(vm))).toEqual([false, true, false]);
    expect(watch.aggregate(0, 'max')).toBeNaN();
    expect(watch.aggregate(1, 'mean')).toBe(3);
  });

  it('of everybody watches those that come later too', () => {
    const { clock, store, metric } = world('gauge');
    const watch = store.watch({ metric: 'vm.x', percentiles: true });
    watch.open(0);
    clock.nowSeconds = 10;
    store.setCount('vm', 40);
    metric.set(39, 8);
    clock.nowSeconds = 20;
    expect(watch.aggregate(39, 'mean')).toBe(8);
    expect(watch.aggregate(39, 'p50')).toBe(8);
    expect(watch.aggregate(38, 'mean')).toBe(0);
  });
});
