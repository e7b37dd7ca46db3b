import type { EventSpec, MetricSpec } from '../../declare/index.ts';

const job = (spec: Omit<MetricSpec, 'entity'>): MetricSpec => ({ ...spec, entity: 'job' });

export const jobMetrics: readonly MetricSpec[] = [
  job({
    name: 'job.waitSeconds',
    kind: 'sample',
    unit: 's',
    doc:
      'Time for which an instance awaited other jobs or stood in line, over the instances that ' +
      'finish.',
  }),
  job({
    name: 'job.responseSeconds',
    kind: 'sample',
    unit: 's',
    doc: 'Time from the arrival of an instance to its end, over the instances that finish.',
  }),
  job({
    name: 'job.slowdownRatio',
    kind: 'sample',
    unit: '1',
    doc:
      'Response over the time that its stages take alone, over the instances that finish; of jobs ' +
      'that move no bytes.',
  }),
  job({
    name: 'job.refusedPercent',
    kind: 'sample',
    unit: '%',
    doc: 'Part of the arrivals that was refused: its mean is the loss probability.',
  }),
  job({
    name: 'job.busyCores',
    kind: 'gauge',
    unit: '1',
    doc: 'Cores that its instances use, on all their VMs together.',
  }),
  job({
    name: 'job.inSystem',
    kind: 'gauge',
    unit: '1',
    doc: 'Instances that have arrived and not ended.',
  }),
  job({
    name: 'job.queueLength',
    kind: 'gauge',
    unit: '1',
    doc: 'Instances that await other jobs or stand in line.',
  }),
  job({ name: 'job.arrivedCount', kind: 'count', unit: '1', doc: 'Instances that arrived.' }),
  job({ name: 'job.finishedCount', kind: 'count', unit: '1', doc: 'Instances that finished.' }),
  job({ name: 'job.refusedCount', kind: 'count', unit: '1', doc: 'Instances that were refused.' }),
  job({
    name: 'job.deadlineMissedCount',
    kind: 'count',
    unit: '1',
    doc: 'Instances whose deadline passed before they had finished.',
  }),
  job({
    name: 'job.lostCoreSeconds',
    kind: 'count',
    unit: 's',
    doc: 'Work that was done and lost when a VM died, in seconds of a core.',
  }),
];

const instance = { instance: 'Its number: 1 for the first that arrived.' };
const told = 'Not told of a job that arrives by chance or more than 10,000 times.';

export const jobEvents: readonly EventSpec[] = [
  {
    type: 'job.arrived',
    entity: 'job',
    doc: `An instance of the job has arrived. ${told}`,
    data: instance,
  },
  {
    type: 'job.started',
    entity: 'job',
    doc: `An instance has begun its first stage. ${told}`,
    data: instance,
  },
  {
    type: 'job.finished',
    entity: 'job',
    doc: `An instance has finished its last stage. ${told}`,
    data: { ...instance, responseSeconds: 'Time since its arrival.' },
  },
  {
    type: 'job.refused',
    entity: 'job',
    tone: 'warning',
    doc: `An instance was sent away. ${told}`,
    data: { ...instance, reason: '`line-full`, or `after`: one that it awaits was refused.' },
  },
  {
    type: 'job.deadlineMissed',
    entity: 'job',
    tone: 'warning',
    doc: 'The deadline of an instance has passed and it has not finished.',
    data: instance,
  },
  {
    type: 'job.workLost',
    entity: 'job',
    tone: 'warning',
    doc: 'A VM died, and with it work of an instance that has to be done again.',
    data: {
      ...instance,
      coreSeconds: 'Seconds of a core that were lost, or',
      megabytes: '10^6 bytes that were moved in vain.',
    },
  },
];
