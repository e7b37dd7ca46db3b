import { closedWork } from '../src/day.ts';
import { type BenchCase, type Contestant, count, ours, simGridRun, type Tools } from './contest.ts';
import { measureNode, type Programs } from './programs.ts';

const periodsOfDay = 288;

/** W4, the trace day: beside SimGrid, and large on its own. */
export function dayCases(tools: Tools): BenchCase[] {
  const { quick } = tools;
  const periods = quick ? 12 : periodsOfDay;
  return [
    day(tools, quick ? 100 : 1_000, periods),
    bigDay(tools, quick ? 1_000 : 10_000, periods),
    bigDayFromFile(tools, quick ? 1_000 : 10_000, periods),
    writing(tools, quick ? 100 : 1_000, periods),
  ];
}

/** W4 beside SimGrid, which records nothing. */
function day({ programs, simGrid, quick }: Tools, hosts: number, periods: number): BenchCase {
  return {
    id: `w4-${hosts}`,
    group: 'w4',
    title: `W4: ${count(hosts)} hosts, ${count(10 * hosts)} VMs, ${periods} periods`,
    repetitions: quick ? 1 : 5,
    expectedCheck: () => closedWork(hosts, periods),
    witnesses: simGridRun(simGrid, ['w4', hosts, periods, 'remaining']),
    contestants: [
      ...dayRuns(programs, hosts, periods),
      ...simGridRun(simGrid, ['w4', hosts, periods, 'load']),
    ],
  };
}

/** W4 large, built in code. */
function bigDay({ programs, quick }: Tools, hosts: number, periods: number): BenchCase {
  return {
    id: `w4-${hosts}-built`,
    group: 'w4',
    title: `W4: ${count(hosts)} hosts, ${count(10 * hosts)} VMs, built in code`,
    repetitions: quick ? 1 : 3,
    expectedCheck: () => closedWork(hosts, periods),
    contestants: dayRuns(programs, hosts, periods),
  };
}

/** Ours hands recorded intervals to a listener, as the command does; beside it, keeping them all. */
function dayRuns(programs: Programs, hosts: number, periods: number): Contestant[] {
  return [
    { name: ours, run: () => measureNode(programs.w4, [hosts, periods, 'told']) },
    {
      name: `${ours}, all intervals kept`,
      run: () => measureNode(programs.w4, [hosts, periods, 'kept']),
    },
  ];
}

/** W4 large from a scenario's text, the whole process counted. */
function bigDayFromFile({ programs, quick }: Tools, hosts: number, periods: number): BenchCase {
  return {
    id: `w4-${hosts}-file`,
    group: 'w4',
    title: `W4: ${count(hosts)} hosts, ${count(10 * hosts)} VMs, from a scenario file`,
    repetitions: quick ? 1 : 3,
    expectedCheck: () => closedWork(hosts, periods, (vm) => vm % hosts),
    contestants: [{ name: ours, run: () => measureNode(programs.w4File, [hosts, periods]) }],
  };
}

/** The same with a run folder, at a size whose file is no burden. */
function writing({ programs, quick }: Tools, hosts: number, periods: number): BenchCase {
  return {
    id: `w4-${hosts}-written`,
    group: 'w4',
    title: `W4: ${count(hosts)} hosts, ${count(10 * hosts)} VMs, with a run folder`,
    repetitions: quick ? 1 : 3,
    expectedCheck: () => closedWork(hosts, periods, (vm) => vm % hosts),
    contestants: [
      { name: ours, run: () => measureNode(programs.w4File, [hosts, periods, 'write']) },
    ],
  };
}
