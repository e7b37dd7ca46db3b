/**
 * What an analysis looks at: observations, which count each, or a signal, weighted by time; the
 * warm-up taken off, and in pieces that stand for as much of the run each.
 */
import { batchMeans } from './batches.ts';
import { coverageOf, instantAfter, type StepSignal, sliceMeans } from './steps.ts';
import { mser, mser5, type WarmUp } from './warm-up.ts';

/** Slices of a signal in which its warm-up and its correlation are looked for. */
const SLICES = 4096;

/** What is forgotten at the beginning: a number of observations or seconds, or by MSER. */
export type Forgotten = number | 'mser';

/** Means of batches. */
export interface Cut {
  readonly means: Float64Array;
  /** Observations or seconds of a batch. */
  readonly size: number;
  /** What filled no batch and was left out at the beginning. */
  readonly left: number;
}

/** One run, the warm-up taken off. */
export interface Sample {
  readonly unit: 'observations' | 'seconds';
  /** Observations, or means of slices of time. */
  readonly pieces: Float64Array;
  /** In the unit. */
  readonly discarded: number;
  /** False: MSER was asked and did not find that the run had settled. */
  readonly hasSettled: boolean;
  /** Whether values that are not finite were left out. */
  readonly missing: boolean;
  /** What MSER would take off the pieces. */
  suggestion(): WarmUp;
  /** @param batches 1 to the number of pieces */
  cut(batches: number): Cut;
}

/** Of observations in order. */
export function sampleOfObservations(input: ArrayLike<number>, warmUp: Forgotten): Sample {
  const values = finiteOnly(input);
  const found = warmUp === 'mser' ? mser5(values) : { discard: warmUp, hasSettled: true };
  const pieces = values.subarray(Math.ceil(found.discard));
  return {
    unit: 'observations',
    pieces,
    discarded: values.length - pieces.length,
    hasSettled: found.hasSettled,
    missing: values.length < input.length,
    suggestion: () => mser5(pieces),
    cut: (batches) => ({
      means: batchMeans(pieces, batches),
      size: Math.floor(pieces.length / batches),
      left: pieces.length % batches,
    }),
  };
}

/** The finite values, in their order, in an array of their own. */
export function finiteOnly(input: ArrayLike<number>): Float64Array {
  const values = new Float64Array(input.length);
  let count = 0;
  for (let i = 0; i < input.length; i++) {
    if (Number.isFinite(input[i])) values[count++] = input[i]!;
  }
  return values.subarray(0, count);
}

/** Of a signal, as far as it has a value. */
export function sampleOfSignal(signal: StepSignal, warmUp: Forgotten): Sample {
  const startSeconds = signal.fromSeconds[0] ?? 0;
  const found = warmUp === 'mser' ? settlingOf(signal, startSeconds) : undefined;
  const discarded = found?.seconds ?? Number(warmUp);
  const afterSeconds = startSeconds + discarded;
  const pieces = slicesOf(signal, afterSeconds);
  return {
    unit: 'seconds',
    pieces,
    discarded,
    hasSettled: found?.hasSettled ?? true,
    missing: Array.from(signal.values).some((value) => !Number.isFinite(value)),
    suggestion: () => mser(pieces),
    cut: (batches) => ({
      means: sliceMeans(signal, batches, afterSeconds),
      size: coverageOf(signal, afterSeconds).seconds / batches,
      left: 0,
    }),
  };
}

/** No more slices than spans: finer ones would only repeat them. */
function slicesOf(signal: StepSignal, afterSeconds: number): Float64Array {
  const { spans } = coverageOf(signal, afterSeconds);
  return sliceMeans(signal, Math.min(spans, SLICES), afterSeconds);
}

/** Seconds from the start until the signal has settled. */
function settlingOf(
  signal: StepSignal,
  startSeconds: number,
): { seconds: number; hasSettled: boolean } {
  const slices = slicesOf(signal, startSeconds);
  const { discard, hasSettled } = mser(slices);
  if (discard === 0) return { seconds: 0, hasSettled };
  const covered = (discard * coverageOf(signal, startSeconds).seconds) / slices.length;
  return { seconds: instantAfter(signal, startSeconds, covered) - startSeconds, hasSettled };
}
