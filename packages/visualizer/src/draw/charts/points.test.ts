import { expect, test } from 'vitest';
import { seriesFrom } from '../draw.fixtures.ts';
import { highestMean, lastMean, pointsMax, pointsOf } from './points.ts';

test('points stand in the middle of their intervals, gaps are kept', () => {
  const series = seriesFrom('vm.cpu.usedPercent', '%', [10, null, 30]);
  const points = pointsOf(series, { fromSeconds: 0, toSeconds: 60 });
  expect(points.map(({ atSeconds, mean }) => [atSeconds, mean])).toEqual([
    [10, 10],
    [30, Number.NaN],
    [50, 30],
  ]);
  expect(lastMean(points)).toBe(30);
  expect(highestMean(points)).toBe(30);
  expect(lastMean([])).toBeNaN();
});

test('only intervals that touch the span are taken', () => {
  const series = seriesFrom('m', '%', [1, 2, 3, 4, 5]);
  const points = pointsOf(series, { fromSeconds: 25, toSeconds: 60 });
  expect(points.map(({ mean }) => mean)).toEqual([2, 3]);
});

test('5 000 intervals become 1 667 points of three: means kept, maxima kept', () => {
  const values = Array.from({ length: 5_000 }, (_, place) => place % 3);
  const points = pointsOf(seriesFrom('m', '%', values), { fromSeconds: 0, toSeconds: 1e9 });
  expect(points.length).toBe(1_667);
  expect(points.length).toBeLessThanOrEqual(pointsMax);
  expect(points[0]).toEqual({ atSeconds: 30, mean: 1, max: 2 });
});
