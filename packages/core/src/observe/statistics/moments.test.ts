import fc from 'fast-check';
import { mean, sampleVariance } from 'simple-statistics';
import { expect, test } from 'vitest';
import { Moments, momentsOf } from './moments.ts';

const seed = 20070101;
const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
  minLength: 2,
  maxLength: 60,
});

test('2, 4, 4, 4, 5, 5, 7, 9 have mean 5 and variance 32 / 7', () => {
  const moments = momentsOf([2, 4, 4, 4, 5, 5, 7, 9]);
  expect(moments.count).toBe(8);
  expect(moments.mean).toBe(5);
  expect(moments.variance).toBeCloseTo(32 / 7, 14);
  expect(moments.standardDeviation).toBeCloseTo(Math.sqrt(32 / 7), 14);
});

test('no value has no mean and one value no variance', () => {
  expect([momentsOf([]).mean, momentsOf([]).variance]).toEqual([NaN, NaN]);
  expect([momentsOf([3]).mean, momentsOf([3]).variance]).toEqual([3, NaN]);
});

test('a billion added to every value leaves the variance of 4, 7, 13, 16 at 30', () => {
  expect(momentsOf([4, 7, 13, 16].map((value) => value + 1e9)).variance).toBe(30);
});

test('moments agree with those of simple-statistics', () => {
  const agrees = fc.property(values, (some) => {
    const moments = momentsOf(some);
    expect(Math.abs(moments.mean - mean(some))).toBeLessThan(1e-8);
    const variance = sampleVariance(some);
    expect(Math.abs(moments.variance - variance)).toBeLessThanOrEqual(1e-9 * variance + 1e-9);
  });
  fc.assert(agrees, { seed, numRuns: 300 });
});

test('merged moments are those of all values', () => {
  const agrees = fc.property(values, fc.nat(60), (some, cut) => {
    const merged = momentsOf(some.slice(0, cut));
    merged.merge(momentsOf(some.slice(cut)));
    const all = momentsOf(some);
    expect(merged.count).toBe(all.count);
    expect(Math.abs(merged.mean - all.mean)).toBeLessThan(1e-8);
    expect(Math.abs(merged.variance - all.variance)).toBeLessThanOrEqual(
      1e-9 * all.variance + 1e-9,
    );
  });
  fc.assert(agrees, { seed, numRuns: 300 });
  const nothing = new Moments();
  nothing.merge(new Moments());
  expect(nothing.count).toBe(0);
});
