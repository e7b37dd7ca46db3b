import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricSpec } from '../declare/index.ts';
import { MetricStore } from './metrics.ts';
import type { Recorder } from './recorder.ts';

const gauge: MetricSpec = { name: 'vm.load', entity: 'vm', kind: 'gauge', unit: '%', doc: '' };
const down: MetricSpec = { name: 'vm.down', entity: 'vm', kind: 'integral', unit: 's', doc: '' };
const moves: MetricSpec = { name: 'vm.moves', entity: 'vm', kind: 'count', unit: '1', doc: '' };

function world() {
  const clock = { nowSeconds: 0 };
  return { clock, store: new MetricStore(clock) };
}

describe('a gauge', () => {
  it('of 10 for 1 s and 30 for 3 s has mean 25, min 10, max 30', () => {
    const { clock, store } = world();
    const metric = store.define(gauge, 1);
    const recorder = store.record({ intervalSeconds: 4, stats: ['mean', 'min', 'max'] });
    metric.set(0, 10);
    clock.nowSeconds = 1;
    metric.set(0, 30);
    clock.nowSeconds = 4;
    recorder.closeInterval(4);
    expect(recorder.aggregates('vm.load', 0)).toMatchObject({ mean: 25, min: 10, max: 30 });
  });

  it('that nobody observes shows what it is derived from, for all entities at once', () => {
    const { store } = world();
    const metric = store.define(gauge, 3);
    metric.derive = (index) => 10 * index;
    expect([...metric.present()]).toEqual([0, 10, 20]);
    store.record({ intervalSeconds: 2, stats: ['mean'] });
    metric.set(1, 77);
    expect([...metric.present()]).toEqual([0, 77, 20]);
  });

  it('ignores values that held for no time', () => {
    const { clock, store } = world();
    const metric = store.define(gauge, 1);
    const recorder = store.record({ intervalSeconds: 2, stats: ['min', 'max'] });
    metric.set(0, -99);
    metric.set(0, 5);
    clock.nowSeconds = 1;
    metric.set(0, 1000);
    metric.set(0, 5);
    clock.nowSeconds = 2;
    metric.set(0, 77);
    recorder.closeInterval(2);
    expect(recorder.aggregates('vm.load', 0)).toMatchObject({ mean: 5, min: 5, max: 5 });
  });

  it('leaves out the time in which it does not apply', () => {
    const { clock, store } = world();
    const metric = store.define(gauge, 2, Number.NaN);
    const recorder = store.record({ intervalSeconds: 10, stats: ['mean', 'min', 'max'] });
    clock.nowSeconds = 4;
    metric.set(0, 8);
    clock.nowSeconds = 6;
    metric.set(0, Number.NaN);
    clock.nowSeconds = 10;
    recorder.closeInterval(10);
    expect(recorder.aggregates('vm.load', 0)).toMatchObject({ mean: 8, min: 8, max: 8 });
    expect(recorder.aggregates('vm.load', 1)?.mean).toBeNaN();
    expect([...(recorder.series('vm.load', 1)?.max ?? [])]).toEqual([Number.NaN]);
  });

  it('that nobody observes stores its value only, and begins to count when observed', () => {
    const { clock, store } = world();
    const metric = store.define(gauge, 1);
    metric.set(0, 50);
    expect(metric.active).toBe(false);
    clock.nowSeconds = 100;
    const recorder = store.record({ intervalSeconds: 10, stats: ['mean'] });
    expect(metric.active).toBe(true);
    clock.nowSeconds = 105;
    metric.set(0, 70);
    clock.nowSeconds = 110;
    recorder.closeInterval(110);
    expect(recorder.aggregates('vm.load', 0)?.mean).toBe(60);
    recorder.release();
    expect(metric.active).toBe(false);
  });

  it('has no total, and a place outside its entities is refused', () => {
    const { clock, store } = world();
    const metric = store.define(gauge, 1);
    store.record({ intervalSeconds: 1, stats: ['mean'] });
    clock.nowSeconds = 1;
    expect(() => metric.total(0)).toThrow('a gauge has no total');
    expect(() => metric.set(7, 1)).toThrow('outside its entities');
    expect(() => store.define(gauge, 1)).toThrow('defined twice');
  });
});

describe('integrals and counts', () => {
  it('grow exactly whether observed or not', () => {
    const { clock, store } = world();
    const metric = store.define(down, 1);
    const count = store.define(moves, 1);
    clock.nowSeconds = 10;
    metric.set(0, 1);
    count.add(0, 2);
    clock.nowSeconds = 115;
    expect(metric.total(0)).toBe(105);
    const recorder = store.record({ intervalSeconds: 100, stats: ['mean'] });
    clock.nowSeconds = 140;
    metric.set(0, 0);
    count.add(0, 1);
    clock.nowSeconds = 215;
    recorder.closeInterval(215);
    expect(metric.total(0)).toBe(130);
    expect(recorder.aggregates('vm.down', 0)?.growth).toBe(25);
    expect([...(recorder.series('vm.moves', 0)?.growth ?? [])]).toEqual([1]);
    expect(count.total(0)).toBe(3);
  });

  it('whose rate does not apply do not grow', () => {
    const { clock, store } = world();
    const metric = store.define(down, 1, Number.NaN);
    clock.nowSeconds = 10;
    metric.set(0, 1);
    clock.nowSeconds = 12;
    metric.set(0, Number.NaN);
    clock.nowSeconds = 20;
    expect(metric.total(0)).toBe(2);
  });
});

