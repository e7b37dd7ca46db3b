import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverageOf, instantAfter, sliceMeans, stepsOfChanges, stepsOfSeries } from './steps.ts';

const series = {
  fromSeconds: Float64Array.from([0, 10, 20, 30]),
  toSeconds: Float64Array.from([10, 20, 30, 40]),
};

test('means of a gauge are its values, growths become rates', () => {
  expect(stepsOfSeries({ ...series, mean: Float64Array.from([1, 2, 3, 4]) }).values).toEqual(
    Float64Array.from([1, 2, 3, 4]),
  );
  expect(stepsOfSeries({ ...series, growth: Float64Array.from([10, 20, 30, 40]) }).values).toEqual(
    Float64Array.from([1, 2, 3, 4]),
  );
  expect(() => stepsOfSeries({ ...series, max: new Float64Array(4) })).toThrow(
    'one with means or growths',
  );
});

test('slices divide the span that lies in two of them by time', () => {
  const signal = stepsOfChanges([0, 4, 10], [1, 2, 6], 12);
  expect(sliceMeans(signal, 1, 0)[0]).toBeCloseTo((4 + 12 + 12) / 12, 14);
  const [first, second] = sliceMeans(signal, 2, 0);
  expect(first).toBeCloseTo((4 + 4) / 6, 14);
  expect(second).toBeCloseTo((8 + 12) / 6, 14);
  expect([...sliceMeans(signal, 2, 8)]).toEqual([2, 6]);
});

test('time without a value is cut out', () => {
  const signal = stepsOfChanges([0, 10, 30], [1, NaN, 3], 40);
  expect(coverageOf(signal, 0)).toEqual({ spans: 2, seconds: 20 });
  expect([...sliceMeans(signal, 2, 0)]).toEqual([1, 3]);
  expect(instantAfter(signal, 0, 15)).toBe(35);
  expect(instantAfter(signal, 0, 5)).toBe(5);
});

test('the mean of the slices is the mean over time, and a constant stays exact', () => {
  const spans = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 50 }), fc.double({ min: -1e3, max: 1e3, noNaN: true })),
    { minLength: 1, maxLength: 30 },
  );
  const agrees = fc.property(spans, fc.integer({ min: 1, max: 40 }), (some, count) => {
    const atSeconds = some.map((_, i) => some.slice(0, i).reduce((sum, [d]) => sum + d, 0));
    const values = some.map(([, value]) => value);
    const endSeconds = atSeconds.at(-1)! + some.at(-1)![0];
    if (endSeconds === 0) return;
    const means = sliceMeans(stepsOfChanges(atSeconds, values, endSeconds), count, 0);
    const integral = some.reduce((sum, [seconds, value]) => sum + seconds * value, 0);
    const mean = means.reduce((sum, value) => sum + value, 0) / count;
    expect(Math.abs(mean - integral / endSeconds)).toBeLessThan(1e-9);
    const constant = stepsOfChanges(atSeconds, values.fill(0.1), endSeconds);
    expect(new Set(sliceMeans(constant, count, 0))).toEqual(new Set([0.1]));
  });
  fc.assert(agrees, { seed: 20070101, numRuns: 300 });
});

test('times out of order and lists of different length are refused', () => {
  expect(() => stepsOfChanges([0, 5, 4], [1, 2, 3], 9)).toThrow('finite and in order, got 5,4');
  expect(() => stepsOfChanges([0, 5], [1, 2], 4)).toThrow('finite and in order');
  expect(() => stepsOfChanges([0, NaN], [1, 2], 4)).toThrow('finite and in order');
  expect(() => stepsOfChanges([0], [1, 2], 4)).toThrow('as many as the times, got 2');
});
