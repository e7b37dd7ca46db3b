import { expect, test } from 'vitest';
import { Rate } from './rate.ts';

test('a burst of 3 passes, then 2 a second', () => {
  const rate = new Rate(2, 3, 0);
  const at = (...times: number[]) => times.map((ms) => rate.allows(ms));
  expect(at(0, 0, 0, 0)).toEqual([true, true, true, false]);
  expect(at(500, 500, 999, 1000)).toEqual([true, false, false, true]);
  expect(at(100_000, 100_000, 100_000, 100_000)).toEqual([true, true, true, false]);
});
