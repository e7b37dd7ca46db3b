import type { ValidationCase } from '../case.ts';
import {
  classes,
  erlangB,
  everyRun,
  md1,
  mg1,
  mg1Shared,
  mm1,
  mm4,
  runsWithLine,
  tandem,
} from './queue-runs.ts';

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
    source: "Little's law: N = X R",
    what: 'jobs in the system over rate times response, less 1, in each run of this chapter',
    unit: '1',
    expected: everyRun.map(() => 0),
    tolerance: 0.01,
    toleranceReason: 'jobs that are there when the measured time begins and ends',
    ours: () =>
      everyRun.map(({ run, job: name = 'j' }) => {
        const rate = run().rate('job.finishedCount', name);
        return (
          run().mean('job.inSystem', name) / (rate * run().mean('job.responseSeconds', name)) - 1
        );
      }),
  },
  {
    id: 'little-in-line',
    source: "Little's law: N = X W",
    what: 'jobs in line over rate times wait, less 1, in each run in which any wait',
    unit: '1',
    expected: runsWithLine.map(() => 0),
    tolerance: 0.01,
    toleranceReason: 'jobs that are there when the measured time begins and ends',
    ours: () =>
      runsWithLine.map(({ run, job: name = 'j' }) => {
        const rate = run().rate('job.finishedCount', name);
        return (
          run().mean('job.queueLength', name) / (rate * run().mean('job.waitSeconds', name)) - 1
        );
      }),
  },
  {
    id: 'utilization-law',
    source: 'utilization law: U = X S',
    what: 'busy cores over rate times mean work, less 1, in each run of this chapter',
    unit: '1',
    expected: everyRun.map(() => 0),
    tolerance: 0.03,
    toleranceReason: 'the work that was drawn has not quite the mean of its distribution',
    ours: () =>
      everyRun.map(({ run, job: name = 'j', work = 1 }) => {
        const rate = run().rate('job.finishedCount', name);
        return run().mean('job.busyCores', name) / (rate * work) - 1;
      }),
  },
];
