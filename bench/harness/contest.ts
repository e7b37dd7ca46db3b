import type { SimGrid } from '../peers/build.ts';
import type { Measurement } from '../src/measurement.ts';
import { measure, type Programs } from './programs.ts';

export interface Contestant {
  readonly name: string;
  run(): Measurement;
}

/** One workload at one size and all who run it. */
export interface BenchCase {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly repetitions: number;
  readonly contestants: readonly Contestant[];
  /** What all must print, where it is known without a simulator. */
  readonly expectedCheck?: () => number;
  /** Run once before the race and never timed: must print the same. */
  readonly witnesses?: readonly Contestant[];
  /** Compared before the race instead of the contestants: the same workload, smaller. */
  readonly rehearsal?: readonly Contestant[];
  /** By how much, as a fraction, results of timed runs may differ; default: a millionth. */
  readonly tolerance?: number;
}

/** What cases are made with. */
export interface Tools {
  readonly programs: Programs;
  readonly simGrid: SimGrid | undefined;
  readonly quick: boolean;
}

/** Name of our side in every case. */
export const ours = 'vdcsim';

/** SimGrid at a workload, if there is SimGrid. */
export function simGridRun(simGrid: SimGrid | undefined, words: readonly unknown[]): Contestant[] {
  if (simGrid === undefined) return [];
  const { name, program, settings } = simGrid;
  return [{ name, run: () => measure(program, [...words, ...settings]) }];
}

export function count(amount: number): string {
  return amount.toLocaleString('en-US');
}
