import type { JobSpec, StageSpec } from '@vdcsim/core';
import { cpu, exponential, host, job, Lab, lab, vm } from '../../test/lab.ts';
import type { ValidationCase } from '../case.ts';

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

const mm1 = once(() =>
  queue({ servers: 1, interarrival: 2, work: exponential(1), seconds: 200_000 }),
);
const mm4 = once(() =>
  queue({ servers: 4, interarrival: 0.3125, work: exponential(1), seconds: 60_000 }),
);
const md1 = () => queue({ servers: 1, interarrival: 1.25, work: 1, seconds: 100_000 });
const varied = { dist: 'hyperexponential', mean: 1, cv2: 3 } as const;
const mg1 = () => queue({ servers: 1, interarrival: 2, work: varied, seconds: 300_000 });
const mg1Shared = () =>
  queue({
    servers: 1,
    interarrival: 2,
    work: varied,
    seconds: 300_000,
    more: { discipline: 'shared' },
  });
const erlangB = () =>
  queue({
    servers: 8,
    interarrival: 0.15,
    work: exponential(1),
    seconds: 30_000,
    more: { queueLimit: 0 },
  });

/** Chance that all of c servers are busy and nobody can wait: Erlang B for a erlang. */
function blocked(servers: number, erlang: number): number {
  let chance = 1;
  for (let c = 1; c <= servers; c++) chance = (erlang * chance) / (c + erlang * chance);
  return chance;
}

/** Mean wait in M/M/c, in service times: Erlang C / (c (1 - rho)). */
function waitOfMmc(servers: number, rho: number): number {
  const b = blocked(servers, servers * rho);
  const c = b / (1 - rho * (1 - b));
  return c / (servers * (1 - rho));
}

const classes = once(() => {
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

const tandem = once(() => {
  const stages: StageSpec[] = [cpu(exponential(1)), cpu(exponential(1.2), { runOn: 'z-back' })];
  const arrivals = { interarrival: exponential(2) };
  const spec = job('j', stages, { runOn: 'front', discipline: 'fcfs', arrivals });
  return new Batches([spec], 1, 200_000, ['front', 'z-back']);
});

const reason = (error: number) =>
  `three standard errors of this run, ${error} each, from its 19 batches`;

export const queueCases: readonly ValidationCase[] = [
  {
    id: 'mm1-wait-and-response',
    source: 'M/M/1: R = S / (1 - rho)',
    what: 'mean wait and response at one vCPU that is half busy, S = 1 s',
    unit: 's',
    expected: [1, 2],
    tolerance: 0.058,
    toleranceReason: reason(0.019),
    ours: () => [mm1().mean('job.waitSeconds'), mm1().mean('job.responseSeconds')],
  },
  {
    id: 'mm1-percentiles',
    source: 'M/M/1: response is exponential, R ln(100 / (100 - p))',
    what: 'response that 50, 90, 95 and 99 % of the jobs stay below, R = 2 s',
    unit: 's',
    expected: [50, 90, 95, 99].map((percent) => 2 * Math.log(100 / (100 - percent))),
    tolerance: 0.4,
    toleranceReason: 'three standard errors of the 99th percentile, and bins of 1 %',
    ours: () => [50, 90, 95, 99].map((p) => mm1().percentile('job.responseSeconds', p)),
  },
  {
    id: 'mmc-wait',
    source: 'M/M/c: Erlang C',
    what: 'mean wait at four vCPUs that are 80 % busy, S = 1 s',
    unit: 's',
    expected: [waitOfMmc(4, 0.8)],
    tolerance: 0.065,
    toleranceReason: reason(0.022),
    ours: () => [mm4().mean('job.waitSeconds')],
  },
  {
    id: 'md1-wait',
    source: 'M/D/1: W = rho S / (2 (1 - rho))',
    what: 'mean wait behind jobs of always 1 s at 80 %',
    unit: 's',
    expected: [2],
    tolerance: 0.15,
    toleranceReason: reason(0.049),
    ours: () => [md1().mean('job.waitSeconds')],
  },
  {
    id: 'mg1-wait',
    source: 'M/G/1: W = rho S (1 + cv2) / (2 (1 - rho)) (Pollaczek, Khinchine)',
    what: 'mean wait first come first served, hyperexponential work of 1 s with cv2 = 3, at 50 %',
    unit: 's',
    expected: [2],
    tolerance: 0.19,
    toleranceReason: reason(0.062),
    ours: () => [mg1().mean('job.waitSeconds')],
  },
  {
    id: 'mg1-shared-response',
    source: 'M/G/1 processor sharing: R = S / (1 - rho), whatever the distribution',
    what: 'mean response of the same work, shared',
    unit: 's',
    expected: [2],
    tolerance: 0.087,
    toleranceReason: reason(0.029),
    ours: () => [mg1Shared().mean('job.responseSeconds')],
  },
  {
    id: 'mmcc-refused',
    source: 'M/M/c/c: Erlang B',
    what: 'jobs refused at eight vCPUs without a waiting room, 6.67 erlang',
    unit: '%',
    expected: [100 * blocked(8, 1 / 0.15)],
    tolerance: 0.42,
    toleranceReason: reason(0.14),
    ours: () => [erlangB().mean('job.refusedPercent')],
  },
  {
    id: 'two-priorities',
    source: 'M/G/1 with priorities that interrupt nobody (Cobham): W0 / ((1 - s1) (1 - s1 - s2))',
    what: 'mean waits of two classes at 20 and 50 %, S = 1 s: urgent, patient',
    unit: 's',
    expected: [0.7 / 0.8, 0.7 / (0.8 * 0.3)],
    tolerance: 0.25,
    toleranceReason: reason(0.084),
    ours: () => ['first', 'second'].map((name) => classes().mean('job.waitSeconds', name)),
  },
  {
    id: 'tandem-response',
    source: 'open tandem (Jackson): sum of S / (1 - rho)',
    what: 'mean response of two stations at 50 and 60 %',
    unit: 's',
    expected: [5],
    tolerance: 0.11,
    toleranceReason: reason(0.037),
    ours: () => [tandem().mean('job.responseSeconds')],
  },
  {
    id: 'little',
    source: "Little's law: N = X R, and in the line N = X W",
    what: 'time average of jobs in the system and in line, against rate times response and wait',
    unit: '1',
    expected: [0, 0],
    tolerance: 0.01,
    toleranceReason: 'jobs that are there when the measured time begins and ends',
    ours: () =>
      [
        ['job.inSystem', 'job.responseSeconds'] as const,
        ['job.queueLength', 'job.waitSeconds'] as const,
      ].map(([number, time]) => {
        const rate = mm4().rate('job.finishedCount');
        return mm4().mean(number) - rate * mm4().mean(time);
      }),
  },
  {
    id: 'utilization-law',
    source: 'utilization law: U = X S',
    what: 'cores that are busy at four vCPUs, 3.2 jobs a second of 1 s',
    unit: '1',
    expected: [3.2],
    tolerance: 0.03,
    toleranceReason: reason(0.0098),
    ours: () => [mm4().mean('job.busyCores')],
  },
];
