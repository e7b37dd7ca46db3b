import { expect, test } from 'vitest';
import { gammaQuantile, logGamma, lowerGamma, normalQuantile } from './special-functions.ts';

test('normalQuantile meets tabulated values and is odd around one half', () => {
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
  expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655446004, 14);
  expect(normalQuantile(0.999)).toBeCloseTo(3.090232306167813, 13);
  expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 13);
  expect(normalQuantile(1e-300)).toBeCloseTo(-37.0471, 3);
  expect(normalQuantile(0.125)).toBe(-normalQuantile(0.875));
  expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
});

test('logGamma gives the factorials, and the square root of pi at one half', () => {
  let lnFactorial = 0;
  for (let n = 1; n < 60; n++) {
    expect(Math.abs(logGamma(n) - lnFactorial)).toBeLessThan(1e-14 * Math.max(1, lnFactorial));
    lnFactorial += Math.log(n);
  }
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 13);
  expect(logGamma(1e-5)).toBeCloseTo(Math.log(1e5) - 0.5772156649e-5, 9);
  expect(() => logGamma(0)).toThrow('positive');
});

test('lowerGamma of shapes 1, 2 and 1/2 meets its closed forms', () => {
  for (const x of [1e-6, 0.1, 0.7, 1, 2, 5, 20]) {
    expect(lowerGamma(1, x)).toBeCloseTo(-Math.expm1(-x), 14);
    expect(lowerGamma(2, x)).toBeCloseTo(1 - Math.exp(-x) * (1 + x), 14);
  }
  expect(lowerGamma(0.5, 0.5)).toBeCloseTo(0.6826894921370859, 14); // one sigma of the normal
  expect(lowerGamma(0.5, 2)).toBeCloseTo(0.9544997361036416, 14); // two sigma
  expect(lowerGamma(3, 0)).toBe(0);
  expect(lowerGamma(3, Number.POSITIVE_INFINITY)).toBe(1);
});

test('gammaQuantile inverts lowerGamma for shapes from 0.05 to 100,000', () => {
  for (const shape of [0.05, 0.3, 0.5, 1, 1.5, 2, 3, 10, 50, 1000, 100_000]) {
    const tolerance = 1e-14 * Math.max(1, shape);
    for (let i = 0; i < 100; i++) {
      const probability = (i + 0.5) / 100;
      const x = gammaQuantile(probability, shape);
      expect(Math.abs(lowerGamma(shape, x) - probability)).toBeLessThan(tolerance);
    }
  }
});

test('gammaQuantile holds in both tails', () => {
  expect(gammaQuantile(1e-17, 1)).toBeCloseTo(1e-17, 30);
  expect(gammaQuantile(1 - 2 ** -53, 1)).toBeCloseTo(53 * Math.log(2), 6);
  expect(lowerGamma(2, gammaQuantile(1e-12, 2)) / 1e-12).toBeCloseTo(1, 10);
  expect(gammaQuantile(1e-10, 0.01)).toBe(0);
  expect(() => gammaQuantile(1, 2)).toThrow('between 0 and 1');
});
