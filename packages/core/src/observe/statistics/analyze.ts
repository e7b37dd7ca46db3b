/**
 * The mean behind one run, with the interval in which it lies: forget the warm-up, cut the rest
 * into batches, take the interval from their means, and say what speaks against it.
 *
 * Observations (waits of jobs in order) are counted, signals (what a recorder kept) are weighted
 * by time. `warm-up.ts`, `batches.ts` and `interval.ts` hold the formulas and their sources.
 *
 * Nothing is forgotten unless asked for: MSER also takes off bursts that belong to the system, and
 * then intervals hold the truth less often (in 88 instead of 92 % of long runs of a queue at 80 %
 * load). But when what it would leave has a mean outside the interval, a caveat says so.
 *
 * Simplifications: means of long batches count as normal; a signal with a period (a day) needs
 * batches of whole periods, which only the user can know: give their number.
 * Cost: a few passes over the values.
 */
import type { Series } from '../recorder.ts';
import { chooseBatches, halfWidthOfChosen, isShort, MIN_BATCHES, worthOf } from './batches.ts';
import { type Caveat, caveatsOf, demandLevel, demandSetting } from './caveats.ts';
import { isCorrelated, lag1Correlation, ONE_IN_10, ONE_IN_100 } from './correlation.ts';
import { halfWidthOf } from './interval.ts';
import { momentsOf } from './moments.ts';
import { type Sample, sampleOfObservations, sampleOfSignal } from './sample.ts';
import { type StepSignal, stepsOfSeries } from './steps.ts';

/** Settings of an analysis; all have defaults. */
export interface AnalyzeOptions {
  /** How often the interval must hold the truth, 0.5 to 0.9999. Default 0.95. */
  readonly level?: number | undefined;
  /** Observations, or seconds of a signal, to forget; or what MSER suggests. Default 0. */
  readonly warmUp?: number | 'mser' | undefined;
  /**
   * Number of batches, 2 or more, for the textbook's interval. Default: 10 to 30, as many as look
   * independent, with an interval that allows for the rest of the correlation.
   */
  readonly batches?: number | 'auto' | undefined;
}

/** The mean behind one run. Read the caveats before the numbers. */
export interface Analysis {
  /** Mean of what was not discarded; NaN if that is nothing. */
  readonly mean: number;
  /** The truth lies this far from the mean at most, at the level; NaN: no interval. */
  readonly halfWidth: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  /** Batches that the interval comes from; 0 without an interval. */
  readonly batches: number;
  /** What `batchSize` and `discarded` count: observations, or seconds of a signal. */
  readonly unit: 'observations' | 'seconds';
  readonly batchSize: number;
  /** Left out at the beginning. */
  readonly discarded: number;
  /** Correlation of neighbouring batch means; NaN if they do not vary. */
  readonly lag1: number;
  /** How many independent values (of a signal: slices of time) the run is worth. */
  readonly worth: number;
  /** Reasons to doubt; none was found if it is empty. */
  readonly caveats: readonly Caveat[];
}

/** What makes an analysis of a way to cut. */
interface Finding {
  readonly means: Float64Array;
  readonly size: number;
  readonly left: number;
  readonly halfWidth: number;
  readonly caveats: Parameters<typeof caveatsOf>[0];
}

/**
 * Mean and confidence interval from one run, of observations in order or of a signal.
 * @throws SimulatorError BAD_ANALYSIS if an option is out of its range
 */
export function analyze(
  input: ArrayLike<number> | Series | StepSignal,
  options: AnalyzeOptions = {},
): Analysis {
  const { level = 0.95, warmUp = 0, batches = 'auto' } = options;
  demandLevel(level);
  const isLength = warmUp === 'mser' || (warmUp >= 0 && warmUp < Infinity);
  demandSetting(isLength, 'the warm-up', "0 or more, or 'mser'", warmUp);
  const isNumber = batches === 'auto' || (Number.isInteger(batches) && batches >= 2);
  demandSetting(isNumber, 'the number of batches', "whole and 2 or more, or 'auto'", batches);
  const sample =
    'fromSeconds' in input
      ? sampleOfSignal('values' in input ? input : stepsOfSeries(input), warmUp)
      : sampleOfObservations(input, warmUp);
  const least = batches === 'auto' ? MIN_BATCHES : batches;
  if (sample.pieces.length < least) return withoutInterval(sample, level);
  const finding =
    batches === 'auto' ? findByChoice(sample, level) : findByNumber(sample, batches, level);
  return withInterval(sample, finding, level, warmUp !== 'mser');
}

function findByChoice(sample: Sample, level: number): Finding {
  const choice = chooseBatches(sample.pieces);
  const cut = sample.cut(choice.batches);
  return {
    ...cut,
    halfWidth: halfWidthOfChosen(cut.means, choice, level),
    caveats: {
      'short-run': !choice.isIndependent && isShort(worthOf(sample.pieces, cut.means)),
      correlated: choice.isCorrelated,
    },
  };
}

function findByNumber(sample: Sample, batches: number, level: number): Finding {
  const cut = sample.cut(batches);
  const isFew = batches < MIN_BATCHES;
  const halfWidth = halfWidthOf(cut.means, level);
  const isIndependent = !isCorrelated(sample.pieces, ONE_IN_10);
  return {
    ...cut,
    halfWidth,
    caveats: {
      'few-batches': isFew,
      'short-run': !isIndependent && isShort(worthOf(sample.pieces, cut.means)),
      correlated: !isFew && isCorrelated(cut.means, ONE_IN_100),
    },
  };
}

function withInterval(
  sample: Sample,
  { means, size, left, halfWidth, caveats }: Finding,
  level: number,
  mayHaveWarmUp: boolean,
): Analysis {
  const { mean, squaredDeviations } = momentsOf(means);
  const settled = mayHaveWarmUp ? settledMean(sample) : mean;
  return {
    ...{ mean, halfWidth, lower: mean - halfWidth, upper: mean + halfWidth, level },
    batches: means.length,
    unit: sample.unit,
    batchSize: size,
    discarded: sample.discarded + left,
    lag1: lag1Correlation(means),
    worth: worthOf(sample.pieces, means),
    caveats: caveatsOf({
      ...caveats,
      'no-variation': squaredDeviations === 0,
      'warm-up': Math.abs(settled - mean) > halfWidth,
      'long-warm-up': !sample.hasSettled,
      missing: sample.missing,
    }),
  };
}

/** Mean of what MSER would leave. */
function settledMean(sample: Sample): number {
  return momentsOf(sample.pieces.subarray(sample.suggestion().discard)).mean;
}

function withoutInterval(sample: Sample, level: number): Analysis {
  const { unit, discarded, hasSettled, missing, pieces } = sample;
  const mean = pieces.length > 0 ? momentsOf(sample.cut(1).means).mean : NaN;
  const caveats = caveatsOf({ 'too-few': true, 'long-warm-up': !hasSettled, missing });
  return {
    ...{ mean, halfWidth: NaN, lower: NaN, upper: NaN, level, batches: 0, unit, batchSize: 0 },
    ...{ discarded, lag1: NaN, worth: pieces.length, caveats },
  };
}
