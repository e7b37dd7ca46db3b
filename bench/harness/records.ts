import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine, SourceState } from './machine.ts';
import { root } from './programs.ts';
import type { CaseResult } from './race.ts';
import type { Verdict } from './targets.ts';

/** One line of `bench/results.jsonl`: one run of the benchmarks. */
export interface BenchRecord extends SourceState {
  /** Beginning, ISO 8601 in UTC. */
  readonly date: string;
  readonly machine: Machine;
  readonly cases: readonly CaseResult[];
  readonly verdicts: readonly Verdict[];
}

const file = join(root, 'bench/results.jsonl');

export function appendRecord(record: BenchRecord): void {
  appendFileSync(file, `${JSON.stringify(record)}\n`);
}

/** All recorded runs, the oldest first. */
export function readRecords(): BenchRecord[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as BenchRecord);
}
