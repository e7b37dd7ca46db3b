import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf, TimeHistogram } from './histogram.ts';

const nothing = { value: Number.NaN, seconds: 0 };
const number = fc.double({ noNaN: true });

describe('bins', () => {
  it('grow with the value and are at most 1/128 of it wide', () => {
    const property = fc.property(number, number, (a, b) => {
      if (a < b) expect(binOf(a)).toBeLessThanOrEqual(binOf(b));
      const isNormal = Math.abs(a) > 1e-300 && Math.abs(b) > 1e-300;
      if (isNormal && Number.isFinite(a) && Number.isFinite(b) && binOf(a) === binOf(b)) {
        expect(Math.abs(a - b)).toBeLessThanOrEqual(Math.abs(a) / 128);
      }
    });
    fc.assert(property, { seed: 20070103, numRuns: 2000 });
  });

  it('put both zeros together, between the negative and the positive numbers', () => {
    expect(binOf(-0)).toBe(binOf(0));
    expect(binOf(-1e-12)).toBeLessThan(binOf(0));
    expect(binOf(1e-12)).toBeGreaterThan(binOf(0));
    expect(binOf(Infinity)).toBeGreaterThan(binOf(Number.MAX_VALUE));
  });
});

describe('a histogram of time', () => {
  it('gives percentiles within 1 % of the exact ones weighted by time', () => {
    const held = fc.array(
      fc.record({
        value: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
        seconds: fc.double({ min: 0.001, max: 100, noNaN: true }),
      }),
      { minLength: 1, maxLength: 60 },
    );
    const percent = fc.double({ min: 0, max: 100, noNaN: true });
    const property = fc.property(held, percent, (values, asked) => {
      const histogram = new TimeHistogram(2);
      for (const { value, seconds } of values) histogram.add(1, value, seconds);
      const exact = exactPercentile(values, asked);
      const found = histogram.percentile(1, asked, nothing);
      expect(values.some(({ value }) => value === found)).toBe(true);
      expect(Math.abs(found - exact)).toBeLessThanOrEqual(0.01 * Math.abs(exact) + 1e-300);
    });
    fc.assert(property, { seed: 20070104, numRuns: 500 });
  });

  it('reports a value that was held exactly, and keeps entities apart', () => {
    const histogram = new TimeHistogram(1000);
    for (let turn = 0; turn < 50; turn++) {
      for (let entity = 0; entity < 1000; entity++) histogram.add(entity, entity / 7, 0.1);
    }
    expect(histogram.entryCount).toBe(1000);
    for (let entity = 0; entity < 1000; entity++) {
      expect(histogram.percentile(entity, 50, nothing)).toBe(entity / 7);
    }
  });

  it('takes a value that holds still into account, and new entities', () => {
    const histogram = new TimeHistogram(1);
    histogram.add(0, 1, 10);
    expect(histogram.percentile(0, 95, { value: 9, seconds: 10 })).toBe(9);
    expect(histogram.percentile(0, 95, nothing)).toBe(1);
    histogram.grow(3);
    expect(histogram.percentile(2, 50, nothing)).toBeNaN();
    histogram.add(2, Number.NaN, 5);
    expect(histogram.percentile(2, 50, nothing)).toBeNaN();
  });
});

function exactPercentile(
  held: readonly { value: number; seconds: number }[],
  percent: number,
): number {
  const sorted = [...held].sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { seconds }) => sum + seconds, 0);
  let passed = 0;
  for (const { value, seconds } of sorted) {
    passed += seconds;
    if (passed >= (total * percent * (1 - 1e-12)) / 100) return value;
  }
  return sorted.at(-1)!.value;
}
