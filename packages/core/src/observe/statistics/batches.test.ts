import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchMeans, chooseBatches, halfWidthOfChosen, worthOf } from './batches.ts';
import { lag1Correlation } from './correlation.ts';
import { halfWidthOf } from './interval.ts';
import { independentValues, waitsOfQueue } from './queue.fixtures.ts';

test('eleven values in three batches leave the first two out', () => {
  const values = Float64Array.from([100, 100, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect([...batchMeans(values, 3)]).toEqual([2, 5, 8]);
});

test('the mean of the batch means is that of the values that divide evenly', () => {
  const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 80 });
  const agrees = fc.property(numbers, fc.integer({ min: 1, max: 80 }), (some, wish) => {
    const count = Math.min(wish, some.length);
    const means = batchMeans(Float64Array.from(some), count);
    const kept = some.slice(some.length % count);
    const sum = kept.reduce((total, value) => total + value, 0);
    expect(means).toHaveLength(count);
    expect(means.reduce((total, value) => total + value, 0) / count).toBeCloseTo(
      sum / kept.length,
      9,
    );
  });
  fc.assert(agrees, { seed: 20070101, numRuns: 300 });
});

test('1,000 independent values make 30 batches, and are worth 1,000', () => {
  const values = independentValues(1000, 0);
  const choice = chooseBatches(values);
  expect(choice).toEqual({ batches: 30, isIndependent: true, isCorrelated: false });
  const means = batchMeans(values, 30);
  expect(halfWidthOfChosen(means, choice, 0.95)).toBe(halfWidthOf(means, 0.95));
  const worths = Array.from({ length: 100 }, (_, run) => {
    const some = independentValues(1000, run);
    return worthOf(some, batchMeans(some, 30));
  });
  expect(worths.reduce((sum, worth) => sum + worth, 0) / 100).toBeGreaterThan(950);
  expect(worths.reduce((sum, worth) => sum + worth, 0) / 100).toBeLessThan(1200);
});

test('20,000 waits at 80 % load make batches, and are worth 150 to 600 independent ones', () => {
  // Asymptotic variance of the waits over their variance: 1976 / 24 = 82 waits for one.
  let total = 0;
  for (let run = 0; run < 40; run++) {
    const waits = waitsOfQueue(0.8, 20_000, run);
    const choice = chooseBatches(waits);
    expect(choice.isIndependent).toBe(false);
    expect(choice.batches).toBeGreaterThanOrEqual(10);
    expect(choice.batches).toBeLessThanOrEqual(30);
    total += worthOf(waits, batchMeans(waits, choice.batches));
  }
  expect(total / 40).toBeGreaterThan(150);
  expect(total / 40).toBeLessThan(600);
});

test('what is left of correlation widens the interval, a negative one does not narrow it', () => {
  const choice = { batches: 10, isIndependent: false, isCorrelated: false };
  const rising = Float64Array.from([1, 2, 3, 3, 4, 5, 5, 4, 3, 2]);
  const left = lag1Correlation(rising);
  expect(left).toBeGreaterThan(0.3);
  expect(halfWidthOfChosen(rising, choice, 0.9)).toBeCloseTo(
    halfWidthOf(rising, 0.9) * Math.sqrt((1 + left) / (1 - left)),
    12,
  );
  const alternating = Float64Array.from([1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
  expect(halfWidthOfChosen(alternating, choice, 0.9)).toBe(halfWidthOf(alternating, 0.9));
});

test('values that only drift stay correlated in 10 batches', () => {
  const drift = Float64Array.from({ length: 320 }, (_, i) => i);
  expect(chooseBatches(drift)).toEqual({ batches: 10, isIndependent: false, isCorrelated: true });
});
