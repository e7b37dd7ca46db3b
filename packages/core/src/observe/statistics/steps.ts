/**
 * Signals that hold a value for a span of time: what a recorder kept, or a log of changes.
 *
 *   mean = sum v_i d_i / sum d_i       over the spans d_i in which the value v_i held
 *
 * Slices of equal time are cut from the integral, so a span that lies in two of them is divided
 * by time. Spans without a finite value (a VM that is off has no ready time) take no part: the
 * time they took is cut out.
 * Simplification: inside one kept row of a recorder the signal counts as constant; means over
 * whole rows are exact.
 * Cost: one pass a cut.
 */
import type { Series } from '../recorder.ts';
import { demandSetting } from './caveats.ts';

/** Spans in order of time that do not overlap, and the value that held in each. */
export interface StepSignal {
  readonly fromSeconds: ArrayLike<number>;
  readonly toSeconds: ArrayLike<number>;
  /** Not finite: there was no value. */
  readonly values: ArrayLike<number>;
}

/**
 * What a recorder kept: means of a gauge, growth a second of an integral or a count.
 * @throws SimulatorError BAD_ANALYSIS if the series keeps neither means nor growths
 */
export function stepsOfSeries(series: Series): StepSignal {
  const { fromSeconds, toSeconds, mean, growth } = series;
  const isEmpty = fromSeconds.length === 0;
  const kept = mean ?? growth;
  demandSetting(kept !== undefined || isEmpty, 'a series', 'one with means or growths', 'neither');
  const values = new Float64Array(fromSeconds.length);
  for (let i = 0; i < values.length; i++) {
    values[i] = mean?.[i] ?? growth![i]! / (toSeconds[i]! - fromSeconds[i]!);
  }
  return { fromSeconds, toSeconds, values };
}

/**
 * A signal that takes `values[i]` at `atSeconds[i]` and keeps it until the next change or the end.
 * @throws SimulatorError BAD_ANALYSIS if the times are not finite, fall, or the two lists differ
 *   in length
 */
export function stepsOfChanges(
  atSeconds: ArrayLike<number>,
  values: ArrayLike<number>,
  endSeconds: number,
): StepSignal {
  const count = atSeconds.length;
  demandSetting(values.length === count, 'the values', 'as many as the times', values.length);
  const toSeconds = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const next = i + 1 < count ? atSeconds[i + 1]! : endSeconds;
    const holds = Number.isFinite(atSeconds[i]) && Number.isFinite(next) && next >= atSeconds[i]!;
    if (!holds) demandSetting(false, 'the times', 'finite and in order', [atSeconds[i], next]);
    toSeconds[i] = next;
  }
  return { fromSeconds: atSeconds, toSeconds, values };
}

/** Calls `visit` with each span that has a value, as far as it lies after an instant. */
function eachSpan(
  signal: StepSignal,
  afterSeconds: number,
  visit: (value: number, seconds: number, fromSeconds: number) => void,
): void {
  const { fromSeconds, toSeconds, values } = signal;
  for (let i = 0; i < values.length; i++) {
    const from = Math.max(fromSeconds[i]!, afterSeconds);
    const seconds = toSeconds[i]! - from;
    if (seconds > 0 && Number.isFinite(values[i])) visit(values[i]!, seconds, from);
  }
}

/** How many spans have a value after an instant, and how long they are together. */
export function coverageOf(
  signal: StepSignal,
  afterSeconds: number,
): { spans: number; seconds: number } {
  let spans = 0;
  let total = 0;
  eachSpan(signal, afterSeconds, (_value, seconds) => {
    spans += 1;
    total += seconds;
  });
  return { spans, seconds: total };
}

/**
 * Means of `count` slices of equal time, of the time after an instant in which there was a value.
 * Integrals are taken of the distance from the first value, so that a constant stays exact.
 * @param count 1 or more
 */
export function sliceMeans(signal: StepSignal, count: number, afterSeconds: number): Float64Array {
  const width = coverageOf(signal, afterSeconds).seconds / count;
  const means = new Float64Array(count);
  let origin = NaN;
  let slice = 0;
  let room = width;
  eachSpan(signal, afterSeconds, (value, seconds) => {
    if (Number.isNaN(origin)) origin = value;
    let rest = seconds;
    while (rest > room && slice < count - 1) {
      means[slice]! += (value - origin) * room;
      rest -= room;
      slice += 1;
      room = width;
    }
    means[slice]! += (value - origin) * rest;
    room -= rest;
  });
  return means.map((sum) => origin + sum / width);
}

/** The instant by which there was a value for so many seconds after another instant. */
export function instantAfter(signal: StepSignal, afterSeconds: number, seconds: number): number {
  let instant = afterSeconds;
  let rest = seconds;
  eachSpan(signal, afterSeconds, (_value, span, from) => {
    if (rest <= 0) return;
    instant = from + Math.min(rest, span);
    rest -= span;
  });
  return instant;
}
