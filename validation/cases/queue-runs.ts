import type { JobSpec, StageSpec } from '@vdcsim/core';
import { cpu, exponential, host, job, Lab, lab, vm } from '../../test/lab.ts';

/**
 * Queues written as jobs on a VM alone on its host. A run is cut into 20 equal parts and the first
 * one is left out. Tolerances are three times the standard error that the means of the other 19
 * parts have.
 */

interface Queue {
  readonly servers: number;
  readonly interarrival: number;
  readonly work: Parameters<typeof cpu>[0];
  readonly seconds: number;
  readonly more?: Partial<JobSpec>;
}

const batches = 20;
/** Of 20 batches the first is left out as warm-up. */
const warmUp = 1;

/** A run of jobs, read part by part, the first left out. */
export class Batches {
  private readonly run: Lab;
  private readonly lengthSeconds: number;

  constructor(jobs: readonly JobSpec[], servers: number, seconds: number, machines = ['station']) {
    this.lengthSeconds = seconds / batches;
    this.run = new Lab(
      lab({
        durationSeconds: seconds,
        seed: 20_070_101,
        record: { intervalSeconds: seconds / batches, metrics: ['job.*'] },
        hosts: machines.map((name) => host(`h-${name}`, { cores: servers })),
        vms: machines.map((name) => vm(name, { host: `h-${name}`, vcpus: servers })),
        jobs,
      }),
      { percentiles: true },
    ).to(seconds);
  }

  mean(metric: string, name = 'j'): number {
    const { recorder, directory } = this.run.simulation;
    const series = recorder.series(metric, directory.find(name)!.index)!;
    const values = [...(series.mean ?? series.growth!)].slice(warmUp);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  }

  /** Growth of a count a second. */
  rate(metric: string, name = 'j'): number {
    return this.mean(metric, name) / this.lengthSeconds;
  }

  percentile(metric: string, percent: number, name = 'j'): number {
    const { recorder, directory } = this.run.simulation;
    return recorder.percentile(metric, directory.find(name)!.index, percent);
  }
}

function queue({ servers, interarrival, work, seconds, more }: Queue): Batches {
  const arrivals = { interarrival: exponential(interarrival) };
  const spec = job('j', [cpu(work)], { discipline: 'fcfs', arrivals, ...more });
  return new Batches([spec], servers, seconds);
}

/** Runs once and is read by several cases. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export const mm1 = once(() =>
  queue({ servers: 1, interarrival: 2, work: exponential(1), seconds: 200_000 }),
);
export const mm4 = once(() =>
  queue({ servers: 4, interarrival: 0.3125, work: exponential(1), seconds: 60_000 }),
);
export const md1 = once(() => queue({ servers: 1, interarrival: 1.25, work: 1, seconds: 100_000 }));
const varied = { dist: 'hyperexponential', mean: 1, cv2: 3 } as const;
export const mg1 = once(() =>
  queue({ servers: 1, interarrival: 2, work: varied, seconds: 300_000 }),
);
export const mg1Shared = once(() =>
  queue({
    servers: 1,
    interarrival: 2,
    work: varied,
    seconds: 300_000,
    more: { discipline: 'shared' },
  }),
);
export const erlangB = once(() =>
  queue({
    servers: 8,
    interarrival: 0.15,
    work: exponential(1),
    seconds: 30_000,
    more: { queueLimit: 0 },
  }),
);

export const classes = once(() => {
  const arrive = (mean: number) => ({ interarrival: exponential(mean) });
  const discipline = 'priority' as const;
  const stages = [cpu(exponential(1))];
  return new Batches(
    [
      job('first', stages, { discipline, priority: 1, arrivals: arrive(5) }),
      job('second', stages, { discipline, arrivals: arrive(2) }),
    ],
    1,
    200_000,
  );
});

export const tandem = once(() => {
  const stages: StageSpec[] = [cpu(exponential(1)), cpu(exponential(1.2), { runOn: 'z-back' })];
  const arrivals = { interarrival: exponential(2) };
  const spec = job('j', stages, { runOn: 'front', discipline: 'fcfs', arrivals });
  return new Batches([spec], 1, 200_000, ['front', 'z-back']);
});

interface RunOfChapter {
  readonly run: () => Batches;
  /** Default `j`. */
  readonly job?: string;
  /** Mean core-seconds of an instance. Default 1. */
  readonly work?: number;
}

export const runsWithLine: readonly RunOfChapter[] = [
  { run: mm1 },
  { run: mm4 },
  { run: md1 },
  { run: mg1 },
  { run: classes, job: 'first' },
  { run: classes, job: 'second' },
  { run: tandem, work: 2.2 },
];
export const everyRun: readonly RunOfChapter[] = [
  ...runsWithLine,
  { run: mg1Shared },
  { run: erlangB },
];
