import type { ValidationCase } from '../case.ts';
import { availabilityCases } from './availability.ts';
import { closedCases } from './closed.ts';
import { ioApplicationCases } from './io-applications.ts';
import { maxMinCases } from './max-min.ts';
import { processorCases } from './processors.ts';
import { queueCases } from './queues.ts';
import { readyTimeCases } from './ready-time.ts';
import { shareCases } from './shares.ts';
import { storageControlCases } from './storage-control.ts';
import { storageDeviceCases } from './storage-devices.ts';
import { storageQueueCases } from './storage-queues.ts';
import { workloadCases } from './workloads.ts';

/** Chapters of the validation page, in their order. */
export const chapters: readonly (readonly [
  title: string,
  about: string,
  cases: readonly ValidationCase[],
])[] = [
  [
    'Sharing of CPU',
    'VMs and pools on one host, read after a minute. Values are in the order of the text.',
    shareCases,
  ],
  [
    'Ready time and the guest’s view',
    'Equal VMs of one vCPU. Above saturation ready time is certain; below it comes from a model ' +
      'of vCPUs that want to run at the same time.',
    readyTimeCases,
  ],
  [
    'Co-scheduling, hyper-threading and weights',
    'Always-busy VMs on one host, read after a minute, unless the text says otherwise.',
    processorCases,
  ],
  [
    'Failure and restart',
    'Failures drawn from exponential distributions, with a fixed seed.',
    availabilityCases,
  ],
  [
    'Coupled resources',
    'Weighted max-min by the solver itself: flows that never end, over links.',
    maxMinCases,
  ],
  ['Workloads', 'Work over a day against the integral.', workloadCases],
  [
    'Queues',
    'Jobs that arrive by chance at a VM alone on its host, with a fixed seed; work is exponential ' +
      'unless it is said.',
    queueCases,
  ],
  [
    'Closed systems',
    'Users who wait for answers: by mean value analysis, and as jobs one by one.',
    closedCases,
  ],
  [
    'Devices, disks and links',
    'Laws of queueing by themselves, in requests a second: servers that each have a line of their ' +
      'own, groups of disks whose time is shared, what links carry.',
    storageDeviceCases,
  ],
  [
    'Queues and control of I/O',
    'Slots on the way to a device, by the solver; windows cut so that a latency is held; shares ' +
      'with reservations and limits.',
    storageQueueCases,
  ],
  [
    'Control of I/O in a datacenter',
    'The same laws through whole simulations: VMs on hosts, adapters, a fabric, an array of 10 ' +
      'disks.',
    storageControlCases,
  ],
  [
    'Applications on shared storage',
    'Users, jobs and copies through a whole simulation.',
    ioApplicationCases,
  ],
];
