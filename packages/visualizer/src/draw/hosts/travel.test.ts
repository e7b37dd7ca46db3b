import { expect, test } from 'vitest';
import { travellers } from './travel.ts';

test('VMs that changed hosts travel, at most eight at once', () => {
  expect(travellers(Int32Array.of(0, 1, 2), Int32Array.of(0, 2, 2))).toEqual([1]);
  const from = new Int32Array(9);
  expect(travellers(from, Int32Array.of(1, 1, 1, 1, 1, 1, 1, 1, 0))).toHaveLength(8);
  expect(travellers(from, new Int32Array(9).fill(1))).toEqual([]);
});

test('who came from nowhere or went there does not travel, nor does a new run', () => {
  expect(travellers(Int32Array.of(-1, 0), Int32Array.of(0, -1))).toEqual([]);
  expect(travellers(undefined, Int32Array.of(0))).toEqual([]);
  expect(travellers(Int32Array.of(0), Int32Array.of(0, 1))).toEqual([]);
});
