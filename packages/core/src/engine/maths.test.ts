import { describe, expect, test } from 'vitest';
import { cos, exp, ln, pow, sin } from './maths.ts';
import { mathsProbe } from './maths-probe.ts';
import { namedStream } from './random.ts';

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

/** Distance in units of the last place; 0 for two equal special values. */
function ulpsBetween(a: number, b: number): number {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Number.POSITIVE_INFINITY;
  double[0] = a;
  const first = bits[0]!;
  double[0] = b;
  return Math.abs(Number(first - bits[0]!));
}

const luck = namedStream(20070101, 0, 'maths');
const between = (from: number, to: number): number => from + (to - from) * luck.uniform();

/** Largest distance of `ours` from `theirs` over 20,000 inputs. */
function worst(input: () => number, ours: (x: number) => number, theirs: (x: number) => number) {
  let most = 0;
  for (let i = 0; i < 20_000; i++) {
    const x = input();
    most = Math.max(most, ulpsBetween(ours(x), theirs(x)));
  }
  return most;
}

describe('portable functions against Math, which is within 1 unit of the exact value', () => {
  test('ln: within 1 unit, from the subnormal to 1e300 and close to 1', () => {
    expect(worst(() => between(0, 1), ln, Math.log)).toBeLessThanOrEqual(1);
    expect(worst(() => between(0, 1e300), ln, Math.log)).toBeLessThanOrEqual(1);
    expect(worst(() => between(0.999, 1.001), ln, Math.log)).toBeLessThanOrEqual(1);
    expect(worst(() => between(0, 1e-309), ln, Math.log)).toBeLessThanOrEqual(1);
  });

  test('exp: within 1 unit, from overflow to the subnormal', () => {
    expect(worst(() => between(-700, 709), exp, Math.exp)).toBeLessThanOrEqual(1);
    expect(worst(() => between(-1, 1), exp, Math.exp)).toBeLessThanOrEqual(1);
    expect(worst(() => between(-745, -708), exp, Math.exp)).toBeLessThanOrEqual(1);
  });

  test('pow: within 2 units for moderate results, within 8 towards overflow', () => {
    for (const power of [-7.5, -1, 0.1, 0.5, 1.7, 3, 12.25]) {
      const ours = (x: number): number => pow(x, power);
      const theirs = (x: number): number => x ** power;
      expect(worst(() => between(0, 30), ours, theirs)).toBeLessThanOrEqual(2);
    }
    const ours = (y: number): number => pow(1e5, y);
    const theirs = (y: number): number => 1e5 ** y;
    expect(worst(() => between(-61, 61), ours, theirs)).toBeLessThanOrEqual(8);
  });

  test('pow is exact where a small integer power is', () => {
    for (let base = 1; base <= 12; base++) {
      let exact = 1;
      for (let power = 0; power <= 12; power++) {
        expect(pow(base, power)).toBe(exact);
        exact *= base;
      }
    }
  });

  test('sin and cos: within 1 unit, also far out and beside multiples of pi / 2', () => {
    for (const reach of [1, 30, 1e6]) {
      expect(worst(() => between(-reach, reach), sin, Math.sin)).toBeLessThanOrEqual(1);
      expect(worst(() => between(-reach, reach), cos, Math.cos)).toBeLessThanOrEqual(1);
    }
    const besideRoot = (): number => Math.floor(between(-9e5, 9e5)) * (Math.PI / 2);
    expect(worst(besideRoot, sin, Math.sin)).toBeLessThanOrEqual(1);
    expect(worst(besideRoot, cos, Math.cos)).toBeLessThanOrEqual(1);
  });
});

describe('special values', () => {
  const odd = [0, -0, 1, -1, 2, -2, 0.5, -3, 1e308, -1e308, 5e-324, 1e19, 709, -746, 1 + 2 ** -52];
  odd.push(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN);

  test('ln and exp are as in Math', () => {
    for (const x of odd) {
      expect(ulpsBetween(ln(x), Math.log(x))).toBeLessThanOrEqual(1);
      expect(ulpsBetween(exp(x), Math.exp(x))).toBeLessThanOrEqual(1);
    }
    expect(ln(1)).toBe(0);
    expect(exp(0)).toBe(1);
    expect(exp(710)).toBe(Number.POSITIVE_INFINITY);
  });

  test('pow is as in Math, with the sign of zero', () => {
    for (const x of odd) {
      for (const y of odd) {
        const ours = pow(x, y);
        const theirs = x ** y;
        expect(ulpsBetween(ours, theirs)).toBeLessThanOrEqual(8);
        expect(Object.is(ours, -0)).toBe(Object.is(theirs, -0));
      }
    }
  });

  test('an angle that cannot be reduced exactly is refused', () => {
    expect(() => sin(2e6)).toThrow('1,600,000 radians');
    expect(() => cos(Number.NaN)).toThrow('1,600,000 radians');
    expect(Object.is(sin(-0), -0)).toBe(true);
  });
});

test('golden: 100,000 results have this fingerprint in every engine', () => {
  expect(mathsProbe()).toBe('af8fe403548c44eb6d353a0dc5d18c4e');
});
