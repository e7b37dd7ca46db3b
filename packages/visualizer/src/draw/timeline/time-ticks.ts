import type { TimeSpan } from '../contract.ts';

/** Distances between ticks that clocks are read in, seconds. */
const steps = [
  ...[1, 2, 5, 10, 15, 30],
  ...[60, 120, 300, 600, 900, 1_800],
  ...[3_600, 7_200, 10_800, 21_600, 43_200],
  ...[86_400, 172_800, 604_800, 1_209_600, 2_592_000],
];

export interface TimeTicks {
  readonly stepSeconds: number;
  /** Seconds after the start, at round times of day. */
  readonly instants: readonly number[];
}

/** Round times of the scenario's clock within a span, about as many as asked for at most. */
export function timeTicks(span: TimeSpan, startEpochSeconds: number, most: number): TimeTicks {
  const length = span.toSeconds - span.fromSeconds;
  const stepSeconds = steps.find((step) => length / step <= most) ?? steps.at(-1)!;
  const first = Math.ceil((startEpochSeconds + span.fromSeconds) / stepSeconds - 1e-9);
  const instants: number[] = [];
  for (let tick = first; ; tick++) {
    const at = tick * stepSeconds - startEpochSeconds;
    if (at > span.toSeconds + 1e-6 || instants.length > 1_000) break;
    instants.push(at);
  }
  return { stepSeconds, instants };
}
