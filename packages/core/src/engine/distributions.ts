/**
 * Distributions by inverse transform: each sample takes exactly one uniform draw, so a stream
 * stays in step when a parameter changes and two scenarios can share their luck.
 */
import { SimulatorError } from './errors.ts';
import { exp, ln, pow } from './maths.ts';
import type { RandomStream } from './random.ts';
import { gammaQuantile, logGamma, normalQuantile } from './special-functions.ts';

/** A distribution as data, in the unit of its context. */
export type DistributionSpec =
  | { readonly dist: 'deterministic'; readonly value: number }
  | { readonly dist: 'exponential'; readonly mean: number }
  | { readonly dist: 'uniform'; readonly min: number; readonly max: number }
  | { readonly dist: 'normal'; readonly mean: number; readonly sd: number }
  | { readonly dist: 'lognormal'; readonly median: number; readonly mean: number }
  | { readonly dist: 'weibull'; readonly mean: number; readonly shape: number }
  | { readonly dist: 'gamma'; readonly mean: number; readonly shape: number }
  | { readonly dist: 'hyperexponential'; readonly mean: number; readonly cv2: number }
  | { readonly dist: 'empirical'; readonly values: readonly number[] };

/** Anything that draws: ours, or a sampler of the user's own. */
export interface Sampler {
  /** One value; takes all its randomness from `stream`. */
  sample(stream: RandomStream): number;
}

/** A sampler that knows the mean of what it draws. */
export interface SamplerWithMean extends Sampler {
  readonly mean: number;
}

type SpecOf<Name extends DistributionSpec['dist']> = Extract<DistributionSpec, { dist: Name }>;

/**
 * A sampler of the distribution. Only `normal` and, as they are told to, `deterministic`,
 * `uniform` and `empirical` can give values below 0.
 * @throws SimulatorError BAD_DISTRIBUTION if a parameter is out of its range.
 */
export function sampler(spec: DistributionSpec): SamplerWithMean {
  switch (spec.dist) {
    case 'deterministic':
      return deterministic(spec);
    case 'exponential':
      return exponential(spec);
    case 'uniform':
      return uniform(spec);
    case 'normal':
      return normal(spec);
    case 'lognormal':
      return lognormal(spec);
    case 'weibull':
      return weibull(spec);
    case 'gamma':
      return gamma(spec);
    case 'hyperexponential':
      return hyperexponential(spec);
    case 'empirical':
      return empirical(spec);
  }
}

function demand(holds: boolean, spec: DistributionSpec, key: string, range: string, got: number) {
  if (holds) return;
  throw new SimulatorError(
    'BAD_DISTRIBUTION',
    `distribution ${spec.dist}: ${key} must be ${range}, got ${got}`,
  );
}

function demandFinite(spec: DistributionSpec, key: string, got: number): void {
  demand(Number.isFinite(got), spec, key, 'a finite number', got);
}

function demandPositive(spec: DistributionSpec, key: string, got: number): void {
  demand(got > 0 && got < Number.POSITIVE_INFINITY, spec, key, 'finite and above 0', got);
}

/** A draw is taken here too, so that a constant can take a distribution's place. */
function deterministic(spec: SpecOf<'deterministic'>): SamplerWithMean {
  const { value } = spec;
  demandFinite(spec, 'value', value);
  return {
    mean: value,
    sample(stream) {
      stream.uniform();
      return value;
    },
  };
}

function exponential(spec: SpecOf<'exponential'>): SamplerWithMean {
  const { mean } = spec;
  demandPositive(spec, 'mean', mean);
  return { mean, sample: (stream) => -mean * ln(stream.uniform()) };
}

function uniform(spec: SpecOf<'uniform'>): SamplerWithMean {
  const { min, max } = spec;
  demandFinite(spec, 'min', min);
  demandFinite(spec, 'max', max);
  demand(max >= min, spec, 'max', `min (${min}) or more`, max);
  return { mean: min + (max - min) / 2, sample: (stream) => min + (max - min) * stream.uniform() };
}

function normal(spec: SpecOf<'normal'>): SamplerWithMean {
  const { mean, sd } = spec;
  demandFinite(spec, 'mean', mean);
  demand(sd >= 0 && sd < Number.POSITIVE_INFINITY, spec, 'sd', 'finite and 0 or more', sd);
  return { mean, sample: (stream) => mean + sd * normalQuantile(stream.uniform()) };
}

/** ln X is normal with mean ln(median) and standard deviation sqrt(2 ln(mean / median)). */
function lognormal(spec: SpecOf<'lognormal'>): SamplerWithMean {
  const { median, mean } = spec;
  demandPositive(spec, 'median', median);
  demandPositive(spec, 'mean', mean);
  demand(mean >= median, spec, 'mean', `the median (${median}) or more`, mean);
  const sigma = Math.sqrt(2 * ln(mean / median));
  return { mean, sample: (stream) => median * exp(sigma * normalQuantile(stream.uniform())) };
}

const MIN_SHAPE = 0.01;
const MAX_SHAPE = 100_000;

function demandShape(spec: DistributionSpec, shape: number): void {
  const range = `from ${MIN_SHAPE} to ${MAX_SHAPE}`;
  demand(shape >= MIN_SHAPE && shape <= MAX_SHAPE, spec, 'shape', range, shape);
}

/** Scale = mean / gamma(1 + 1 / shape). */
function weibull(spec: SpecOf<'weibull'>): SamplerWithMean {
  const { mean, shape } = spec;
  demandPositive(spec, 'mean', mean);
  demandShape(spec, shape);
  const scale = mean * exp(-logGamma(1 + 1 / shape));
  return { mean, sample: (stream) => scale * pow(-ln(stream.uniform()), 1 / shape) };
}

/** Scale = mean / shape. A sample costs some microseconds. */
function gamma(spec: SpecOf<'gamma'>): SamplerWithMean {
  const { mean, shape } = spec;
  demandPositive(spec, 'mean', mean);
  demandShape(spec, shape);
  const scale = mean / shape;
  return { mean, sample: (stream) => scale * gammaQuantile(stream.uniform(), shape) };
}

/**
 * Two exponential branches with balanced means: p1 m1 = p2 m2 = mean / 2, and
 * p1 = (1 + sqrt((cv2 - 1) / (cv2 + 1))) / 2, where cv2 is the squared coefficient of variation.
 * The draw that chooses the branch is stretched to (0, 1] and used again inside it.
 */
function hyperexponential(spec: SpecOf<'hyperexponential'>): SamplerWithMean {
  const { mean, cv2 } = spec;
  demandPositive(spec, 'mean', mean);
  demand(cv2 >= 1 && cv2 <= 1e6, spec, 'cv2', 'from 1 to 1e6', cv2);
  const p1 = 0.5 * (1 + Math.sqrt((cv2 - 1) / (cv2 + 1)));
  const mean1 = mean / (2 * p1);
  const mean2 = mean / (2 * (1 - p1));
  return {
    mean,
    sample(stream) {
      const draw = stream.uniform();
      return draw < p1 ? -mean1 * ln(draw / p1) : -mean2 * ln((1 - draw) / (1 - p1));
    },
  };
}

/** Every value with the same chance, nothing in between. */
function empirical(spec: SpecOf<'empirical'>): SamplerWithMean {
  const values = Float64Array.from(spec.values);
  const count = values.length;
  demand(count > 0, spec, 'the number of values', '1 or more', count);
  let sum = 0;
  for (const value of values) {
    demandFinite(spec, 'each value', value);
    sum += value;
  }
  return {
    mean: sum / count,
    sample: (stream) => values[Math.floor(stream.uniform() * count)]!,
  };
}
