import { expect, test } from 'vitest';
import { isCorrelated, lag1Correlation, ONE_IN_10, ONE_IN_100 } from './correlation.ts';
import { independentValues, waitsOfQueue } from './queue.fixtures.ts';

test('1, 2, 3, 4, 5 have a lag-1 correlation of 4 / 10', () => {
  expect(lag1Correlation([1, 2, 3, 4, 5])).toBeCloseTo(0.4, 14);
  expect(lag1Correlation([1, -1, 1, -1, 1, -1, 1, -1])).toBeCloseTo(-7 / 8, 14);
});

test('equal values and fewer than three have no correlation', () => {
  expect([lag1Correlation([1, 2]), lag1Correlation([5, 5, 5, 5])]).toEqual([NaN, NaN]);
  expect(isCorrelated([1, 2], ONE_IN_10)).toBe(false);
  expect(isCorrelated([5, 5, 5, 5], ONE_IN_10)).toBe(false);
});

test('values that drift count as correlated, values that alternate do not', () => {
  const drift = Array.from({ length: 20 }, (_, i) => i);
  expect(isCorrelated(drift, ONE_IN_100)).toBe(true);
  const alternating = drift.map((i) => i % 2);
  expect(isCorrelated(alternating, ONE_IN_10)).toBe(false);
});

test('waits of a queue are correlated in 200 of 200 runs, independent values in one of ten', () => {
  let ofQueue = 0;
  let oneIn10 = 0;
  let oneIn100 = 0;
  for (let run = 0; run < 200; run++) {
    if (isCorrelated(waitsOfQueue(0.5, 200, run), ONE_IN_100)) ofQueue += 1;
    const values = independentValues(200, run);
    if (isCorrelated(values, ONE_IN_10)) oneIn10 += 1;
    if (isCorrelated(values, ONE_IN_100)) oneIn100 += 1;
  }
  expect(ofQueue).toBe(200);
  expect(oneIn10).toBeGreaterThan(8);
  expect(oneIn10).toBeLessThan(32);
  expect(oneIn100).toBeLessThan(8);
});
