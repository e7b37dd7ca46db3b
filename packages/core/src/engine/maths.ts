/**
 * Transcendental functions with the same bits everywhere. Those of the language (Math) differ
 * in the last bit between browsers and Node for 3 to 10 % of inputs; + - * / and sqrt do not, and
 * only these are used here.
 *
 * Why not a library: the pure JavaScript ones come as some 200 packages for the logarithm and the
 * inverse incomplete gamma function (measured on @stdlib). These are the algorithms and
 * coefficients of fdlibm, written anew:
 *
 *   Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 *   Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and
 *   distribute this software is freely granted, provided that this notice is preserved.
 *
 * pow is our own: a logarithm in two doubles times the exponent, then exp. Errors are below 1 unit
 * in the last place for ln, exp, sin and cos, and below 2 for pow (8 near overflow).
 */
import { assert } from './errors.ts';

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
double[0] = 1;
/** Index of the word with sign and exponent. */
const HIGH = words[1] === 0x3ff00000 ? 1 : 0;
const LOW = 1 - HIGH;

const LN2_HIGH = 0.6931471803691238; // 21 trailing bits are zero: k * LN2_HIGH is exact
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = 1 / (LN2_HIGH + LN2_LOW);
const TWO_54 = 2 ** 54;
const SMALLEST_NORMAL = 2 ** -1022;

/**
 * Splits x > 0 into 2^k * m with m between sqrt(1/2) and sqrt(2).
 * Returns m; k is left in `exponent`.
 */
let exponent = 0;
function splitMantissa(x: number): number {
  let scaled = x;
  exponent = -1023;
  if (x < SMALLEST_NORMAL) {
    scaled = x * TWO_54;
    exponent -= 54;
  }
  double[0] = scaled;
  const high = words[HIGH]! + (0x3ff00000 - 0x3fe6a09e);
  exponent += high >>> 20;
  words[HIGH] = (high & 0xfffff) + 0x3fe6a09e;
  return double[0]!;
}

/** The part of ln(1 + f) that the series in z = (f / (2 + f))^2 gives. */
function lnTail(z: number): number {
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd =
    z *
    (0.6666666666666735 +
      w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  return even + odd;
}

/** Natural logarithm. */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const f = splitMantissa(x) - 1;
  const k = exponent;
  const halfSquare = 0.5 * f * f;
  const s = f / (2 + f);
  return s * (halfSquare + lnTail(s * s)) + k * LN2_LOW - halfSquare + f + k * LN2_HIGH;
}

/** y * 2^k for any k that exp can meet; subnormal results are rounded once. */
function scale(y: number, k: number): number {
  if (k > 1023) return y * 2 * powerOfTwo(k - 1);
  if (k < -1022) return y * powerOfTwo(k + 1000) * 2 ** -1000;
  return y * powerOfTwo(k);
}

function powerOfTwo(k: number): number {
  words[HIGH] = (k + 1023) << 20;
  words[LOW] = 0;
  return double[0]!;
}

/** exp(high + low), where low is tiny against high. */
function expOfSum(high: number, low: number): number {
  if (high > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (high < -745.2) return 0;
  const k = Math.floor(high * INVERSE_LN2 + 0.5);
  const reduced = high - k * LN2_HIGH;
  const correction = k * LN2_LOW - low;
  const r = reduced - correction;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))));
  return scale(1 + ((r * c) / (2 - c) - correction + reduced), k);
}

/** Exponential function. */
export function exp(x: number): number {
  return Number.isNaN(x) ? x : expOfSum(x, 0);
}

/** Upper half of the bits of x: a product of two such halves is exact. */
function upperHalf(x: number): number {
  const t = x * 134217729;
  return t - (t - x);
}

/** What a * b lost to rounding when it gave `product`. */
function lostBits(a: number, b: number, product: number): number {
  const ah = upperHalf(a);
  const bh = upperHalf(b);
  const al = a - ah;
  const bl = b - bh;
  return ah * bh - product + ah * bl + al * bh + al * bl;
}

