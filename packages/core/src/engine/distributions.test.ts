import { describe, expect, test } from 'vitest';
import { type DistributionSpec, sampler } from './distributions.ts';
import { SimulatorError } from './errors.ts';
import { namedStream, type RandomStream } from './random.ts';
import { logGamma, lowerGamma } from './special-functions.ts';

const DRAWS = 200_000;

function draw(spec: DistributionSpec, count = DRAWS): Float64Array {
  const stream = namedStream(20070101, 0, `test/${spec.dist}`);
  const source = sampler(spec);
  return Float64Array.from({ length: count }, () => source.sample(stream));
}

interface Moments {
  readonly mean: number;
  readonly variance: number;
  /** Fourth central moment over the squared variance: 3 for a normal. */
  readonly kurtosis: number;
}

const gammaOf = (x: number): number => Math.exp(logGamma(x));

function weibullMoments(mean: number, shape: number): Moments {
  const g = (n: number): number => gammaOf(1 + n / shape);
  const scale = mean / g(1);
  const variance = g(2) - g(1) ** 2;
  const fourth = g(4) - 4 * g(3) * g(1) + 6 * g(2) * g(1) ** 2 - 3 * g(1) ** 4;
  return { mean, variance: scale ** 2 * variance, kurtosis: fourth / variance ** 2 };
}

function lognormalMoments(median: number, mean: number): Moments {
  const w = (mean / median) ** 2;
  return { mean, variance: mean ** 2 * (w - 1), kurtosis: w ** 4 + 2 * w ** 3 + 3 * w ** 2 - 3 };
}

/** E X^n = n! (p1 m1^n + p2 m2^n). */
function hyperexponentialMoments(mean: number, cv2: number): Moments {
  const p = 0.5 * (1 + Math.sqrt((cv2 - 1) / (cv2 + 1)));
  const raw = (n: number): number =>
    gammaOf(n + 1) * (p * (mean / (2 * p)) ** n + (1 - p) * (mean / (2 * (1 - p))) ** n);
  const variance = raw(2) - mean ** 2;
  const fourth = raw(4) - 4 * raw(3) * mean + 6 * raw(2) * mean ** 2 - 3 * mean ** 4;
  return { mean, variance, kurtosis: fourth / variance ** 2 };
}

const cases: readonly (readonly [DistributionSpec, Moments])[] = [
  [
    { dist: 'exponential', mean: 3 },
    { mean: 3, variance: 9, kurtosis: 9 },
  ],
  [
    { dist: 'uniform', min: -1, max: 5 },
    { mean: 2, variance: 3, kurtosis: 1.8 },
  ],
  [
    { dist: 'normal', mean: -2, sd: 4 },
    { mean: -2, variance: 16, kurtosis: 3 },
  ],
  [{ dist: 'lognormal', median: 50, mean: 55 }, lognormalMoments(50, 55)],
  [{ dist: 'weibull', mean: 10, shape: 0.8 }, weibullMoments(10, 0.8)],
  [{ dist: 'weibull', mean: 10, shape: 2.5 }, weibullMoments(10, 2.5)],
  [
    { dist: 'gamma', mean: 6, shape: 0.5 },
    { mean: 6, variance: 72, kurtosis: 15 },
  ],
  [
    { dist: 'gamma', mean: 6, shape: 4 },
    { mean: 6, variance: 9, kurtosis: 4.5 },
  ],
  [{ dist: 'hyperexponential', mean: 2, cv2: 4 }, hyperexponentialMoments(2, 4)],
  [
    { dist: 'empirical', values: [1, 2, 6] },
    { mean: 3, variance: 14 / 3, kurtosis: 1.5 },
  ],
];

describe('moments over 200,000 draws, within 4 standard errors', () => {
  for (const [spec, moments] of cases) {
    test(JSON.stringify(spec), () => {
      const draws = draw(spec);
      const mean = draws.reduce((sum, x) => sum + x, 0) / DRAWS;
      const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (DRAWS - 1);
      const meanError = Math.sqrt(moments.variance / DRAWS);
      const varianceError = moments.variance * Math.sqrt((moments.kurtosis - 1) / DRAWS);
      expect(Math.abs(mean - moments.mean)).toBeLessThan(4 * meanError);
      expect(Math.abs(variance - moments.variance)).toBeLessThan(4 * varianceError);
      expect(sampler(spec).mean).toBeCloseTo(moments.mean, 12);
    });
  }
});

