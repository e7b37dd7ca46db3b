import type { Measurement } from '../src/measurement.ts';
import type { BenchCase } from './contest.ts';

/** Medians of one contestant's runs. Numbers that were not measured are null. */
export interface ContestantResult {
  readonly name: string;
  readonly runs: number;
  readonly operations: number;
  readonly cpuSeconds: number | null;
  readonly wallSeconds: number;
  readonly peakRssMiB: number | null;
  readonly parts: Readonly<Record<string, number>>;
}

export interface CaseResult {
  readonly id: string;
  readonly title: string;
  readonly contestants: readonly ContestantResult[];
}

/** Results that differ by a larger fraction are different results. */
const usualTolerance = 1e-6;

/**
 * First lets everybody run once, untimed, and compares what they computed; then runs them in
 * turn, so that what else the machine does meets all of them. Timed results are compared too.
 * @throws Error when contestants do not compute the same
 */
export function race(benchCase: BenchCase, say: (line: string) => void): CaseResult {
  const { id, title, contestants, repetitions, rehearsal, tolerance } = benchCase;
  const expected = benchCase.expectedCheck?.();
  const { witnesses = [] } = benchCase;
  say(`${title}: comparing results`);
  const rehearsed = new Comparison(title, expected, usualTolerance);
  for (const { name, run } of rehearsal ?? [...witnesses, ...contestants]) {
    rehearsed.add(name, run());
  }
  const measured = contestants.map((): Measurement[] => []);
  const compared = new Comparison(title, expected, tolerance ?? usualTolerance);
  for (let round = 1; round <= repetitions; round++) {
    say(`${title}: round ${round} of ${repetitions}`);
    contestants.forEach(({ name, run }, index) => {
      const measurement = run();
      compared.add(name, measurement);
      measured[index]!.push(measurement);
    });
  }
  return { id, title, contestants: contestants.map(({ name }, i) => summary(name, measured[i]!)) };
}

/** Results of one workload, of which each must equal what is expected, or the first. */
class Comparison {
  private readonly title: string;
  private readonly tolerance: number;
  private expected: number | undefined;

  constructor(title: string, expected: number | undefined, tolerance: number) {
    this.title = title;
    this.expected = expected;
    this.tolerance = tolerance;
  }

  /** @throws Error when it is another result */
  add(name: string, { check, parts }: Measurement): void {
    this.expected ??= check;
    this.compare(name, check, this.expected);
    const hostCycles = parts?.['hostCycles'];
    if (hostCycles !== undefined) this.compare(`${name}, hosts`, hostCycles, this.expected);
  }

  private compare(who: string, value: number, expected: number): void {
    if (Math.abs(value - expected) <= this.tolerance * Math.abs(expected)) return;
    throw new Error(`${this.title}: ${who} computed ${value}, not ${expected}`);
  }
}

function summary(name: string, measurements: readonly Measurement[]): ContestantResult {
  const first = measurements[0]!;
  const middle = (of: (measurement: Measurement) => number): number => median(measurements.map(of));
  const parts: Record<string, number> = {};
  for (const part of Object.keys(first.parts ?? {})) {
    parts[part] = middle((measurement) => measurement.parts![part]!);
  }
  return {
    name,
    runs: measurements.length,
    operations: first.operations,
    cpuSeconds: known(middle(({ cpuSeconds }) => cpuSeconds)),
    wallSeconds: middle(({ wallSeconds }) => wallSeconds),
    peakRssMiB: known(middle(({ peakRssMiB }) => peakRssMiB)),
    parts,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** JSON has no NaN. */
function known(value: number | null | undefined): number | null {
  return value === null || value === undefined || Number.isNaN(value) ? null : value;
}
