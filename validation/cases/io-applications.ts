import type { JobSpec, StageSpec } from '@vdcsim/core';
import { always, host, job, Lab, lab, vm, vms } from '../../test/lab.ts';
import { rounding, type ValidationCase } from '../case.ts';

/** Applications on shared storage: users, jobs and copies through a whole simulation. */

const disk = { name: 'disk0', sizeMiB: 1024, usedFraction: 1, thin: false };
const mebibytes = (megabytes: number): number => megabytes / 1.048576;
/** So small that its transfer does not count: a random request takes 1/180 s. */
const tinyMB = 1e-6;
const spindles = { name: 'disk0', raid: 'raid0', spindles: 10, sizeMiB: 1e6 } as const;

/** Users of 5 each who think and read once from ten disks of 1/180 s: transactions a second. */
function usersOnDisks(count: number, thinkSeconds: number): number {
  const on = { host: 'esx01', datastore: 'esx01:disk0', disks: [disk], workload: 'people' };
  const read = { readMiB: mebibytes(tinyMB), threads: 1, times: 1 };
  const run = new Lab(
    lab({
      hosts: [host('esx01', { localDisks: [spindles] })],
      vms: vms('app', count, on),
      workloads: [
        {
          ...{ name: 'people', kind: 'users', users: 5 },
          ...{ think: always(thinkSeconds), transaction: [read] },
        },
      ],
    }),
  ).to(1);
  return count * run.now('vm.app.throughputPerSecond', 'app01');
}

/** Seconds of a job on a VM with a datastore of 100 MB/s, beside one of 50 MB/s and a network. */
function jobSeconds(stage: Partial<StageSpec>, more: Partial<JobSpec> = {}): number {
  const esx = (name: string) => host(name, { nics: [{ name: 'nic0', network: 'lan' }] });
  const machine = (name: string, on: string) =>
    vm(name, { host: on, datastore: `ds-${name}`, disks: [disk] });
  const run = new Lab(
    lab({
      hosts: [esx('esx01'), esx('esx02')],
      vms: [machine('fast', 'esx01'), machine('slow', 'esx02')],
      networks: [{ name: 'lan', speedMBps: 125 }],
      storage: {
        ...{ switches: [], links: [], zones: [], arrays: [], nas: [] },
        datastores: [
          { name: 'ds-fast', sizeMiB: 1e6, throughput: { combinedMBps: 100 } },
          { name: 'ds-slow', sizeMiB: 1e6, throughput: { combinedMBps: 50 } },
        ],
      },
      jobs: [job('j', [{ threads: 1, times: 1, ...stage }], { runOn: 'fast', ...more })],
    }),
  ).to(3600);
  return run.events('job.finished')[0]!.timeSeconds;
}

/** The design note's disks take 5.5 ms; with ours all times are longer by this. */
const stretched = 1 / 180 / 0.0055;

export const ioApplicationCases: readonly ValidationCase[] = [
  {
    id: 'users-on-disks',
    source: 'design note, rule E: simulation of single requests',
    what:
      '60 and 150 users who think and read from 10 disks: transactions a second; times of the ' +
      'note (think 50 ms, disk 5.5 ms) stretched to disks of 1/180 s',
    unit: '1/s',
    expected: [975 / stretched, 1607 / stretched],
    tolerance: 16,
    toleranceReason: 'the rule is within 1 % of the simulation',
    ours: () => [12, 30].map((count) => usersOnDisks(count, 0.05 * stretched)),
  },
  {
    id: 'job-read-alone',
    source: 'size / rate',
    what: 'A job reads 200 MB from a datastore of 100 MB/s that nobody else uses',
    unit: 's',
    expected: [2],
    tolerance: rounding,
    ours: () => [jobSeconds({ readMiB: mebibytes(200) })],
  },
  {
    id: 'copy-slowest-of-way',
    source: 'minimum of the way; sum of its steps; 1,460 of 1,538 bytes of a frame are payload',
    what: '200 MB from 100 MB/s over 1 Gbps to 50 MB/s: streamed, and stored before it is sent on',
    unit: 's',
    expected: [4, 2 + 200 / (125 * (1460 / 1538)) + 4],
    tolerance: rounding,
    ours: () =>
      [true, false].map((streamed) =>
        jobSeconds({ copyMiB: mebibytes(200), to: 'slow', streamed }),
      ),
  },
];
