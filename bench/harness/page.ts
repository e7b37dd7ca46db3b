import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './programs.ts';
import type { BenchRecord } from './records.ts';
import { caseTable, verdictTable } from './tables.ts';
import { judge } from './targets.ts';

const page = join(root, 'docs/performance.md');
const begin = '<!-- results: begin (written by npm run bench) -->';
const end = '<!-- results: end -->';

/** Writes the newest results of each case between the markers of docs/performance.md. */
export function updatePage(records: readonly BenchRecord[]): void {
  const text = readFileSync(page, 'utf8');
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error('docs/performance.md has lost its markers');
  const results = resultsText(records);
  writeFileSync(page, `${text.slice(0, from + begin.length)}\n\n${results}\n\n${text.slice(to)}`);
}

/** A run of some cases leaves the older results of the others standing. */
function resultsText(records: readonly BenchRecord[]): string {
  const ids = new Set(records.flatMap(({ cases }) => cases.map(({ id }) => id)));
  const newest = new Map<BenchRecord, string[]>();
  for (const id of ids) {
    const record = records.filter(({ cases }) => cases.some((result) => result.id === id)).at(-1)!;
    newest.set(record, [...(newest.get(record) ?? []), id]);
  }
  return [...newest].map(([record, ofRecord]) => recordText(record, ofRecord)).join('\n\n');
}

function recordText(record: BenchRecord, ids: readonly string[]): string {
  const { machine } = record;
  const state = record.isModified ? `${record.commit} and changes on top` : record.commit;
  const cases = record.cases.filter(({ id }) => ids.includes(id));
  return [
    `### ${record.date.slice(0, 10)}, commit ${state}`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, ` +
      `Node ${machine.node.slice(1)}; load of the minute before: ${machine.loadBefore}.`,
    verdictTable(judge(cases)),
    ...cases.map((result) => `#### ${result.title}\n\n${caseTable(result)}`),
  ].join('\n\n');
}
