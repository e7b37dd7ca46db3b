/**
 * `npm run bench`: measures the product as it is built, alone or in a race with SimGrid. What it
 * measures and what it asks for stands in docs/performance.md, which it also brings up to date.
 */
import { parseArgs } from 'node:util';
import { casesOf, groups } from './harness/cases.ts';
import type { BenchCase, Tools } from './harness/contest.ts';
import { machine, sourceState } from './harness/machine.ts';
import { updatePage } from './harness/page.ts';
import { buildPrograms } from './harness/programs.ts';
import { type CaseResult, race } from './harness/race.ts';
import { appendRecord, type BenchRecord, readRecords } from './harness/records.ts';
import { caseTable, verdictTable } from './harness/tables.ts';
import { judge } from './harness/targets.ts';
import { buildSimGrid, isMissing } from './peers/build.ts';

const usage = `npm run bench -- [options]

  --peers         race with SimGrid, after checking that both compute the same
  --only w1,w4    only these: ${groups.join(', ')}
  --quick         small sizes, once, nothing judged or recorded: to see that all works
  --no-record     leave bench/results.jsonl and docs/performance.md alone
`;

interface Options {
  readonly peers: boolean;
  readonly quick: boolean;
  readonly record: boolean;
  readonly only: readonly string[];
}

/** Undefined when the options cannot be understood. */
function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: {
        peers: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        only: { type: 'string', default: groups.join(',') },
        'no-record': { type: 'boolean', default: false },
      },
    });
    const only = values.only.split(',');
    const record = !values['no-record'] && !values.quick;
    if (!only.every((name) => groups.includes(name))) return undefined;
    return { peers: values.peers, quick: values.quick, record, only };
  } catch {
    return undefined;
  }
}

function runAll(cases: readonly BenchCase[]): CaseResult[] {
  return cases.map((benchCase) => {
    const result = race(benchCase, (line) => process.stderr.write(`${line}\n`));
    console.log(`\n${benchCase.title}\n${caseTable(result)}`);
    return result;
  });
}

function main(): void {
  if (process.argv.includes('--help')) {
    console.log(usage);
    return;
  }
  const options = readOptions();
  if (options === undefined) {
    console.error(usage);
    process.exit(2);
  }
  const simGrid = options.peers ? buildSimGrid() : undefined;
  if (isMissing(simGrid)) {
    console.error(simGrid.advice);
    process.exit(2);
  }
  const about = { date: new Date().toISOString(), ...sourceState(), machine: machine() };
  try {
    const tools: Tools = { programs: buildPrograms(), simGrid, quick: options.quick };
    const cases = casesOf(tools).filter(({ group }) => options.only.includes(group));
    const results = runAll(cases);
    if (options.quick) return;
    const verdicts = judge(results);
    console.log(`\nTargets\n${verdictTable(verdicts)}`);
    const record: BenchRecord = { ...about, cases: results, verdicts };
    if (options.record) {
      appendRecord(record);
      updatePage(readRecords());
    }
    if (verdicts.some(({ isMet }) => !isMet)) process.exitCode = 1;
  } finally {
    simGrid?.remove();
  }
}

main();
