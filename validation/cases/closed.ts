import type { UsersSpec, WorkloadSpec } from '@vdcsim/core';
import { cpu, exponential, host, job, Lab, lab, vm } from '../../test/lab.ts';
import { rounding, type ValidationCase } from '../case.ts';
import { Batches } from './queue-runs.ts';

/**
 * Closed systems: users by mean value analysis against the exact birth-death chain, and the same
 * system simulated transaction by transaction, as a job whose customers think.
 */

interface Closed {
  readonly users: number;
  readonly servers: number;
  readonly think: number;
}

/** Work of 1 s: throughput of the machine repairman, exact for exponential work and any thinking. */
function exactThroughput({ users, servers, think }: Closed): number {
  let weight = 1;
  let sum = 1;
  let busy = 0;
  for (let k = 1; k <= users; k++) {
    const working = Math.min(k, servers);
    weight *= (users - k + 1) / (think * working);
    sum += weight;
    busy += weight * working;
  }
  return busy / sum;
}

/** Throughput that the simulator gives such users, transactions a second, and response, seconds. */
function analysed({ users, servers, think }: Closed): readonly number[] {
  const people: UsersSpec = {
    name: 'people',
    kind: 'users',
    users,
    think: exponential(think),
    transaction: [cpu(exponential(1))],
  };
  const workloads: readonly WorkloadSpec[] = [people];
  const run = new Lab(
    lab({
      hosts: [host('esx01')],
      workloads,
      vms: [vm('a', { host: 'esx01', vcpus: servers, workload: 'people' })],
    }),
  ).to(60);
  return [run.now('vm.app.throughputPerSecond', 'a'), run.now('vm.app.responseMs', 'a') / 1000];
}

/** The same, transaction by transaction. */
function simulated({ users, servers, think }: Closed, seconds: number): Batches {
  const arrivals = {
    atSeconds: Array.from({ length: users }, () => 0),
    think: exponential(think),
  };
  const spec = job('j', [cpu(exponential(1))], { discipline: 'fcfs', arrivals });
  return new Batches([spec], servers, seconds);
}

const one: Closed = { users: 16, servers: 1, think: 10 };
const two: Closed = { users: 30, servers: 2, think: 12 };
const loads = [1, 5, 10, 11, 12, 20, 60] as const;

const responseOf = (closed: Closed): number =>
  closed.users / exactThroughput(closed) - closed.think;

export const closedCases: readonly ValidationCase[] = [
  {
    id: 'users-exact',
    source: 'birth-death chain of the machine repairman, one server',
    what: '16 users, think time 10 s, work 1 s on one vCPU: throughput a second, response in s',
    unit: '1/s, s',
    expected: [exactThroughput(one), responseOf(one)],
    tolerance: rounding,
    ours: () => analysed(one),
  },
  {
    id: 'users-two-vcpus',
    source: 'birth-death chain of the machine repairman, two servers',
    what: '30 users, think time 12 s, work 1 s on two vCPUs: throughput a second',
    unit: '1',
    expected: [exactThroughput(two)],
    tolerance: 0.05 * exactThroughput(two),
    toleranceReason: "Seidmann's transformation is an approximation: 5 %",
    ours: () => analysed(two).slice(0, 1),
  },
  {
    id: 'users-bounds',
    source: 'asymptotic bounds min(1 / D, N / (D + Z))',
    what: `excess over the bounds with ${loads.join(', ')} users, think time 10 s, work 1 s`,
    unit: '1/s',
    expected: loads.map(() => 0),
    tolerance: rounding,
    ours: () =>
      loads.map((users) => {
        const [throughput] = analysed({ users, servers: 1, think: 10 });
        return Math.max(0, throughput! - Math.min(1, users / 11));
      }),
  },
  {
    id: 'closed-jobs-one-vcpu',
    source: 'birth-death chain of the machine repairman, one server',
    what: 'the 16 users as a job, transaction by transaction: throughput, mean response',
    unit: '1/s, s',
    expected: [exactThroughput(one), responseOf(one)],
    tolerance: 0.143,
    toleranceReason: 'three standard errors of the response of this run, from its 19 batches',
    ours: () => {
      const run = simulated(one, 100_000);
      return [run.rate('job.finishedCount'), run.mean('job.responseSeconds')];
    },
  },
  {
    id: 'closed-jobs-two-vcpus',
    source: 'birth-death chain of the machine repairman, two servers',
    what: 'the 30 users as a job, transaction by transaction: throughput, mean response',
    unit: '1/s, s',
    expected: [exactThroughput(two), responseOf(two)],
    tolerance: 0.12,
    toleranceReason: 'three standard errors of the response of this run, from its 19 batches',
    ours: () => {
      const run = simulated(two, 100_000);
      return [run.rate('job.finishedCount'), run.mean('job.responseSeconds')];
    },
  },
];
