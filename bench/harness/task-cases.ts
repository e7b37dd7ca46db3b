import { vmsPerHost } from '../src/day.ts';
import { type BenchCase, type Contestant, count, ours, simGridRun, type Tools } from './contest.ts';
import { measureNode } from './programs.ts';

/** W2, tasks in VMs. */
export function taskCases(tools: Tools): BenchCase[] {
  return taskSizes(tools.quick).map((size) => tasks(tools, size));
}

interface TaskSize {
  readonly hosts: number;
  readonly cores: number;
  readonly tasks: number;
  readonly repetitions: number;
  /** Tasks for which results are compared to a millionth, where that is not all of them. */
  readonly compared?: number;
}

/**
 * Where VMs outnumber cores rounding doubles every hundred tasks of a host or so, and beyond some
 * thousand even two exact simulators part. There results are compared at a thousand a host, and
 * the longer timed runs only by their sums, which differ by less than `partingTolerance`.
 */
const partingTolerance = 1e-5;

function taskSizes(quick: boolean): readonly TaskSize[] {
  if (quick) return [{ hosts: 10, cores: 4, tasks: 10_000, repetitions: 1 }];
  return [
    { hosts: 100, cores: 4, tasks: 1_000_000, repetitions: 3, compared: 100_000 },
    { hosts: 100, cores: 16, tasks: 1_000_000, repetitions: 3, compared: 100_000 },
    { hosts: 10_000, cores: 4, tasks: 1_000_000, repetitions: 2, compared: 200_000 },
    { hosts: 10_000, cores: 16, tasks: 1_000_000, repetitions: 2, compared: 200_000 },
  ];
}

/** W2: ours records metrics, SimGrid none. */
function tasks(tools: Tools, size: TaskSize): BenchCase {
  const { hosts, cores, tasks: amount, repetitions, compared = amount } = size;
  const isParting = cores < vmsPerHost && amount > mostTasksAlike * hosts;
  return {
    id: `w2-${hosts}-${cores}`,
    group: 'w2',
    title: `W2: ${count(hosts)} hosts of ${cores} cores, ${count(amount)} tasks`,
    repetitions,
    contestants: runs(tools, [hosts, amount, cores]),
    ...(compared < amount && { rehearsal: runs(tools, [hosts, compared, cores]) }),
    ...(isParting && { tolerance: partingTolerance }),
  };
}

/** Tasks a host for which exact simulators compute the same. */
const mostTasksAlike = 1_000;

function runs({ programs, simGrid }: Tools, words: readonly number[]): readonly Contestant[] {
  return [
    { name: ours, run: () => measureNode(programs.w2, words) },
    ...simGridRun(simGrid, ['w2', ...words]),
  ];
}
