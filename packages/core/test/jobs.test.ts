import type { JobSpec, Scenario } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { always, cpu, host, job, Lab, lab, pause, vm } from '../../../test/lab.ts';

/** One VM of some vCPUs on a host of four cores of 2 GHz. */
function station(jobs: readonly JobSpec[], vcpus = 1, more: Partial<Scenario> = {}): Lab {
  return new Lab(
    lab({
      hosts: [host('esx01')],
      vms: [vm('a', { host: 'esx01', vcpus })],
      jobs,
      ...more,
    }),
    { percentiles: true },
  );
}

/** When instances finished: `10 one 1`. */
function ends(run: Lab): string[] {
  return run
    .events('job.finished')
    .map((event) => `${event.timeSeconds} ${run.subject(event)} ${event.data['instance']}`);
}

const samples = (run: Lab, metric: string, place = 0) =>
  run.simulation.recorder.aggregates(metric, place)!;

describe('a shared station', () => {
  it('serves jobs of 1, 2 and 3 s on one vCPU alike: they end at 3, 5 and 6 s', () => {
    const run = station([1, 2, 3].map((s) => job(`j${s}`, [cpu(s)]))).to(3600);
    expect(ends(run)).toEqual(['3 j1 1', '5 j2 1', '6 j3 1']);
    expect(samples(run, 'job.responseSeconds', 1).mean).toBe(5);
    expect(samples(run, 'job.slowdownRatio', 2).mean).toBe(2);
    expect(samples(run, 'job.waitSeconds', 2).mean).toBe(0);
    // Core seconds over an hour.
    expect(samples(run, 'job.busyCores', 2).mean).toBeCloseTo(3 / 3600, 12);
  });

  it('gives a thread no more than a core: two on two vCPUs run alone, a third slows them down', () => {
    const late = { arrivals: { atSeconds: [1] } };
    const run = station([job('j1', [cpu(2)]), job('j2', [cpu(4)]), job('j3', [cpu(2)], late)], 2);
    // Until 1 s alone; then each has 2/3 of a core; j1 has 1 s left: 1.5 s.
    expect(ends(run.to(3600)).map((line) => line.slice(0, 5))).toEqual(['2.5 j', '3.5 j', '4.5 j']);
  });

  it('lets four threads do 8 s of work in 2 s on four vCPUs, in 4 s on two', () => {
    const jobs = [job('j', [cpu(8, { threads: 4 })])];
    expect(ends(station(jobs, 4).to(60))).toEqual(['2 j 1']);
    expect(ends(station(jobs, 2).to(60))).toEqual(['4 j 1']);
    expect(samples(station(jobs, 2).to(3600), 'job.slowdownRatio').mean).toBe(1);
  });

  it('takes cycles as they are: 12 Gcycles at 2 GHz are 6 s', () => {
    const stage = { ...cpu(0), cpu: { unit: 'megacycles', amount: always(12_000) } } as const;
    expect(ends(station([job('j', [stage])]).to(60))).toEqual(['6 j 1']);
  });
});

