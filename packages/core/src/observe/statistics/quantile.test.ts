import fc from 'fast-check';
import { quantileSorted } from 'simple-statistics';
import { expect, test } from 'vitest';
import { quantileInterval } from './quantile.ts';
import { independentValues, waitsOfQueue } from './queue.fixtures.ts';

/** 1 to `count`, in an order in which neighbours do not resemble each other. */
function shuffled(count: number): number[] {
  const noise = independentValues(count, 3);
  const order = Array.from({ length: count }, (_, i) => i);
  order.sort((a, b) => noise[a]! - noise[b]!);
  return order.map((rank) => rank + 1);
}

test('the interval of the median of 30 independent values is the 10th to the 21st', () => {
  const { estimate, lower, upper, caveats } = quantileInterval(shuffled(30), 0.5);
  expect([estimate, lower, upper, caveats]).toEqual([15, 10, 21, []]);
});

test('the 90th of 100 lies between the 84th and the 96th, the 950th of 1,000 from 936 to 964', () => {
  // Ranks of the binomial distribution, computed apart.
  const hundred = quantileInterval(shuffled(100), 0.9);
  expect([hundred.estimate, hundred.lower, hundred.upper]).toEqual([90, 84, 96]);
  const thousand = quantileInterval(shuffled(1000), 0.95);
  expect([thousand.estimate, thousand.lower, thousand.upper]).toEqual([950, 936, 964]);
});

test('an end that the observations cannot give is infinite and has a caveat', () => {
  const { estimate, upper, halfWidth, caveats } = quantileInterval(shuffled(30), 0.99);
  expect([estimate, upper, halfWidth]).toEqual([30, Infinity, Infinity]);
  expect(caveats.map(({ code }) => code)).toContain('few-beyond');
});

test('nine values have a quantile but no interval; what is no number is left out', () => {
  const nine = quantileInterval([9, 8, 7, 6, NaN, 5, 4, 3, 2, 1], 0.5);
  expect([nine.estimate, nine.lower, nine.upper, nine.count]).toEqual([5, NaN, NaN, 9]);
  expect(nine.caveats.map(({ code }) => code)).toEqual(['too-few', 'missing']);
  expect(quantileInterval([], 0.5).estimate).toBe(NaN);
});

test('equal values have themselves for quantile, with a caveat', () => {
  const { estimate, lower, upper, caveats } = quantileInterval(new Float64Array(400).fill(2), 0.9);
  expect([estimate, lower, upper]).toEqual([2, 2, 2]);
  expect(caveats.map(({ code }) => code)).toEqual(['no-variation']);
});

test('estimates meet simple-statistics where that does not interpolate between two values', () => {
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 80 });
  const agrees = fc.property(values, fc.nat(), (some, pick) => {
    const probability = (1 + (pick % (some.length - 2))) / (some.length - 1);
    const sorted = [...some].sort((a, b) => a - b);
    const expected = quantileSorted(sorted, probability);
    expect(quantileInterval(some, probability).estimate).toBeCloseTo(expected, 9);
  });
  fc.assert(agrees, { seed: 20070101, numRuns: 300 });
});

test('the 95th percentile of waits lies inside the interval in 90 to 98 % of 400 runs', () => {
  // P(W > x) = load exp(-(1 / load - 1) x). Measured: 96 %, and 98 % have no caveat.
  const truth = Math.log(0.5 / 0.05);
  let holds = 0;
  let clear = 0;
  for (let run = 0; run < 400; run++) {
    const { lower, upper, caveats } = quantileInterval(waitsOfQueue(0.5, 5000, run), 0.95);
    if (lower <= truth && truth <= upper) holds += 1;
    if (caveats.length === 0) clear += 1;
  }
  expect(holds / 400).toBeGreaterThanOrEqual(0.9);
  expect(holds / 400).toBeLessThanOrEqual(0.98);
  expect(clear / 400).toBeGreaterThan(0.9);
});

test('probabilities and levels out of range are refused', () => {
  expect(() => quantileInterval([1], 95)).toThrow('above 0 and below 1, got 95');
  expect(() => quantileInterval([1], 0.5, 95)).toThrow('the level');
});
