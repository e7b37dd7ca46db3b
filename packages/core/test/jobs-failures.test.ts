import type { JobSpec, VmSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { at, cluster, cpu, host, job, Lab, lab, pause, vm, vms } from '../../../test/lab.ts';

function ends(run: Lab): string[] {
  return run
    .events('job.finished')
    .map((event) => `${event.timeSeconds} ${run.subject(event)} ${event.data['instance']}`);
}

/** A VM on a host that dies after 10 s and is repaired after 20; it boots in 5 s, at 25 s. */
function dying(jobs: readonly JobSpec[], machine: Partial<VmSpec> = {}): Lab {
  return new Lab(
    lab({
      hosts: [host('esx01')],
      clusters: [cluster('lab', ['esx01'])],
      vms: [
        vm('a', {
          host: 'esx01',
          cluster: 'lab',
          vcpus: 2,
          boot: [{ waitSeconds: 5 }],
          ...machine,
        }),
      ],
      jobs,
      timeline: [at(10, 'fail', 'esx01'), at(20, 'repair', 'esx01')],
    }),
  );
}

/** When the VM serves again, as the log tells. */
const servesAt = (run: Lab): number => run.events('vm.booted').at(-1)!.timeSeconds;

describe('a VM that dies under its jobs', () => {
  it('does the present stage anew, and not the one before it', () => {
    const run = dying([job('j', [cpu(4), cpu(8)])]).to(300);
    expect(ends(run)).toEqual([`${servesAt(run) + 8} j 1`]);
    const [lost] = run.events('job.workLost');
    expect(lost!.data).toEqual({ instance: 1, coreSeconds: 6 });
    expect(run.simulation.events.get(lost!.cause!)!.type).toBe('vm.failed');
    expect(run.total('job.lostCoreSeconds', 'j')).toBe(6);
  });

  it('loses nothing that is kept', () => {
    const run = dying([job('j', [cpu(12)], { lostWork: 'keep' })]).to(300);
    expect(ends(run)).toEqual([`${servesAt(run) + 2} j 1`]);
    expect(run.events('job.workLost')).toEqual([]);
  });

  it('goes back to its last checkpoint: three of 3 s and 0.2 s each are written by then', () => {
    const checkpoint = { everySeconds: 3, costSeconds: 0.2 };
    const run = dying([job('j', [cpu(12)], { lostWork: 'keep', checkpoint })]).to(300);
    // 12 s and three checkpoints are 12.6 s; 9.6 s of them are saved.
    expect(Number(ends(run)[0]!.split(' ')[0])).toBeCloseTo(servesAt(run) + 3, 9);
    expect(run.total('job.lostCoreSeconds', 'j')).toBeCloseTo(0.4, 9);
    const calm = dying([job('j', [cpu(9)], { lostWork: 'keep', checkpoint })]).to(300);
    expect(Number(ends(calm)[0]!.split(' ')[0])).toBeCloseTo(9.4, 9);
  });

  it('keeps its line: who was in line stays there in order, who comes meanwhile goes behind', () => {
    const fcfs = { discipline: 'fcfs' } as const;
    const jobs = [
      job('j1', [cpu(20, { threads: 2 })], fcfs),
      job('j2', [cpu(2, { threads: 2 })], { ...fcfs, arrivals: { atSeconds: [5] } }),
      job('j3', [cpu(2, { threads: 2 })], { ...fcfs, arrivals: { atSeconds: [15] } }),
    ];
    const run = dying(jobs).to(300);
    // 20 s of two threads would have ended at the instant of the failure, which comes first.
    const again = servesAt(run) + 10;
    expect(ends(run)).toEqual([`${again} j1 1`, `${again + 1} j2 1`, `${again + 2} j3 1`]);
  });

  it('lets waits pass meanwhile', () => {
    expect(ends(dying([job('j', [pause(12)])]).to(300))).toEqual(['12 j 1']);
  });
});

describe('a suspended VM', () => {
  it('stands still and loses nothing, until it is switched off', () => {
    const machines = { hosts: [host('esx01')], vms: [vm('a', { host: 'esx01' })] };
    const jobs = [job('j', [cpu(10)])];
    const timeline = [at(4, 'suspend', 'a'), at(100, 'resume', 'a')];
    const run = new Lab(lab({ ...machines, jobs, timeline })).to(600);
    const resumed = run.events('vm.resumed')[0]!.timeSeconds;
    expect(Number(ends(run)[0]!.split(' ')[0])).toBeCloseTo(resumed + 6, 9);
    const off = new Lab(lab({ ...machines, jobs, timeline: [at(4, 'suspend', 'a')] })).to(50);
    off.give('powerOff', 'a').to(60);
    expect(off.total('job.lostCoreSeconds', 'j')).toBe(4);
  });
});

describe('a job with several VMs', () => {
  const farm = (more: Partial<JobSpec>, jobsAt: readonly number[] = [0, 0, 0]) =>
    new Lab(
      lab({
        hosts: [host('esx01'), host('esx02')],
        vms: [...vms('a', 1, { host: 'esx01' }), ...vms('b', 1, { host: 'esx02' })],
        jobs: [
          job('j', [cpu(8)], { discipline: 'fcfs', arrivals: { atSeconds: jobsAt }, ...more }),
        ],
        timeline: [at(5, 'fail', 'esx01')],
      }),
    );

  it('goes on where a VM serves: running and waiting instances of the dead one move', () => {
    const run = farm({}, [0, 0, 0, 0]).to(300);
    // Number 4 was in line on the VM that lives; number 1 and 3 go behind it.
    expect(ends(run)).toEqual(['8 j 2', '16 j 4', '24 j 1', '32 j 3']);
    expect(run.total('job.lostCoreSeconds', 'j')).toBe(5);
  });

  it('takes the VM with least work for each vCPU, or the next in turn', () => {
    const places = (policy: JobSpec['policy']) => {
      const run = new Lab(
        lab({
          hosts: [host('esx01')],
          vms: [vm('a', { host: 'esx01', vcpus: 2 }), vm('b', { host: 'esx01' })],
          jobs: [job('j', [cpu(100)], { policy, arrivals: { atSeconds: [0, 1, 2, 3] } })],
        }),
      ).to(10);
      return run.events('job.started').map((event) => run.other(event));
    };
    expect(places('least-busy')).toEqual(['a', 'b', 'a', 'a']);
    expect(places('round-robin')).toEqual(['a', 'b', 'a', 'b']);
  });

  it('by chance spreads 1,000 instances over two VMs evenly within five standard errors', () => {
    const arrivals = { everySeconds: 1, count: 1000 };
    const run = new Lab(
      lab({
        hosts: [host('esx01')],
        vms: vms('a', 2, { host: 'esx01' }),
        jobs: [job('j', [cpu(0.1)], { policy: 'random', arrivals })],
        record: { intervalSeconds: 3600 },
      }),
    ).to(3600);
    const [first, second] = ['a01', 'a02'].map((name) => {
      const index = run.simulation.directory.find(name)!.index;
      return run.simulation.recorder.aggregates('vm.cpu.usedMHz', index)!.mean!;
    });
    const share = first! / (first! + second!);
    expect(Math.abs(share - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / 1000));
    expect(share).not.toBe(0.5);
  });
});
