/**
 * How much of the beginning a run should forget, because it started empty and had not settled.
 *
 *   MSER-5: of k means of 5 observations, forget the first d that make the least of
 *           sum over i >= d of (Y_i - mean of the kept)^2 / (k - d)^2
 *   Welch:  average the i-th values of several runs, smooth over 2 w + 1 of them, and look where
 *           the curve becomes flat
 *
 * The first is the squared standard error that the kept means would have if they were
 * independent: it falls while bad ones go and rises when good ones go. A minimum in the second
 * half says that the run never settled. The second is for the eye; the suggestion beside the
 * curve is where it first meets the mean of its own second half.
 *
 * Sources: White, Simulation 69 (1997), and White, Cobb and Spratt, Winter Simulation Conference
 * 2000 (MSER-5); Law, Simulation Modeling and Analysis, section 9.5.1 (Welch). The crossing rule:
 * assumption.
 * Cost: one pass.
 */
import { demandSetting } from './caveats.ts';
import { Moments } from './moments.ts';

/** Fewer kept means than these are close to one another by chance. */
const LEAST_KEPT = 5;
const LEAST_MEANS = 10;
const GROUP = 5;

/** A suggestion of how much to forget. */
export interface WarmUp {
  /** Values to forget at the beginning. */
  readonly discard: number;
  /** Whether the run settled in its first half. False: run longer, or look at the curve. */
  readonly hasSettled: boolean;
}

/** Where the standard error of the rest is least, of means that each stand for as much time. */
export function mser(means: ArrayLike<number>): WarmUp {
  const count = means.length;
  if (count < LEAST_MEANS) return { discard: 0, hasSettled: false };
  const kept = new Moments();
  const half = Math.floor(count / 2);
  let leastInSecond = Infinity;
  let least = Infinity;
  let discard = 0;
  for (let first = count - 1; first >= 0; first--) {
    kept.add(means[first]!);
    if (kept.count < LEAST_KEPT) continue;
    const error = kept.squaredDeviations / (kept.count * kept.count);
    if (first > half) {
      leastInSecond = Math.min(leastInSecond, error);
    } else if (error <= least) {
      least = error;
      discard = first;
    }
  }
  return { discard, hasSettled: least <= leastInSecond };
}

/** MSER-5 of observations in order; `discard` is a multiple of 5. */
export function mser5(observations: ArrayLike<number>): WarmUp {
  const means = new Float64Array(Math.floor(observations.length / GROUP));
  for (let i = 0, at = 0; i < means.length; i++) {
    let sum = 0;
    for (const end = at + GROUP; at < end; at++) sum += observations[at]!;
    means[i] = sum / GROUP;
  }
  const { discard, hasSettled } = mser(means);
  return { discard: discard * GROUP, hasSettled };
}

/** Welch's curve and what it suggests. */
export interface WelchCurve extends WarmUp {
  /** Smoothed averages over the runs, `window` fewer than the shortest run has values. */
  readonly smoothed: Float64Array;
}

/**
 * Welch's moving average over several runs (one is allowed, but rough).
 * @param window values to each side, 1 or more and at most a quarter of the shortest run
 * @throws SimulatorError BAD_ANALYSIS if there is no run, or the window is out of its range
 */
export function welchCurve(runs: readonly ArrayLike<number>[], window: number): WelchCurve {
  const length = runs.reduce((least, run) => Math.min(least, run.length), Infinity);
  demandSetting(runs.length > 0, 'the number of runs', '1 or more', runs.length);
  const isFit = Number.isInteger(window) && window >= 1 && window <= length / 4;
  demandSetting(isFit, 'the window', 'whole, from 1 to a quarter of the shortest run', window);
  const averages = Float64Array.from({ length }, (_, i) => {
    return runs.reduce((sum, run) => sum + run[i]!, 0) / runs.length;
  });
  const smoothed = Float64Array.from({ length: length - window }, (_, i) => {
    const side = Math.min(window, i);
    let sum = 0;
    for (let j = i - side; j <= i + side; j++) sum += averages[j]!;
    return sum / (2 * side + 1);
  });
  return { smoothed, ...firstCrossing(smoothed) };
}

/** Where the curve first meets the mean of its second half. */
function firstCrossing(curve: Float64Array): WarmUp {
  const half = Math.floor(curve.length / 2);
  const settled = new Moments();
  for (let i = half; i < curve.length; i++) settled.add(curve[i]!);
  const startsBelow = curve[0]! < settled.mean;
  const meets = (value: number) => (startsBelow ? value >= settled.mean : value <= settled.mean);
  const discard = curve.findIndex(meets);
  if (discard < 0 || discard > half) return { discard: half, hasSettled: false };
  return { discard, hasSettled: true };
}
