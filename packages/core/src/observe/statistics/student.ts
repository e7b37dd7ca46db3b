/**
 * Student's t distribution: how far the mean of a few values may lie from the truth.
 *
 *   density      f(t) = r(v/2) / sqrt(pi v) * (1 + t^2/v)^(-(v+1)/2),  r(a) = G(a + 1/2) / G(a)
 *   beyond t     P(T > t) = I_x(v/2, 1/2) / 2,  x = v / (v + t^2)
 *
 * with the regularised incomplete beta function I. Its continued fraction times t f(t) gives it
 * from whichever end converges. The ratio r comes from its own series, since a difference of two
 * log-gammas would lose digits where v is large.
 * The quantile starts at that of the normal distribution and takes Newton steps: on the
 * probability near the middle, on its logarithm over that of t in the tail, where the curve is
 * nearly straight. Above a million degrees it is Fisher's expansion around the normal quantile.
 *
 * Sources: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.5.8, 26.7.1 and
 * 26.7.5; the series of r is that of 6.1.47.
 * Errors: below 1e-11 of the value, or 1e-16. Cost: some 5 evaluations of the fraction.
 */
import { assert } from '../../engine/errors.ts';
import { exp, ln } from '../../engine/maths.ts';
import { normalQuantile } from '../../engine/special-functions.ts';

/** Coefficients of r(a) / sqrt(a) in powers of 1 / a. */
const RATIO_SERIES = [
  1,
  -1 / 8,
  1 / 128,
  5 / 1024,
  -21 / 32768,
  -399 / 262144,
  869 / 4194304,
  39325 / 33554432,
];
/** From here on the series is good to 1e-14. */
const RATIO_SERIES_FROM = 20;
/** Above it the expansion is good to 1e-11, even 37 standard deviations out. */
const MAX_DEGREES = 1e6;
/** More terms than any number of degrees up to MAX_DEGREES takes. */
const MAX_TERMS = 20_000;
const PRECISION = 2 ** -52;
const TINY = 1e-300;
/** Newton's steps shrink to their square: after one of this relative size the rest is noise. */
const LAST_STEP = 1e-8;
/** Beyond this tail the steps are taken on logarithms. */
const TAIL = 0.2;

/** G(a + 1/2) / G(a). */
function gammaRatio(a: number): number {
  let shifted = a;
  let product = 1;
  while (shifted < RATIO_SERIES_FROM) {
    product *= shifted / (shifted + 0.5);
    shifted += 1;
  }
  let sum = 0;
  for (let i = RATIO_SERIES.length - 1; i >= 0; i--) sum = sum / shifted + RATIO_SERIES[i]!;
  return product * sum * Math.sqrt(shifted);
}

/** ln(1 + u) for u >= 0, to the last bits where u is small: what 1 + u lost is put back. */
function lnOnePlus(u: number): number {
  const sum = 1 + u;
  return sum === 1 ? u : ln(sum) * (u / (sum - 1));
}

/** Continued fraction of the incomplete beta function over x^a (1-x)^b / (a B(a, b)). */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  if (Math.abs(d) < TINY) d = TINY;
  d = 1 / d;
  let fraction = d;
  for (let m = 1; m < MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return fraction;
}

/** Keeps a denominator off zero. */
function away(denominator: number): number {
  return Math.abs(denominator) < TINY ? TINY : denominator;
}

function density(t: number, degrees: number, ratio: number): number {
  const power = -0.5 * (degrees + 1) * lnOnePlus((t * t) / degrees);
  return (ratio / Math.sqrt(Math.PI * degrees)) * exp(power);
}

/** Probability of lying beyond t > 0. `height` is the density at t. */
function beyond(t: number, degrees: number, height: number): number {
  const a = 0.5 * degrees;
  const x = degrees / (degrees + t * t);
  if (x < (a + 1) / (a + 2.5)) return ((t * height) / degrees) * betaFraction(a, 0.5, x);
  return 0.5 - t * height * betaFraction(0.5, a, (t * t) / (degrees + t * t));
}

/**
 * Probability that Student's t lies at or below `t`.
 * @param degrees degrees of freedom, 1 to 1e6
 */
export function studentProbability(t: number, degrees: number): number {
  assert(degrees >= 1 && degrees <= MAX_DEGREES, 'the degrees must be from 1 to 1e6');
  if (t === 0) return 0.5;
  const size = Math.min(Math.abs(t), 1e100);
  const upper = beyond(size, degrees, density(size, degrees, gammaRatio(0.5 * degrees)));
  return t > 0 ? 1 - upper : upper;
}

/**
 * Value below which Student's t lies with this probability.
 * @param probability 1e-100 to 1 - 1e-16
 * @param degrees degrees of freedom, 1 or more; need not be whole
 */
export function studentQuantile(probability: number, degrees: number): number {
  const tail = Math.min(probability, 1 - probability);
  assert(tail >= 1e-100, 'the probability must lie well inside 0 to 1');
  assert(degrees >= 1, 'there must be 1 degree of freedom or more');
  if (tail === 0.5) return 0;
  const z = -normalQuantile(tail);
  const size = degrees > MAX_DEGREES ? expanded(z, degrees) : refined(z, tail, degrees);
  return probability < 0.5 ? -size : size;
}

/** Newton steps from z, which lies below the quantile, until they end. */
function refined(z: number, tail: number, degrees: number): number {
  const ratio = gammaRatio(0.5 * degrees);
  let t = z;
  for (let round = 0; round < 100; round++) {
    const height = density(t, degrees, ratio);
    const upper = beyond(t, degrees, height);
    const next =
      tail > TAIL
        ? t + (upper - tail) / height
        : t * exp((ln(upper / tail) * upper) / (t * height));
    const isLast = Math.abs(next - t) <= LAST_STEP * next;
    t = next;
    if (isLast) break;
  }
  return t;
}

function expanded(z: number, degrees: number): number {
  const s = z * z;
  const first = (s + 1) / 4;
  const second = ((5 * s + 16) * s + 3) / 96;
  const third = (((3 * s + 19) * s + 17) * s - 15) / 384;
  return z + (z / degrees) * (first + (second + third / degrees) / degrees);
}
