import { type JobSpec, type Scenario, simulate } from '@vdcsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, cluster, cpu, exponential, host, job, lab, pause, vms } from '../../../test/lab.ts';

const endSeconds = 3000;

const arbitraryJob = fc.record({
  discipline: fc.constantFrom('shared', 'fcfs', 'priority'),
  gap: fc.integer({ min: 5, max: 60 }),
  work: fc.integer({ min: 1, max: 40 }),
  threads: fc.integer({ min: 1, max: 3 }),
  policy: fc.constantFrom('least-busy', 'round-robin', 'random'),
  lostWork: fc.constantFrom('redo', 'keep'),
  queueLimit: fc.option(fc.integer({ min: 0, max: 3 })),
  pauses: fc.boolean(),
});

/** Two hosts, three VMs of two vCPUs, a failure and a repair, and some jobs on all VMs. */
const arbitraryScenario = fc
  .array(arbitraryJob, { minLength: 1, maxLength: 4 })
  .map((parts): Scenario => {
    const jobs = parts.map(({ gap, work, threads, queueLimit, pauses, ...rest }, i): JobSpec => {
      const stages = [cpu(exponential(work), { threads }), cpu(work / 2)];
      return job(`j${i}`, pauses ? [...stages, pause(3), cpu(1)] : stages, {
        ...rest,
        priority: i,
        arrivals: { interarrival: exponential(gap) },
        ...(queueLimit !== null && rest.discipline !== 'shared' && { queueLimit }),
      });
    });
    return lab({
      durationSeconds: endSeconds,
      hosts: [host('esx01', { cores: 3 }), host('esx02', { cores: 2 })],
      clusters: [cluster('lab', ['esx01', 'esx02'])],
      vms: vms('a', 3, { cluster: 'lab', host: 'esx01', vcpus: 2 }),
      jobs,
      timeline: [at(700, 'fail', 'esx01'), at(1500, 'repair', 'esx01')],
      record: { intervalSeconds: endSeconds, metrics: ['job.*'] },
    });
  });

/** What came of each job: everything that the metrics say, at full precision. */
function outcome(scenario: Scenario, slices: number) {
  const simulation = simulate(scenario);
  for (let slice = 1; slice <= slices; slice++) {
    simulation.runUntil((endSeconds * slice) / slices);
  }
  return { jobs: simulation.summary().jobs, fingerprint: simulation.fingerprint() };
}

describe('any jobs', () => {
  it('are all accounted for: arrived is finished, refused and still there', () => {
    const property = fc.property(arbitraryScenario, (scenario) => {
      const simulation = simulate(scenario);
      simulation.runToEnd();
      simulation.summary().jobs.forEach(({ arrived, finished, refused }, index) => {
        const value = (name: string) => simulation.metrics.metric(name)!.value(index);
        expect(arrived - finished - refused).toBe(value('job.inSystem'));
        expect(value('job.queueLength')).toBeGreaterThanOrEqual(0);
        expect(value('job.queueLength')).toBeLessThanOrEqual(value('job.inSystem'));
        expect(value('job.busyCores')).toBeGreaterThanOrEqual(0);
      });
    });
    fc.assert(property, { seed: 20070101, numRuns: 60 });
  });

  it("obey Little's law over what has ended when nobody is left", () => {
    const property = fc.property(arbitraryScenario, (scenario) => {
      const few = (scenario.jobs ?? []).map((spec) => ({
        ...spec,
        arrivals: { everySeconds: 50, count: 10 },
      }));
      const { jobs } = outcome({ ...scenario, jobs: few, timeline: [] }, 1);
      for (const { finished, refused, meanInSystem, responseSeconds } of jobs) {
        if (finished + refused < 10 || responseSeconds === undefined) continue;
        const area = finished * responseSeconds.mean;
        expect(meanInSystem! * endSeconds).toBeCloseTo(area, 6);
      }
    });
    fc.assert(property, { seed: 20070102, numRuns: 60 });
  });

  it('end the same to the last bit however the run is sliced', () => {
    const property = fc.property(arbitraryScenario, (scenario) => {
      expect(outcome(scenario, 37)).toEqual(outcome(scenario, 1));
    });
    fc.assert(property, { seed: 20070103, numRuns: 30 });
  });
});
