import { expect, test } from 'vitest';
import { runName } from './run-place.ts';

test('a run is named after scenario, seed and run number, in plain letters', () => {
  expect(runName('First steps: two hosts', 7, 2)).toBe('first-steps-two-hosts-7-2');
  expect(runName('../../etc', 1, 1)).toBe('etc-1-1');
  expect(runName('数据', 1, 1)).toBe('scenario-1-1');
});
