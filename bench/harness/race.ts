import type { Measurement } from '../src/measurement.ts';
import type { BenchCase } from './cases.ts';

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

/** Results that differ by more are different results. */
const tolerance = 1e-6;

/**
 * First lets everybody run once, untimed, and compares what they computed; then runs them in
 * turn, so that what else the machine does meets all of them.
 * @throws Error when contestants do not compute the same
 */
export function race(benchCase: BenchCase, say: (line: string) => void): CaseResult {
  const { id, title, contestants, witnesses = [], repetitions } = benchCase;
  say(`${title}: comparing results`);
  const expected = benchCase.expectedCheck?.() ?? contestants[0]!.run().check;
  for (const { name, run } of [...witnesses, ...contestants]) {
    const { check, parts } = run();
    compare(`${title}: ${name}`, check, expected);
    const hostCycles = parts?.['hostCycles'];
    if (hostCycles !== undefined) compare(`${title}: ${name}, hosts`, hostCycles, expected);
  }
  const measured = contestants.map((): Measurement[] => []);
  for (let round = 1; round <= repetitions; round++) {
    say(`${title}: round ${round} of ${repetitions}`);
    contestants.forEach(({ name, run }, index) => {
      const measurement = run();
      compare(`${title}: ${name}`, measurement.check, expected);
      measured[index]!.push(measurement);
    });
  }
  return { id, title, contestants: contestants.map(({ name }, i) => summary(name, measured[i]!)) };
}

function compare(who: string, check: number, expected: number): void {
  if (Math.abs(check - expected) <= tolerance * Math.abs(expected)) return;
  throw new Error(`${who} computed ${check}, not ${expected}`);
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
