import { ours } from './contest.ts';
import type { CaseResult, ContestantResult } from './race.ts';
import type { Verdict } from './targets.ts';

/** Everybody's medians in one case, and how many times the CPU time of ours they took. */
export function caseTable({ contestants }: CaseResult): string {
  const mine = contestants.find(({ name }) => name === ours);
  const rows = contestants.map((contestant) => [
    contestant.name,
    String(contestant.runs),
    number(contestant.cpuSeconds, 3),
    number(contestant.wallSeconds, 3),
    nanoseconds(contestant),
    number(contestant.peakRssMiB, 0),
    number(ratio(contestant, mine), 2),
  ]);
  const heads = ['', 'runs', 'CPU s', 'wall s', 'ns/operation', 'peak MiB', 'CPU / ours'];
  const parts = contestants.flatMap(partRows);
  const partTable = parts.length === 0 ? '' : `\n\n${markdown(['of which', '', ''], parts)}`;
  return markdown(heads, rows) + partTable;
}

/** The targets and how far they were met. */
export function verdictTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ what, value, unit, atLeast, atMost, isMet }) => [
    what,
    quantity(value, unit),
    atLeast === undefined ? `at most ${atMost} ${unit}` : `at least ${atLeast} ${unit}`,
    isMet ? 'met' : 'NOT MET',
  ]);
  return markdown(['target', 'measured', 'asked', ''], rows);
}

/** Checks and further measures, in words. */
const partWords: readonly (readonly [part: string, words: string, digits: number])[] = [
  ['createSeconds', 'creating the timers before, CPU s', 3],
  ['loadSeconds', 'reading the file, s', 3],
  ['setUpSeconds', 'building it and the first instant, s', 3],
  ['processSeconds', 'whole process, writing left out, s', 3],
  ['writeSeconds', 'writing the run folder, s', 3],
  ['frameP50Ms', 'from frame to frame, median, ms', 1],
  ['frameP95Ms', 'from frame to frame, 95th percentile, ms', 1],
  ['workP50Ms', 'our own part of a frame, median, ms', 1],
  ['workP95Ms', 'our own part of a frame, 95th percentile, ms', 1],
  ['writtenMiB', 'metrics.parquet, MiB', 1],
  ['framesPerSecond', 'frames a second, each viewer', 1],
  ['kBPerSecond', 'kB a second, each viewer', 1],
  ['serverCores', "the server's process, cores", 3],
  ['runCores', "the run's process, cores", 3],
  ['grownHours', 'simulated hours with a viewer that does not read', 1],
  ['serverMiBPerHour', "growth of the server's memory, MiB an hour", 3],
  ['runMiBPerHour', "growth of the run's memory, MiB an hour", 3],
];

function partRows({ name, parts }: ContestantResult): string[][] {
  return partWords
    .filter(([part]) => parts[part] !== undefined)
    .map(([part, words, digits]) => [name, words, number(parts[part]!, digits)]);
}

function nanoseconds({ cpuSeconds, operations }: ContestantResult): string {
  return cpuSeconds === null ? '' : number((1e9 * cpuSeconds) / operations, 0);
}

function ratio(
  { cpuSeconds }: ContestantResult,
  mine: ContestantResult | undefined,
): number | null {
  const ownSeconds = mine?.cpuSeconds ?? null;
  return cpuSeconds === null || ownSeconds === null ? null : cpuSeconds / ownSeconds;
}

function quantity(value: number, unit: string): string {
  return `${number(value, unit === 'MiB' || unit === '%' ? 0 : 2)} ${unit}`;
}

function number(value: number | null, digits: number): string {
  return value === null ? '' : value.toFixed(digits);
}

/** A Markdown table whose columns line up; the first column is text, the others numbers. */
function markdown(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, column) =>
    Math.max(3, head.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join(' | ')} |`;
  const rule = `| ${widths
    .map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
    .join(' | ')} |`;
  return [line(heads), rule, ...rows.map(line)].join('\n');
}
