/**
 * Confidence intervals from independent values: batch means of one run, or results of several.
 *
 *   of a mean    m +- t(k - 1, (1 + level) / 2) s / sqrt(k)
 *   of a ratio   the same with the k pseudo-values  k r - (k - 1) r_i,  where r is the ratio of the
 *                sums and r_i the ratio without the pair i (jackknife)
 *
 * The jackknife takes away most of the bias that a ratio of means has, and its interval covers
 * better than the one from the residuals x - r y.
 *
 * Source: Law, Simulation Modeling and Analysis, sections 4.5 and 9.5.3 (jackknife).
 * Simplifications: the values count as normal, which means of long batches nearly are.
 */
import { type Caveat, caveatsOf, demandLevel, demandSetting } from './caveats.ts';
import { momentsOf } from './moments.ts';
import { studentQuantile } from './student.ts';

/** An estimate and where the truth lies at the level of confidence. */
export interface ConfidenceInterval {
  readonly estimate: number;
  /** Half the width; NaN where there is no interval. */
  readonly halfWidth: number;
  /** NaN where there is no interval. */
  readonly lower: number;
  readonly upper: number;
  /** How often such intervals hold the truth, 0 to 1. */
  readonly level: number;
  /** Values that it comes from. */
  readonly count: number;
  readonly caveats: readonly Caveat[];
}

/** Half the width of the interval of a mean; NaN for fewer than two values. */
export function halfWidthOf(values: ArrayLike<number>, level: number): number {
  const { count, standardDeviation } = momentsOf(values);
  if (count < 2) return NaN;
  return (studentQuantile(0.5 + level / 2, count - 1) * standardDeviation) / Math.sqrt(count);
}

/**
 * Interval of the mean behind independent values.
 * @param level 0.5 to 0.9999
 * @throws SimulatorError BAD_ANALYSIS if the level is out of its range or a value not finite
 */
export function meanInterval(values: ArrayLike<number>, level = 0.95): ConfidenceInterval {
  demandLevel(level);
  demandFinite(values);
  const { count, mean, squaredDeviations } = momentsOf(values);
  const caveats = caveatsOf({
    'too-few': count < 2,
    'no-variation': count >= 2 && squaredDeviations === 0,
  });
  return around(mean, halfWidthOf(values, level), { level, count, caveats });
}

/**
 * Interval of the ratio of two means from independent pairs, as of sums over batches.
 * @param level 0.5 to 0.9999
 * @throws SimulatorError BAD_ANALYSIS if the level is out of its range, a value is not finite or
 *   the two are not equally many
 */
export function ratioInterval(
  numerators: ArrayLike<number>,
  denominators: ArrayLike<number>,
  level = 0.95,
): ConfidenceInterval {
  demandLevel(level);
  demandFinite(numerators);
  demandFinite(denominators);
  const count = numerators.length;
  const isPaired = denominators.length === count;
  demandSetting(isPaired, 'the denominators', `as many as numerators`, denominators.length);
  const above = sumOf(numerators);
  const below = sumOf(denominators);
  const pseudo = Float64Array.from({ length: count }, (_, i) => {
    const without = (above - numerators[i]!) / (below - denominators[i]!);
    return count * (above / below) - (count - 1) * without;
  });
  const { mean, squaredDeviations } = momentsOf(pseudo);
  const farFromZero = Math.abs(meanInterval(denominators, level).estimate);
  const doubt = count >= 2 && !(farFromZero > halfWidthOf(denominators, level));
  const caveats = caveatsOf({
    'too-few': count < 2,
    'no-variation': count >= 2 && squaredDeviations === 0,
    denominator: doubt || below === 0,
  });
  const estimate = count < 2 ? above / below : mean;
  return around(estimate, halfWidthOf(pseudo, level), { level, count, caveats });
}

function around(
  estimate: number,
  halfWidth: number,
  rest: Pick<ConfidenceInterval, 'level' | 'count' | 'caveats'>,
): ConfidenceInterval {
  return { estimate, halfWidth, lower: estimate - halfWidth, upper: estimate + halfWidth, ...rest };
}

function demandFinite(values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    demandSetting(Number.isFinite(values[i]), 'each value', 'a finite number', values[i]);
  }
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
