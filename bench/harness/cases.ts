import { join } from 'node:path';
import { measureCommand } from './command.ts';
import { type BenchCase, count, ours, simGridRun, type Tools } from './contest.ts';
import { dayCases } from './day-cases.ts';
import { flowCases, instantCases } from './flow-cases.ts';
import { measureNode, root } from './programs.ts';
import { taskCases } from './task-cases.ts';

/** Groups of cases that `--only` chooses from. */
export const groups: readonly string[] = [
  ...['w1', 'w2', 'w3', 'w4', 'w5', 'instants', 'cli'],
  ...['paint', 'stream'],
];

/** All cases, at the sizes of the targets or at small ones. */
export function casesOf(tools: Tools): BenchCase[] {
  return [
    ...timerSizes(tools.quick).map(([pending, events]) => timers(tools, pending, events)),
    ...taskCases(tools),
    ...flowCases(tools),
    ...instantCases(tools),
    ...dayCases(tools),
    command(tools),
    streaming(tools),
    ...paintSizes.map((vms) => paint(tools, vms)),
  ];
}

function timerSizes(quick: boolean): readonly (readonly [pending: number, events: number])[] {
  if (quick) {
    return [
      [1_000, 100_000],
      [100_000, 200_000],
    ];
  }
  return [
    [1_000, 1_000_000],
    [100_000, 1_000_000],
    [1_000_000, 2_000_000],
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
