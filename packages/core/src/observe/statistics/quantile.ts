/**
 * Quantiles of observations, with intervals that are order statistics themselves: values that
 * occurred, whatever the distribution.
 *
 *   estimate      the ceil(n p)-th smallest
 *   independent   [X(l), X(u)], B binomial(n, p), P(B < l) and P(B >= u) at most (1 - level) / 2
 *   correlated    [X(n (p - h)), X(n (p + h))], h: half the width of the interval of the share of
 *                 observations at or below the estimate, by batch means of that 0 or 1
 *
 * Waits of jobs are correlated: a long one seldom comes alone. Which of the two it is, is decided
 * by the test that chooses batches, applied to the 0 and 1.
 *
 * Sources: Law, Simulation Modeling and Analysis, section 9.4 (order statistics); Woodruff, Journal
 * of the American Statistical Association 47 (1952) (interval from that of the share).
 * Cost: a sort.
 */
import {
  batchMeans,
  chooseBatches,
  halfWidthOfChosen,
  isShort,
  MIN_BATCHES,
  worthOf,
} from './batches.ts';
import { caveatsOf, demandLevel, demandSetting } from './caveats.ts';
import type { ConfidenceInterval } from './interval.ts';
import { finiteOnly } from './sample.ts';

const FEW_BEYOND = 10;
/** Binomial weights below this share of the largest are left out. */
const NEGLIGIBLE = 1e-20;
/** What n p may be off by rounding. */
const ROUNDING = 1e-9;

/**
 * Quantile of observations in the order in which they came, the warm-up taken off before, with
 * the interval in which the true one lies. An end that the observations cannot give is infinite.
 * @param probability above 0 and below 1: 0.95 for the 95th percentile
 * @param level 0.5 to 0.9999
 * @throws SimulatorError BAD_ANALYSIS if one of these is out of its range
 */
export function quantileInterval(
  observations: ArrayLike<number>,
  probability: number,
  level = 0.95,
): ConfidenceInterval {
  demandLevel(level);
  const isInside = probability > 0 && probability < 1;
  demandSetting(isInside, 'the probability', 'above 0 and below 1', probability);
  const values = finiteOnly(observations);
  const sorted = values.slice().sort((a, b) => a - b);
  const count = values.length;
  const missing = count < observations.length;
  const estimate = sorted[quantileRank(count, probability) - 1] ?? NaN;
  if (count < MIN_BATCHES) {
    const caveats = caveatsOf({ 'too-few': true, missing });
    return { estimate, halfWidth: NaN, lower: NaN, upper: NaN, level, count, caveats };
  }
  const isBelow = values.map((value) => (value <= estimate ? 1 : 0));
  const choice = chooseBatches(isBelow);
  const means = batchMeans(isBelow, choice.batches);
  const ranks = choice.isIndependent
    ? binomialRanks(count, probability, (1 - level) / 2)
    : woodruffRanks(count, probability, halfWidthOfChosen(means, choice, level));
  const lower = sorted[ranks.lower - 1] ?? Number.NEGATIVE_INFINITY;
  const upper = sorted[ranks.upper - 1] ?? Number.POSITIVE_INFINITY;
  const beyond = Math.min(probability, 1 - probability) * count;
  const caveats = caveatsOf({
    'short-run': !choice.isIndependent && isShort(worthOf(isBelow, means)),
    correlated: choice.isCorrelated,
    'no-variation': sorted[0] === sorted[count - 1],
    'few-beyond': beyond < FEW_BEYOND || !Number.isFinite(upper - lower),
    missing,
  });
  return { estimate, halfWidth: (upper - lower) / 2, lower, upper, level, count, caveats };
}

/** Rank of the quantile, 1 for the smallest. */
function quantileRank(count: number, probability: number): number {
  return Math.max(1, Math.ceil(count * probability - ROUNDING));
}

/** Ranks of the two ends, 1 for the smallest; below 1 or above `count` there is no such end. */
interface Ranks {
  readonly lower: number;
  readonly upper: number;
}

function woodruffRanks(count: number, probability: number, halfRange: number): Ranks {
  return {
    lower: Math.floor(count * (probability - halfRange)),
    upper: Math.ceil(count * (probability + halfRange)),
  };
}

/** Weights are taken relative to the likeliest number, and then to their sum. */
function binomialRanks(count: number, probability: number, tail: number): Ranks {
  const odds = probability / (1 - probability);
  const mode = Math.min(count, Math.floor((count + 1) * probability));
  const down: number[] = [];
  const up: number[] = [];
  for (let n = mode, weight = 1; n > 0 && weight > NEGLIGIBLE; n--) {
    weight *= n / ((count - n + 1) * odds);
    down.push(weight);
  }
  for (let n = mode, weight = 1; n < count && weight > NEGLIGIBLE; n++) {
    weight *= ((count - n) * odds) / (n + 1);
    up.push(weight);
  }
  const allowed = tail * [...down, ...up].reduce((sum, weight) => sum + weight, 1);
  const stepsDown = stepsWithin(down, allowed);
  const stepsUp = stepsWithin(up, allowed);
  return { lower: mode - stepsDown, upper: mode + stepsUp + 1 };
}

/** How many steps from the mode it takes until the weight further out is at most `allowed`. */
function stepsWithin(weights: readonly number[], allowed: number): number {
  let further = 0;
  let steps = weights.length;
  while (steps > 0 && further + weights[steps - 1]! <= allowed) {
    further += weights[steps - 1]!;
    steps -= 1;
  }
  return steps;
}
