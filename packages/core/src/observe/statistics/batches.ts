/**
 * Batch means: one long run cut into batches, so long that their means are nearly independent.
 *
 *   mean +- t(k - 1, (1 + level) / 2) * s / sqrt(k) * sqrt((1 + r) / (1 - r))
 *
 * with k batch means, their standard deviation s and what is left of the correlation of
 * neighbours, r, if it is above 0 (the factor is that of a first-order autoregression).
 *
 * How long? Neighbours are put together two by two until von Neumann's test (one in ten) finds no
 * correlation; what is left is put together further to 30 batches at most, since more of them
 * narrow the interval by hardly anything and cost independence. Fewer than 10 are not made.
 *
 * A run is worth k var(values) / s^2 independent values. Below 150 it is short: the test sees too
 * little of the correlation, and intervals of 95 % were measured to hold the truth in 73 to 90 % of
 * runs, against 92 to 95 % of longer ones (`analyze.coverage.test.ts`).
 *
 * Sources: Law, Simulation Modeling and Analysis, chapter 9 (batch means); Fishman, Management
 * Science 24 (1978) (doubling); Schmeiser, Operations Research 30 (1982) (10 to 30 batches);
 * Tafazzoli, Steiger and Wilson, N-Skart (2011) (the factor). The bound of 150: assumption, by
 * coverage.
 * Cost: about three passes over the values.
 */
import { isCorrelated, lag1Correlation, ONE_IN_10 } from './correlation.ts';
import { halfWidthOf } from './interval.ts';
import { momentsOf } from './moments.ts';

/** Schmeiser's bounds. */
export const MIN_BATCHES = 10;
const MAX_BATCHES = 30;
const WORTH_OF_A_LONG_RUN = 150;

/** Into how many batches a run should be cut. */
export interface BatchChoice {
  readonly batches: number;
  /** Whether already single values show no correlation. */
  readonly isIndependent: boolean;
  /** Whether even the longest batches are correlated. */
  readonly isCorrelated: boolean;
}

/** The choice for values in order, each of which stands for as much of the run. */
export function chooseBatches(values: Float64Array): BatchChoice {
  let groups = values;
  let correlated = isCorrelated(groups, ONE_IN_10);
  while (correlated && groups.length >= 2 * MIN_BATCHES) {
    groups = pairMeans(groups);
    correlated = isCorrelated(groups, ONE_IN_10);
  }
  return {
    batches: Math.min(MAX_BATCHES, groups.length),
    isIndependent: !correlated && groups === values,
    isCorrelated: correlated,
  };
}

/** Half the width of the interval from batches that were chosen. */
export function halfWidthOfChosen(means: Float64Array, choice: BatchChoice, level: number): number {
  const halfWidth = halfWidthOf(means, level);
  const left = lag1Correlation(means);
  if (choice.isIndependent || !(left > 0)) return halfWidth;
  return halfWidth * Math.sqrt((1 + left) / (1 - left));
}

/** How many independent values the run is worth; as many as there are if nothing varies. */
export function worthOf(values: Float64Array, means: Float64Array): number {
  const { variance } = momentsOf(means);
  if (!(variance > 0)) return values.length;
  return (means.length * momentsOf(values).variance) / variance;
}

/** Whether a run of correlated values is too short for its interval to be relied on. */
export function isShort(worth: number): boolean {
  return worth < WORTH_OF_A_LONG_RUN;
}

/** Means of neighbours; an odd first value is left out. */
function pairMeans(values: Float64Array): Float64Array {
  const odd = values.length % 2;
  const means = new Float64Array((values.length - odd) / 2);
  for (let i = 0; i < means.length; i++) {
    const at = odd + 2 * i;
    means[i] = (values[at]! + values[at + 1]!) / 2;
  }
  return means;
}

/**
 * Means of `count` batches of equal size, as many of the last values as divide evenly.
 * @param count 1 to the number of values
 */
export function batchMeans(values: Float64Array, count: number): Float64Array {
  const size = Math.floor(values.length / count);
  const first = values.length - size * count;
  return Float64Array.from({ length: count }, (_, batch) => {
    let sum = 0;
    const from = first + batch * size;
    for (let i = from; i < from + size; i++) sum += values[i]!;
    return sum / size;
  });
}