/** x^y for finite x > 0 and finite y. */
function powOfPositive(x: number, y: number): number {
  const f = splitMantissa(x) - 1;
  const k = exponent;
  // ln(1 + f) = 2 s + s * tail, with s = f / (2 + f) to twice the precision
  const d = 2 + f;
  const s = f / d;
  const product = s * d;
  const sLow = (f - product - lostBits(s, d, product) - s * (f - (d - 2))) / d;
  const z = s * s;
  const small = s * lnTail(z) + 2 * sLow + k * LN2_LOW;
  const big = k * LN2_HIGH + 2 * s;
  const bigLost = k * LN2_HIGH - big + 2 * s;
  const high = big + (small + bigLost);
  const low = big - high + (small + bigLost);
  if (high === 0) return 1;
  const power = y * high;
  if (power > 710) return Number.POSITIVE_INFINITY;
  if (power < -746) return 0;
  return expOfSum(power, lostBits(y, high, power) + y * low);
}

/** x to the power y, with the special values that JavaScript gives it. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  if (Math.abs(y) === Number.POSITIVE_INFINITY) {
    if (size === 1) return Number.NaN;
    return size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  const isInteger = Math.floor(y) === y;
  const sign = (x < 0 || 1 / x < 0) && isInteger && y % 2 !== 0 ? -1 : 1;
  if (size === 0) return y > 0 ? sign * 0 : sign * Number.POSITIVE_INFINITY;
  if (size === Number.POSITIVE_INFINITY) return y > 0 ? sign * size : sign * 0;
  if (x < 0 && !isInteger) return Number.NaN;
  return sign * powOfPositive(size, y);
}

/** Above it the multiple of pi / 2 has more than 20 bits and its products are no longer exact. */
const MAX_ANGLE = 1_600_000;

/** Subtracts the nearest multiple of pi / 2; the rest is angle + angleLow, in `quadrant`. */
let angle = 0;
let angleLow = 0;
let quadrant = 0;
function reduceAngle(x: number): void {
  assert(Math.abs(x) <= MAX_ANGLE, 'an angle must be a number up to 1,600,000 radians');
  const n = Math.floor(x * 0.6366197723675814 + 0.5);
  const first = x - n * 1.5707963267341256;
  const w2 = n * 6.077100506303966e-11;
  const second = first - w2;
  const lost2 = first - second - w2;
  const w3 = n * 2.0222662487111665e-21;
  const third = second - w3;
  const lost3 = second - third - w3;
  const rest = lost2 + lost3 - n * 8.4784276603689e-32;
  angle = third + rest;
  angleLow = third - angle + rest;
  quadrant = n & 3;
}

/** Sine of angle + angleLow, within pi / 4 of 0. */
function sineOfRest(): number {
  const z = angle * angle;
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 +
        z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  const v = z * angle;
  return angle - (z * (0.5 * angleLow - v * r) - angleLow + v * 0.16666666666666632);
}

/** Cosine of angle + angleLow, within pi / 4 of 0. */
function cosineOfRest(): number {
  const z = angle * angle;
  const w = z * z;
  const r =
    z * (0.0416666666666666 + z * (-0.001388888888887411 + z * 2.480158728947673e-5)) +
    w * w * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11));
  const half = 0.5 * z;
  const head = 1 - half;
  return head + (1 - head - half + (z * r - angle * angleLow));
}

function sineInQuadrant(which: number): number {
  const size = (which & 1) === 0 ? sineOfRest() : cosineOfRest();
  return (which & 2) === 0 ? size : -size;
}

/** Sine of an angle in radians, up to 1,600,000 either way. */
export function sin(x: number): number {
  if (Math.abs(x) < 1e-9) return x;
  reduceAngle(x);
  return sineInQuadrant(quadrant);
}

/** Cosine of an angle in radians, up to 1,600,000 either way. */
export function cos(x: number): number {
  reduceAngle(x);
  return sineInQuadrant(quadrant + 1);
}
