import fc from 'fast-check';
import { expect, test } from 'vitest';
import { littlesLaw, utilizationLaw } from './laws.ts';
import { independentValues } from './queue.fixtures.ts';

/** A first-come queue of one server: when each job came, began and left. */
function queue(run: number, jobs: number) {
  const draws = independentValues(2 * jobs, run);
  let clock = 0;
  let free = 0;
  return Array.from({ length: jobs }, (_, job) => {
    clock += draws[2 * job]!;
    const begin = Math.max(clock, free);
    free = begin + 0.7 * draws[2 * job + 1]!;
    return { arrival: clock, begin, end: free };
  });
}

const inside = (from: number, to: number, start: number, end: number) =>
  Math.max(0, Math.min(to, end) - Math.max(from, start));

/** What both laws need of the jobs of a window, by integrals over the window. */
function measure(jobs: ReturnType<typeof queue>, start: number, end: number) {
  const windowSeconds = end - start;
  const sum = (term: (job: (typeof jobs)[number]) => number) =>
    jobs.reduce((total, job) => total + term(job), 0);
  const left = jobs.filter((job) => job.end > start && job.end <= end);
  const responses = left.reduce((total, job) => total + job.end - job.arrival, 0);
  const services = left.reduce((total, job) => total + job.end - job.begin, 0);
  const present = sum((job) => inside(job.arrival, job.end, start, end));
  const busy = sum((job) => inside(job.begin, job.end, start, end));
  const notLeft = jobs.filter((job) => !left.includes(job));
  const cut = (from: 'arrival' | 'begin') =>
    notLeft.reduce((total, job) => total + inside(job[from], job.end, start, end), 0) -
    left.reduce((total, job) => total + Math.max(0, start - job[from]), 0);
  return {
    windowSeconds,
    completions: left.length,
    meanJobs: present / windowSeconds,
    meanResponseSeconds: responses / left.length,
    cutJobSeconds: cut('arrival'),
    meanBusyServers: busy / windowSeconds,
    meanServiceSeconds: services / left.length,
    cutServerSeconds: cut('begin'),
  };
}

test('two jobs of 3 s and 5 s in 4 s of a window that begins and ends empty', () => {
  const check = littlesLaw({
    ...{ windowSeconds: 4, meanJobs: 2, completions: 2, meanResponseSeconds: 4 },
  });
  expect(check).toEqual({
    ...{ overTime: 2, overJobs: 2, relativeDifference: 0, tolerance: 1e-9, holds: true },
  });
});

test('both laws hold to rounding in any window of any queue', () => {
  const windows = fc.tuple(fc.nat(1000), fc.double({ min: 0, max: 40, noNaN: true }));
  const hold = fc.property(
    windows,
    fc.double({ min: 1, max: 90, noNaN: true }),
    ([run, from], d) => {
      const window = measure(queue(run, 60), from, from + d);
      expect(littlesLaw(window)).toMatchObject({ holds: true });
      expect(utilizationLaw(window)).toMatchObject({ holds: true });
    },
  );
  fc.assert(hold, { seed: 20070101, numRuns: 200 });
});

test('one job in a hundred that is forgotten breaks both laws', () => {
  const jobs = queue(5, 100);
  const window = measure(jobs, 0, jobs.at(-1)!.end);
  const fewer = { ...window, completions: window.completions - 1 };
  expect(littlesLaw(fewer).holds).toBe(false);
  expect(utilizationLaw(fewer).holds).toBe(false);
  expect(littlesLaw(fewer, 0.02).holds).toBe(true);
});

test('an empty window keeps the laws, one without length is refused', () => {
  const empty = { windowSeconds: 10, completions: 0 };
  expect(littlesLaw({ ...empty, meanJobs: 0, meanResponseSeconds: NaN }).holds).toBe(true);
  expect(utilizationLaw({ ...empty, meanBusyServers: 0, meanServiceSeconds: NaN }).holds).toBe(
    true,
  );
  expect(() =>
    littlesLaw({ windowSeconds: 0, meanJobs: 0, completions: 0, meanResponseSeconds: 0 }),
  ).toThrow('the window must be longer than 0 s, got 0');
});

test('a value that is not a number breaks a law', () => {
  const window = { windowSeconds: 10, completions: 2, meanResponseSeconds: 1 };
  expect(littlesLaw({ ...window, meanJobs: NaN }).holds).toBe(false);
});
