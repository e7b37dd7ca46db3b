import { join } from 'node:path';
import type { SimGrid } from '../peers/build.ts';
import { closedWork } from '../src/day.ts';
import type { Measurement } from '../src/measurement.ts';
import { measureCommand } from './command.ts';
import { measure, measureNode, type Programs, root } from './programs.ts';

/** Groups of cases that `--only` chooses from. */
export const groups: readonly string[] = ['w1', 'w2', 'w4', 'cli', 'paint', 'stream'];

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
}

/** What cases are made with. */
export interface Tools {
  readonly programs: Programs;
  readonly simGrid: SimGrid | undefined;
  readonly quick: boolean;
}

/** Name of our side in every case. */
export const ours = 'vdcsim';

const periodsOfDay = 288;

/** All cases, at the sizes of the targets or at small ones. */
export function casesOf(tools: Tools): BenchCase[] {
  const { quick } = tools;
  const periods = quick ? 12 : periodsOfDay;
  const sizes: readonly (readonly [number, number])[] = quick
    ? [
        [1_000, 100_000],
        [100_000, 200_000],
      ]
    : [
        [1_000, 1_000_000],
        [100_000, 1_000_000],
        [1_000_000, 2_000_000],
      ];
  return [
    ...sizes.map(([pending, events]) => timers(tools, pending, events)),
    ...taskSizes(quick).map((size) => tasks(tools, size)),
    day(tools, quick ? 100 : 1_000, periods),
    bigDay(tools, quick ? 1_000 : 10_000, periods),
    bigDayFromFile(tools, quick ? 1_000 : 10_000, periods),
    writing(tools, quick ? 100 : 1_000, periods),
    command(tools),
    streaming(tools),
    ...paintSizes.map((vms) => paint(tools, vms)),
  ];
}

/** W1: a bare heap shows what the machine can do at most. */
function timers({ programs, simGrid, quick }: Tools, pending: number, events: number): BenchCase {
  const heap = join(root, 'bench/heap.mjs');
  const size = [pending, events];
  return {
    id: `w1-${pending}`,
    group: 'w1',
    title: `W1: ${count(pending)} timers pending, ${count(events)} events`,
    repetitions: quick ? 1 : pending > 100_000 ? 3 : 5,
    contestants: [
      { name: ours, run: () => measureNode(programs.w1, size) },
      { name: 'bare heap', run: () => measureNode(heap, [...size, 'plain']) },
      { name: 'bare indexed heap', run: () => measureNode(heap, [...size, 'indexed']) },
      ...simGridRun(simGrid, ['w1', ...size]),
    ],
  };
}

interface TaskSize {
  readonly hosts: number;
  readonly cores: number;
  readonly tasks: number;
}

/**
 * Where VMs outnumber cores a host gets at most a thousand tasks: rounding doubles every hundred or
 * so, and beyond some thousand even two exact simulators part.
 */
function taskSizes(quick: boolean): readonly TaskSize[] {
  if (quick) return [{ hosts: 10, cores: 4, tasks: 10_000 }];
  return [
    { hosts: 100, cores: 4, tasks: 100_000 },
    { hosts: 100, cores: 16, tasks: 1_000_000 },
    { hosts: 10_000, cores: 4, tasks: 1_000_000 },
    { hosts: 10_000, cores: 16, tasks: 1_000_000 },
  ];
}

/** W2: ours records metrics, SimGrid none. */
function tasks({ programs, simGrid, quick }: Tools, size: TaskSize): BenchCase {
  const { hosts, cores, tasks: amount } = size;
  const words = [hosts, amount, cores];
  return {
    id: `w2-${hosts}-${cores}`,
    group: 'w2',
    title: `W2: ${count(hosts)} hosts of ${cores} cores, ${count(amount)} tasks`,
    repetitions: quick ? 1 : 3,
    contestants: [
      { name: ours, run: () => measureNode(programs.w2, words) },
      ...simGridRun(simGrid, ['w2', ...words]),
    ],
  };
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

function command({ quick }: Tools): BenchCase {
  return {
    id: 'cli-first-steps',
    group: 'cli',
    title: 'The command: vdcsim run scenarios/first-steps.yaml',
    repetitions: quick ? 1 : 5,
    contestants: [{ name: ours, run: measureCommand }],
  };
}

/** VMs of the maps that are painted: as cards, and on a canvas at the sizes of the targets. */
const paintSizes: readonly number[] = [250, 1_000, 10_000];

/** Frames of a map on which everything changes in every frame, in Chromium, for half a minute. */
function paint({ programs, quick }: Tools, vms: number): BenchCase {
  const seconds = quick ? 3 : 30;
  return {
    id: `paint-${vms}`,
    group: 'paint',
    title: `Painting: ${count(vms)} VMs, all changing in every frame, ${seconds} s`,
    repetitions: 1,
    contestants: [{ name: ours, run: () => measureNode(programs.paint, [vms, seconds]) }],
  };
}

/** Operations are frames that came to a viewer. */
function streaming({ programs, quick }: Tools): BenchCase {
  const [vms, viewers, seconds] = quick ? [100, 3, 3] : [1_000, 20, 30];
  return {
    id: 'stream-1000',
    group: 'stream',
    title: `Streaming: ${count(vms)} VMs to ${viewers} viewers, ${seconds} s`,
    repetitions: 1,
    expectedCheck: () => 0,
    contestants: [
      { name: ours, run: () => measureNode(programs.streaming, [vms, viewers, seconds]) },
    ],
  };
}

function simGridRun(simGrid: SimGrid | undefined, words: readonly unknown[]): Contestant[] {
  if (simGrid === undefined) return [];
  const { name, program, settings } = simGrid;
  return [{ name, run: () => measure(program, [...words, ...settings]) }];
}

function count(amount: number): string {
  return amount.toLocaleString('en-US');
}
