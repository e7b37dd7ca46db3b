import fc from 'fast-check';
import { cumulativeStdNormalProbability } from 'simple-statistics';
import { expect, test } from 'vitest';
import { normalQuantile } from '../../engine/special-functions.ts';
import { studentProbability, studentQuantile } from './student.ts';

const probabilities = [0.9, 0.95, 0.975, 0.995, 0.9995];
/** Degrees, and the quantiles in 40 digits of arithmetic; printed tables agree to their digits. */
const table: readonly (readonly [number, ...number[]])[] = [
  [1, 3.07768353717525, 6.31375151467504, 12.7062047361747, 63.6567411628716, 636.61924876872],
  [2, 1.88561808316413, 2.91998558035373, 4.30265272974946, 9.92484320091829, 31.5990545764436],
  [3, 1.63774435369621, 2.35336343480182, 3.18244630528371, 5.84090930973336, 12.9239786366875],
  [5, 1.47588404882448, 2.01504837333302, 2.57058183563632, 4.03214298355523, 6.86882662588111],
  [10, 1.37218364111034, 1.81246112281168, 2.22813885198627, 3.16927267261695, 4.58689385870264],
  [19, 1.3277282090268, 1.72913281152137, 2.09302405440831, 2.86093460646498, 3.88340585259208],
  [29, 1.31143364730155, 1.6991270265335, 2.0452296421327, 2.75638590367061, 3.65940501946633],
  [30, 1.3104150253914, 1.69726088659396, 2.04227245630124, 2.74999565356723, 3.64595863504202],
  [100, 1.29007476134652, 1.66023432608534, 1.98397151852355, 2.62589052143802, 3.39049131116423],
  [1000, 1.28239872146092, 1.64637881728546, 1.96233908082641, 2.58075469806595, 3.30028264842391],
  [
    100000, 1.28156003144936, 1.64486886478497, 1.95998770753461, 2.57587846990838,
    3.29062403141188,
  ],
];

test('quantiles meet the table for 1 to 100,000 degrees to 1e-11', () => {
  for (const [degrees, ...row] of table) {
    row.forEach((expected, index) => {
      const found = studentQuantile(probabilities[index]!, degrees);
      expect(Math.abs(found / expected - 1), `${degrees}`).toBeLessThan(1e-11);
      expect(studentQuantile(1 - probabilities[index]!, degrees)).toBeCloseTo(-expected, 9);
    });
  }
});

test('quantiles meet the closed forms of 1, 2 and 4 degrees in both tails', () => {
  for (const p of [1e-50, 1e-12, 0.001, 0.2, 0.45, 0.5, 0.55, 0.8, 0.999]) {
    const one = -1 / Math.tan(Math.PI * p);
    const two = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
    expect(Math.abs(studentQuantile(p, 1) - one)).toBeLessThanOrEqual(
      1e-11 * Math.abs(one) + 1e-15,
    );
    expect(Math.abs(studentQuantile(p, 2) - two)).toBeLessThanOrEqual(
      1e-11 * Math.abs(two) + 1e-15,
    );
  }
  for (const t of [-30, -2, -0.1, 0, 0.1, 2, 30]) {
    const s = t / Math.sqrt(4 + t * t);
    expect(studentProbability(t, 4)).toBeCloseTo(0.5 + 0.75 * (s - s ** 3 / 3), 14);
  }
});

test('the expansion above a million degrees goes on where the quantile before it ends', () => {
  for (const p of [1e-20, 0.01, 0.6, 0.975, 0.9999]) {
    const below = studentQuantile(p, 1e6);
    const above = studentQuantile(p, 1e6 + 1);
    expect(Math.abs(above / below - 1)).toBeLessThan(1e-10);
    expect(studentQuantile(p, 1e15)).toBeCloseTo(normalQuantile(p), 12);
  }
});

test('the quantile inverts the probability, and is odd around one half', () => {
  const inverts = fc.property(
    fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
    fc.double({ min: 1, max: 1e5, noNaN: true }),
    (p, degrees) => {
      const t = studentQuantile(p, degrees);
      expect(Math.abs(studentProbability(t, degrees) - p)).toBeLessThan(1e-11);
    },
  );
  fc.assert(inverts, { seed: 20070101, numRuns: 500 });
  expect(studentQuantile(0.5, 7)).toBe(0);
  expect(studentQuantile(0.25, 7)).toBe(-studentQuantile(0.75, 7));
});

test('a million degrees give the probabilities of the normal table of simple-statistics', () => {
  for (const z of [0, 0.5, 1, 1.96, 2.5, 3]) {
    expect(studentProbability(z, 1e6)).toBeCloseTo(cumulativeStdNormalProbability(z), 4);
  }
});

test('what lies out of range is refused', () => {
  expect(() => studentQuantile(0, 5)).toThrow('inside');
  expect(() => studentQuantile(1, 5)).toThrow('inside');
  expect(() => studentQuantile(0.9, 0.5)).toThrow('degree');
  expect(() => studentProbability(1, 2e6)).toThrow('degrees');
});
