/**
 * Does a value tell something about the next one?
 *
 *   lag-1 correlation   r = sum (x_i - m)(x_i+1 - m) / sum (x_i - m)^2
 *   von Neumann's test  C = 1 - sum (x_i+1 - x_i)^2 / (2 sum (x_i - m)^2)
 *
 * C is r corrected at both ends. Of n independent values it has mean 0 and variance
 * (n - 2) / (n^2 - 1), and is nearly normal from n = 8 on. Values count as correlated when C is
 * larger than chance makes it but rarely; also when they drift. The test is one-sided: neighbours
 * that repel each other make an interval too wide, which is safe.
 *
 * Sources: von Neumann, Annals of Mathematical Statistics 12 (1941); its use on batches: Fishman,
 * Management Science 24 (1978).
 * Cost: one pass.
 */
import { momentsOf } from './moments.ts';

/** Upper points of the normal distribution: passed by chance in one case of 10, or of 100. */
export const ONE_IN_10 = 1.2815515655446004;
export const ONE_IN_100 = 2.3263478740408408;

/** Correlation of neighbours, about -1 to 1. NaN for fewer than three values and for equal ones. */
export function lag1Correlation(values: ArrayLike<number>): number {
  const { count, mean, squaredDeviations } = momentsOf(values);
  if (count < 3 || !(squaredDeviations > 0)) return NaN;
  let products = 0;
  for (let i = 1; i < count; i++) products += (values[i - 1]! - mean) * (values[i]! - mean);
  return products / squaredDeviations;
}

/**
 * Whether neighbours resemble each other more than chance lets them. Equal values, and fewer than
 * three, do not count as correlated.
 * @param critical standard deviations that chance is granted
 */
export function isCorrelated(values: ArrayLike<number>, critical: number): boolean {
  const { count, squaredDeviations } = momentsOf(values);
  if (count < 3 || !(squaredDeviations > 0)) return false;
  let steps = 0;
  for (let i = 1; i < count; i++) {
    const step = values[i]! - values[i - 1]!;
    steps += step * step;
  }
  const correlation = 1 - steps / (2 * squaredDeviations);
  return correlation > critical * Math.sqrt((count - 2) / (count * count - 1));
}