describe('a line', () => {
  it('is first come, first served: waits of 0, 2 and 3 s behind jobs of 2 and 1 s', () => {
    const fcfs = { discipline: 'fcfs' } as const;
    const run = station([2, 1, 4].map((s, i) => job(`j${i}`, [cpu(s)], fcfs))).to(60);
    expect(ends(run)).toEqual(['2 j0 1', '3 j1 1', '7 j2 1']);
    expect([0, 1, 2].map((i) => samples(run.to(3600), 'job.waitSeconds', i).mean)).toEqual([
      ...[0, 2, 3],
    ]);
    expect(samples(run, 'job.queueLength', 2).mean).toBeCloseTo(3 / 3600, 12);
  });

  it('orders by priority and interrupts nobody', () => {
    const jobs = [
      job('j0', [cpu(5)], { discipline: 'priority' }),
      job('j1', [cpu(1)], { discipline: 'priority', arrivals: { atSeconds: [1] } }),
      job('j2', [cpu(1)], { discipline: 'priority', priority: 5, arrivals: { atSeconds: [2] } }),
    ];
    expect(ends(station(jobs).to(60))).toEqual(['5 j0 1', '6 j2 1', '7 j1 1']);
  });

  it('of two at most refuses the fourth of four that come at once', () => {
    const jobs = [
      job('j', [cpu(1)], {
        discipline: 'fcfs',
        queueLimit: 2,
        arrivals: { atSeconds: [0, 0, 0, 0] },
      }),
    ];
    const run = station(jobs).to(3600);
    expect(ends(run)).toEqual(['1 j 1', '2 j 2', '3 j 3']);
    expect(run.events('job.refused').map(({ data }) => data)).toEqual([
      { instance: 4, reason: 'line-full' },
    ]);
    expect(samples(run, 'job.refusedPercent').mean).toBe(25);
  });

  it('keeps two threads waiting for two vCPUs, and lets nobody overtake them', () => {
    const fcfs = { discipline: 'fcfs' } as const;
    const wide = job('j2', [cpu(2, { threads: 2 })], fcfs);
    const run = station([job('j1', [cpu(3)], fcfs), wide, job('j3', [cpu(1)], fcfs)], 2);
    expect(ends(run.to(60))).toEqual(['3 j1 1', '4 j2 1', '5 j3 1']);
  });

  it('leaves a place to others while a stage waits, and keeps it from one work to the next', () => {
    const fcfs = { discipline: 'fcfs' } as const;
    const staged = job('j1', [cpu(1), cpu(1), pause(5), cpu(1)], fcfs);
    const run = station([staged, job('j2', [cpu(4)], fcfs)]).to(60);
    expect(ends(run)).toEqual(['6 j2 1', '8 j1 1']);
    expect(samples(run.to(3600), 'job.waitSeconds', 1).mean).toBe(2);
  });
});

describe('stages', () => {
  it('do work and wait at once, and are done as often as they say', () => {
    const both = { ...cpu(2), wait: always(5), times: 3 };
    const run = station([job('j', [both, pause(1)])]).to(60);
    expect(ends(run)).toEqual(['16 j 1']);
    expect(samples(run.to(3600), 'job.slowdownRatio').mean).toBe(1);
  });

  it('run on VMs of their own', () => {
    const run = new Lab(
      lab({
        hosts: [host('esx01'), host('esx02', { speedMHz: 1000 })],
        vms: [vm('a', { host: 'esx01' }), vm('b', { host: 'esx02' })],
        jobs: [job('j', [cpu(1), cpu(3, { runOn: 'b' }), cpu(1)], { runOn: 'a' })],
      }),
    ).to(2);
    expect(run.used('a', 'b')).toEqual([0, 1000]);
    expect(ends(run.to(60))).toEqual(['5 j 1']);
  });
});

describe('arrivals', () => {
  const arrivedAt = (arrivals: JobSpec['arrivals']) =>
    station([job('j', [cpu(0.001)], { arrivals })])
      .to(3600)
      .events('job.arrived')
      .map((event) => event.timeSeconds);

  it('come at their instants, in rows of a period, up to a count, and within a window', () => {
    expect(arrivedAt({ atSeconds: [7, 3] })).toEqual([3, 7]);
    expect(arrivedAt({ everySeconds: 1000 })).toEqual([0, 1000, 2000, 3000]);
    expect(arrivedAt({ atSeconds: [5, 100], everySeconds: 1500 })).toEqual([
      ...[5, 100, 1505, 1600, 3005, 3100],
    ]);
    expect(arrivedAt({ everySeconds: 10, count: 3 })).toEqual([0, 10, 20]);
    const during = { recursDaily: false, fromSeconds: 100, toSeconds: 300 };
    expect(arrivedAt({ everySeconds: 100, during })).toEqual([100, 200]);
    expect(arrivedAt({ times: [1.5, 1.5, 9] })).toEqual([1.5, 1.5, 9]);
  });

  it('by chance are told of in metrics only, and their number grows with the time', () => {
    const arrivals = { interarrival: { dist: 'exponential', mean: 4 } } as const;
    const run = station([job('j', [cpu(1)], { arrivals })]).to(3600);
    expect(run.events('job.arrived', 'job.finished')).toEqual([]);
    expect(run.total('job.arrivedCount', 'j')).toBeGreaterThan(800);
    expect(run.total('job.arrivedCount', 'j')).toBeLessThan(1000);
  });

  it('of a closed loop follow the end of the last by a think time', () => {
    const arrivals = { atSeconds: [0, 0], think: always(10), count: 5 };
    const run = station([job('j', [cpu(1)], { discipline: 'fcfs', arrivals })]).to(3600);
    expect(run.total('job.finishedCount', 'j')).toBe(5);
    // 1 and 2 s; then 11 + 1 and 12 + 1; then 22 + 1.
    expect(samples(run, 'job.responseSeconds').max).toBe(2);
    expect(run.total('job.arrivedCount', 'j')).toBe(5);
  });
});