/** Steps of a signal: how long each value holds. NaN stands for "does not apply". */
const steps = fc.array(
  fc.record({
    seconds: fc.oneof(
      { weight: 1, arbitrary: fc.constant(0) },
      { weight: 9, arbitrary: fc.double({ min: 0.01, max: 50, noNaN: true }) },
    ),
    value: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 997) },
      { weight: 1, arbitrary: fc.constant(Number.NaN) },
    ),
  }),
  { minLength: 1, maxLength: 40 },
);

/** Plays the signal, calling `at` whenever time has moved on and at each of the cuts between. */
function play(
  signal: readonly { seconds: number; value: number }[],
  cuts: readonly number[],
  observe: (store: MetricStore, cut: (at: (now: number) => void) => void) => void,
) {
  const { clock, store } = world();
  const metric = store.define(gauge, 1, Number.NaN);
  const atCuts: ((now: number) => void)[] = [];
  observe(store, (at) => atCuts.push(at));
  let end = 0;
  for (const { seconds, value } of signal) {
    metric.set(0, value);
    const until = end + seconds;
    for (const cut of cuts.filter((time) => time > end && time < until)) {
      clock.nowSeconds = cut;
      for (const at of atCuts) at(cut);
    }
    clock.nowSeconds = until;
    end = until;
  }
  return { store, end };
}

function direct(signal: readonly { seconds: number; value: number }[]) {
  const held = signal.filter(({ seconds, value }) => seconds > 0 && !Number.isNaN(value));
  const covered = held.reduce((sum, { seconds }) => sum + seconds, 0);
  const sum = held.reduce((total, { seconds, value }) => total + seconds * value, 0);
  const values = held.map(({ value }) => value);
  return { mean: sum / covered, min: Math.min(...values), max: Math.max(...values), held };
}

const cutTimes = fc
  .uniqueArray(fc.double({ min: 0.001, max: 2000, noNaN: true }), { maxLength: 20 })
  .map((times) => times.sort((a, b) => a - b));

describe('random signals', () => {
  it('have the mean, min and max of a direct computation, however the run is cut', () => {
    const property = fc.property(steps, cutTimes, (signal, cuts) => {
      const recorders: Recorder[] = [];
      const { end } = play(signal, cuts, (store, cut) => {
        const recorder = store.record({ intervalSeconds: 1, stats: ['mean', 'min', 'max'] });
        recorders.push(recorder);
        cut((now) => recorder.closeInterval(now));
      });
      recorders[0]!.closeInterval(end);
      const found = recorders[0]!.aggregates('vm.load', 0)!;
      const wanted = direct(signal);
      if (wanted.held.length === 0) {
        expect(found.mean).toBeNaN();
        return;
      }
      expect(found).toMatchObject({ min: wanted.min, max: wanted.max });
      const scale = Math.max(Math.abs(wanted.min), Math.abs(wanted.max));
      expect(Math.abs(found.mean! - wanted.mean)).toBeLessThanOrEqual(1e-9 * scale);
    });
    fc.assert(property, { seed: 20070101, numRuns: 300 });
  });

  it('are recorded to the same bits whoever else looks', () => {
    const property = fc.property(steps, cutTimes, (signal, cuts) => {
      const alone = recordOf(signal, cuts, false);
      const watched = recordOf(signal, cuts, true);
      expect(watched).toEqual(alone);
    });
    fc.assert(property, { seed: 20070102, numRuns: 100 });
  });
});

function recordOf(
  signal: readonly { seconds: number; value: number }[],
  cuts: readonly number[],
  isWatched: boolean,
) {
  const rows: unknown[] = [];
  const { end, store } = play(signal, cuts, (made, cut) => {
    const recorder = made.record({ intervalSeconds: 1, stats: ['mean', 'min', 'max'] });
    recorder.onRow(({ fromSeconds, toSeconds, blocks }) => {
      const { mean, min, max } = blocks[0]!;
      rows.push([fromSeconds, toSeconds, mean?.[0], min?.[0], max?.[0]]);
    });
    let turn = 0;
    cut((now) => {
      turn += 1;
      if (turn % 2 === 0) recorder.closeInterval(now);
    });
    if (!isWatched) return;
    const second = made.record({ intervalSeconds: 3, stats: ['max'], percentiles: true });
    const watch = made.watch({ metric: 'vm.load', percentiles: true });
    watch.open(0);
    cut((now) => {
      if (turn % 3 === 0) second.closeInterval(now);
      watch.aggregate(0, 'mean');
    });
  });
  return { rows, end, value: store.metric('vm.load')?.value(0) };
}
