import type { HistorySeries } from '@vdcsim/protocol';
import type { TimeSpan } from '../contract.ts';

/** Points of one line at most: more than a screen has pixels are averaged together. */
export const pointsMax = 2_000;

/** A metric over time; NaN where it did not apply. */
export interface ChartPoint {
  readonly atSeconds: number;
  readonly mean: number;
  readonly max: number;
}

/** The series of a metric, or undefined when the answer has none. */
export function seriesOf(
  series: readonly HistorySeries[],
  metric: string,
): HistorySeries | undefined {
  return series.find((candidate) => candidate.metric === metric);
}

/**
 * Points in the middle of the kept intervals that touch the span. When there are more than
 * `pointsMax`, neighbours are taken together: means weighted by time, maxima kept.
 */
export function pointsOf(series: HistorySeries | undefined, span: TimeSpan): ChartPoint[] {
  if (series === undefined) return [];
  const { fromSeconds, toSeconds } = series;
  let first = 0;
  let end = fromSeconds.length;
  while (first < end && toSeconds[first]! <= span.fromSeconds) first++;
  while (end > first && fromSeconds[end - 1]! >= span.toSeconds) end--;
  const size = Math.max(1, Math.ceil((end - first) / pointsMax));
  const points: ChartPoint[] = [];
  for (let place = first; place < end; place += size) {
    points.push(pointOf(series, place, Math.min(place + size, end)));
  }
  return points;
}

function pointOf(series: HistorySeries, first: number, end: number): ChartPoint {
  const { fromSeconds, toSeconds, mean, max } = series;
  let sum = 0;
  let length = 0;
  let most = Number.NaN;
  for (let place = first; place < end; place++) {
    const value = mean[place];
    if (value === null || value === undefined) continue;
    const seconds = toSeconds[place]! - fromSeconds[place]!;
    sum += value * seconds;
    length += seconds;
    const peak = max[place] ?? value;
    most = Number.isNaN(most) ? peak : Math.max(most, peak);
  }
  return {
    atSeconds: (fromSeconds[first]! + toSeconds[end - 1]!) / 2,
    mean: length > 0 ? sum / length : Number.NaN,
    max: most,
  };
}

/** The highest mean; 0 of none. */
export function highestMean(points: readonly ChartPoint[]): number {
  let highest = 0;
  for (const { mean } of points) if (mean > highest) highest = mean;
  return highest;
}

/** The last value that applies; NaN of none. */
export function lastMean(points: readonly ChartPoint[]): number {
  for (let place = points.length - 1; place >= 0; place--) {
    const { mean } = points[place]!;
    if (!Number.isNaN(mean)) return mean;
  }
  return Number.NaN;
}
