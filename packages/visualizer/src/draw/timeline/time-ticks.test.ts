import { expect, test } from 'vitest';
import { startEpochSeconds } from '../draw.fixtures.ts';
import { timeTicks } from './time-ticks.ts';

test('two hours from 13:30 with at most twenty ticks have one each 10 min', () => {
  const span = { fromSeconds: 0, toSeconds: 7_200 };
  const { stepSeconds, instants } = timeTicks(span, startEpochSeconds, 20);
  expect(stepSeconds).toBe(600);
  expect(instants).toHaveLength(13);
  expect(instants[1]).toBe(600);
});

test('ticks stand at round times of day, not at round distances from the start', () => {
  const { instants } = timeTicks({ fromSeconds: 0, toSeconds: 7_200 }, startEpochSeconds, 3);
  // 14:00 and 15:00.
  expect(instants).toEqual([1_800, 5_400]);
});