/** Distribution function of the standard normal. */
function normalBelow(z: number): number {
  const half = 0.5 * lowerGamma(0.5, (z * z) / 2);
  return z < 0 ? 0.5 - half : 0.5 + half;
}

const weibullScale = 10 / gammaOf(1 + 1 / 0.8);
const sigma = Math.sqrt(2 * Math.log(55 / 50));
const branch = 0.5 * (1 + Math.sqrt(3 / 5));

const functions: readonly (readonly [DistributionSpec, (x: number) => number])[] = [
  [{ dist: 'exponential', mean: 3 }, (x) => -Math.expm1(-x / 3)],
  [{ dist: 'uniform', min: -1, max: 5 }, (x) => (x + 1) / 6],
  [{ dist: 'normal', mean: -2, sd: 4 }, (x) => normalBelow((x + 2) / 4)],
  [{ dist: 'lognormal', median: 50, mean: 55 }, (x) => normalBelow(Math.log(x / 50) / sigma)],
  [{ dist: 'weibull', mean: 10, shape: 0.8 }, (x) => -Math.expm1(-((x / weibullScale) ** 0.8))],
  [{ dist: 'gamma', mean: 6, shape: 4 }, (x) => lowerGamma(4, (x * 4) / 6)],
  [
    { dist: 'hyperexponential', mean: 2, cv2: 4 },
    (x) => 1 - branch * Math.exp(-branch * x) - (1 - branch) * Math.exp(-(1 - branch) * x),
  ],
];

describe('Kolmogorov-Smirnov distance of 20,000 draws below the 1 in 1,000 bound', () => {
  for (const [spec, below] of functions) {
    test(spec.dist, () => {
      const count = 20_000;
      const draws = draw(spec, count).sort();
      let distance = 0;
      for (let i = 0; i < count; i++) {
        const p = below(draws[i]!);
        distance = Math.max(distance, p - i / count, (i + 1) / count - p);
      }
      expect(distance).toBeLessThan(1.95 / Math.sqrt(count));
    });
  }
});

test('each sample takes exactly one draw, whatever the draw is', () => {
  let taken = 0;
  for (const [spec] of [...cases, [{ dist: 'deterministic', value: 4 }] as const]) {
    const source = sampler(spec);
    for (const u of [2 ** -54, 1e-9, 0.3, 0.5, 0.88729833, 0.9, 1 - 2 ** -53]) {
      const stream: RandomStream = {
        uniform: () => {
          taken++;
          return u;
        },
      };
      taken = 0;
      expect(Number.isFinite(source.sample(stream))).toBe(true);
      expect(taken).toBe(1);
    }
  }
});

describe('parameters out of range', () => {
  const bad: readonly (readonly [DistributionSpec, string])[] = [
    [{ dist: 'deterministic', value: Number.NaN }, 'value must be a finite number, got NaN'],
    [{ dist: 'exponential', mean: 0 }, 'mean must be finite and above 0, got 0'],
    [{ dist: 'uniform', min: 3, max: 2 }, 'max must be min (3) or more, got 2'],
    [{ dist: 'normal', mean: 1, sd: -1 }, 'sd must be finite and 0 or more, got -1'],
    [{ dist: 'lognormal', median: 5, mean: 4 }, 'mean must be the median (5) or more, got 4'],
    [{ dist: 'weibull', mean: 5, shape: 0 }, 'shape must be from 0.01 to 100000, got 0'],
    [{ dist: 'gamma', mean: -5, shape: 1 }, 'mean must be finite and above 0, got -5'],
    [{ dist: 'hyperexponential', mean: 5, cv2: 0.5 }, 'cv2 must be from 1 to 1e6, got 0.5'],
    [{ dist: 'empirical', values: [] }, 'the number of values must be 1 or more, got 0'],
    [{ dist: 'empirical', values: [1, Number.NaN] }, 'each value must be a finite number, got NaN'],
  ];
  for (const [spec, what] of bad) {
    test(`${spec.dist}: ${what}`, () => {
      const message = `distribution ${spec.dist}: ${what}`;
      expect(() => sampler(spec)).toThrow(new SimulatorError('BAD_DISTRIBUTION', message));
    });
  }
});
