import type { JobSummary, SampleSpread } from '@vdcsim/core';
import { duration } from '@vdcsim/core';
import { grouped } from './format.ts';
import type { Paint } from './paint.ts';
import { table } from './table.ts';

const width = 80;
const rowsMost = 10;

/** A table of the jobs, those with most instances if there are many. Nothing without jobs. */
export function jobLines(jobs: readonly JobSummary[], paint: Paint): string[] {
  if (jobs.length === 0) return [];
  const shown = [...jobs]
    .sort((a, b) => b.arrived - a.arrived || byName(a, b))
    .slice(0, rowsMost)
    .sort(byName);
  const rows = shown.map((job) => [
    ...[job.name, grouped(job.finished), refusedText(job), grouped(job.deadlineMissed)],
    ...[meanText(job.waitSeconds), meanText(job.responseSeconds)],
    job.responseSeconds?.p95 === undefined ? '-' : timeText(job.responseSeconds.p95),
    job.meanBusyCores === undefined ? '-' : String(Number(job.meanBusyCores.toPrecision(3))),
  ]);
  const titles = ['finished', 'refused', 'late', 'wait', 'response', 'p95', 'cores'];
  const columns = [
    { title: 'job' },
    ...titles.map((title) => ({ title, align: 'right' }) as const),
  ];
  const title = jobs.length > rowsMost ? `The ${rowsMost} most frequent jobs` : 'Jobs';
  return [paint.title(title), ...table(columns, rows, width - 2).map((line) => `  ${line}`)];
}

function refusedText({ arrived, refused }: JobSummary): string {
  if (refused === 0) return '-';
  return `${Number(((100 * refused) / arrived).toPrecision(3))} %`;
}

function meanText(spread: SampleSpread | undefined): string {
  return spread === undefined ? '-' : timeText(spread.mean);
}

function timeText(seconds: number): string {
  if (seconds === 0) return '0 s';
  if (seconds < 1) return `${Number((1000 * seconds).toPrecision(3))} ms`;
  return seconds < 60 ? `${Number(seconds.toPrecision(3))} s` : duration(seconds);
}

function byName(a: JobSummary, b: JobSummary): number {
  return a.name < b.name ? -1 : 1;
}
