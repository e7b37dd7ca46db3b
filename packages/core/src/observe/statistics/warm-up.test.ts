import { expect, test } from 'vitest';
import { independentValues, waitsOfQueue } from './queue.fixtures.ts';
import { mser, mser5, welchCurve } from './warm-up.ts';

/** Starts at 10 above and comes down by a tenth of what is left at every value. */
function settling(count: number, run: number): Float64Array {
  return independentValues(count, run).map((noise, i) => 10 * 0.9 ** i + 5 + noise);
}

test('ten high values before ninety that vary are forgotten, no more', () => {
  const values = Float64Array.from({ length: 100 }, (_, i) => (i < 10 ? 50 : i % 2));
  expect(mser(values)).toEqual({ discard: 10, hasSettled: true });
  expect(mser5(values)).toEqual({ discard: 10, hasSettled: true });
});

test('equal values need no warm-up', () => {
  expect(mser(new Float64Array(40).fill(3))).toEqual({ discard: 0, hasSettled: true });
});

test('a start that decays to a twentieth in 30 values is forgotten after 20 to 100 of 600 in 9 of 10 runs', () => {
  const discards: number[] = [];
  for (let run = 0; run < 200; run++) {
    const { discard, hasSettled } = mser5(settling(600, run));
    expect(discard).toBeGreaterThanOrEqual(20);
    if (hasSettled) discards.push(discard);
  }
  expect(discards.filter((discard) => discard <= 100).length).toBeGreaterThan(180);
});

test('a run that only rises has not settled, nor has one of 9 means', () => {
  expect(mser(Float64Array.from({ length: 100 }, (_, i) => i)).hasSettled).toBe(false);
  expect(mser(new Float64Array(9))).toEqual({ discard: 0, hasSettled: false });
});

test('Welch’s curve smooths over the middle and over fewer values at the start', () => {
  const runs = [
    [0, 0, 0, 6, 6, 6, 6, 6, 6, 6],
    [0, 0, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6],
  ];
  const { smoothed, discard, hasSettled } = welchCurve(runs, 1);
  expect([...smoothed]).toEqual([0, 1, 3, 5, 6, 6, 6, 6, 6]);
  expect([discard, hasSettled]).toEqual([4, true]);
});

test('Welch’s curve over 20 queues from empty meets its level, a curve that rises does not', () => {
  const runs = Array.from({ length: 20 }, (_, run) => waitsOfQueue(0.8, 2000, run));
  const { discard, hasSettled } = welchCurve(runs, 100);
  expect(hasSettled).toBe(true);
  expect(discard).toBeGreaterThan(10);
  expect(discard).toBeLessThan(500);
  const rising = Float64Array.from({ length: 100 }, (_, i) => i);
  expect(welchCurve([rising], 5).hasSettled).toBe(false);
});

test('no run, and windows beyond a quarter of the run, are refused', () => {
  expect(() => welchCurve([], 1)).toThrow('the number of runs must be 1 or more, got 0');
  expect(() => welchCurve([[1, 2, 3, 4]], 2)).toThrow('the window');
  expect(() => welchCurve([[1, 2, 3, 4]], 0)).toThrow('the window');
});
