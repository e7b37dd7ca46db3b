import type { ArrivalsSpec } from '../../inventory/job-specs.ts';
import { Windows } from '../../observe/windows.ts';

/** Instants at which a job arrives, one after the other; Infinity when there are no more. */
export type ArrivalTimes = () => number;

/** Where the run ends, and when on the day it began. */
export interface RunSpan {
  readonly endSeconds: number;
  readonly startOfDaySeconds: number;
}

/** Instants of a source, those outside of its window left out, up to its count or the end. */
export function arrivalTimes(
  spec: ArrivalsSpec,
  drawGap: () => number,
  span: RunSpan,
): ArrivalTimes {
  const source = sourceOf(spec, drawGap);
  const windows = spec.during && new Windows(spec.during, span.endSeconds, span.startOfDaySeconds);
  let left = spec.count ?? Number.POSITIVE_INFINITY;
  return () => {
    if (left <= 0) return Number.POSITIVE_INFINITY;
    for (;;) {
      const next = source();
      if (!(next <= span.endSeconds)) return Number.POSITIVE_INFINITY;
      if (windows !== undefined && !windows.contains(next)) continue;
      left--;
      return next;
    }
  };
}

function sourceOf(spec: ArrivalsSpec, drawGap: () => number): ArrivalTimes {
  if (spec.interarrival !== undefined) {
    let at = 0;
    return () => {
      at += drawGap();
      return at;
    };
  }
  if (spec.everySeconds !== undefined) return rows(spec.atSeconds ?? [0], spec.everySeconds);
  return list(spec.times ?? [...(spec.atSeconds ?? [])].sort((a, b) => a - b));
}

function list(times: readonly number[]): ArrivalTimes {
  let turn = 0;
  return () => times[turn++] ?? Number.POSITIVE_INFINITY;
}

/** Several rows of one period, merged: k periods after its first instant for each. */
function rows(starts: readonly number[], periodSeconds: number): ArrivalTimes {
  const turns = starts.map(() => 0);
  const at = (row: number): number => starts[row]! + turns[row]! * periodSeconds;
  return () => {
    if (starts.length === 0) return Number.POSITIVE_INFINITY;
    let first = 0;
    for (let row = 1; row < starts.length; row++) if (at(row) < at(first)) first = row;
    const seconds = at(first);
    turns[first]!++;
    return seconds;
  };
}
