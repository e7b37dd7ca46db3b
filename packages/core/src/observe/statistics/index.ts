/**
 * Statistics of one run: what its numbers say of the system behind them, and how surely.
 *
 * Warm-up, batches, confidence intervals, quantiles, and the laws that every run keeps.
 */
export { type Analysis, type AnalyzeOptions, analyze } from './analyze.ts';
export { batchMeans } from './batches.ts';
export { type Caveat, type CaveatCode, statisticsErrors } from './caveats.ts';
export { type ConfidenceInterval, meanInterval, ratioInterval } from './interval.ts';
export {
  type LawCheck,
  type LittleInput,
  littlesLaw,
  type UtilizationInput,
  utilizationLaw,
} from './laws.ts';
export { Moments, momentsOf } from './moments.ts';
export { quantileInterval } from './quantile.ts';
export { type StepSignal, stepsOfChanges, stepsOfSeries } from './steps.ts';
export { studentProbability, studentQuantile } from './student.ts';
export { mser, mser5, type WarmUp, type WelchCurve, welchCurve } from './warm-up.ts';