describe('dependencies', () => {
  it('hold an instance until those of its number have finished, and count as waiting', () => {
    const jobs = [
      job('load', [pause(10)], { arrivals: { atSeconds: [0, 100] } }),
      job('check', [pause(20)], { arrivals: { atSeconds: [0, 100] } }),
      job('sum', [pause(1)], { arrivals: { atSeconds: [0, 100] }, after: ['load', 'check'] }),
    ];
    const run = station(jobs).to(3600);
    expect(ends(run).filter((line) => line.includes('sum'))).toEqual(['21 sum 1', '121 sum 2']);
    expect(samples(run, 'job.waitSeconds', 2).mean).toBe(20);
    const started = run.events('job.started').find((event) => run.subject(event) === 'sum')!;
    const cause = run.simulation.events.get(started.cause!)!;
    expect(`${cause.type} ${run.subject(cause)}`).toBe('job.finished check');
  });

  it('refuse those that await a refused one', () => {
    const line = { discipline: 'fcfs', queueLimit: 0 } as const;
    const twice = { arrivals: { atSeconds: [0, 0] } };
    const run = station([
      job('first', [cpu(1)], { ...line, ...twice }),
      job('second', [cpu(1)], { after: ['first'], ...twice }),
    ]).to(60);
    expect(ends(run)).toEqual(['1 first 1', '2 second 1']);
    expect(run.log('job.refused')).toEqual(['0 first', '0 second']);
  });

  it('in a circle are refused', () => {
    const circle = [job('j1', [cpu(1)], { after: ['j2'] }), job('j2', [cpu(1)], { after: ['j1'] })];
    expect(() => station(circle)).toThrow('j1 -> j2 -> j1');
    expect(() => station([job('j', [cpu(1)], { after: ['nobody'] })])).toThrow('nobody');
  });
});

describe('deadlines', () => {
  it('are missed when they pass before the end, not when they coincide with it', () => {
    const jobs = [
      job('met', [pause(5)], { deadlineSeconds: 5 }),
      job('missed', [pause(5)], { deadlineSeconds: 4.5 }),
    ];
    const run = station(jobs).to(60);
    expect(run.log('job.deadlineMissed')).toEqual(['4.5 missed']);
    expect(run.total('job.deadlineMissedCount', 'met')).toBe(0);
  });
});

describe('work beside load', () => {
  it('is divided max-min among threads: 500 MHz of load leave 1,500 of 2,000 to one job', () => {
    const demand = { cpu: { dimension: 'frequency', value: 500 } } as const;
    const run = station([job('j', [cpu(3)])], 1, {
      workloads: [{ name: 'some', kind: 'steady', demand }],
      vms: [vm('a', { host: 'esx01', workload: 'some' })],
    }).to(60);
    expect(ends(run)).toEqual(['4 j 1']);
  });

  it('is slowed down by neighbours on the host, and hastened when they go', () => {
    const run = new Lab(
      lab({
        hosts: [host('esx01', { cores: 1 })],
        vms: [vm('a', { host: 'esx01' }), vm('b', { host: 'esx01' })],
        jobs: [job('j1', [cpu(4)], { runOn: 'a' }), job('j2', [cpu(1)], { runOn: 'b' })],
      }),
    ).to(60);
    expect(ends(run)).toEqual(['2 j2 1', '5 j1 1']);
  });
});
