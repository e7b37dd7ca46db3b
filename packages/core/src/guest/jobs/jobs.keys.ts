import type { ShapeSpec, ValueType } from '../../declare/index.ts';

/** Hosts are told of in words of their own: jobs right on them are not built yet. */
const vms: ValueType = { form: 'oneOrList', item: { form: 'selector', of: ['vm', 'host'] } };
const duration = { form: 'quantity', dimension: 'duration' } as const;

export const jobShapes: readonly ShapeSpec[] = [
  {
    shape: 'Scenario',
    keys: {
      jobs: {
        type: { form: 'list', item: { form: 'shape', shape: 'Job' } },
        doc: 'Finite work that arrives, runs in stages and ends.',
      },
    },
  },
  {
    shape: 'Job',
    doc: 'Finite work that arrives, may wait for its turn, runs in stages, and ends.',
    entity: 'job',
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name.' },
      runOn: { type: vms, required: true, doc: 'VMs on which it may run.' },
      arrivals: {
        type: { form: 'shape', shape: 'Arrivals' },
        required: true,
        doc: 'When its instances arrive.',
      },
      stages: {
        type: { form: 'list', item: { form: 'shape', shape: 'Stage' } },
        required: true,
        doc: 'What an instance does, one stage after the other.',
      },
      after: {
        type: { form: 'list', item: { form: 'name', of: 'job' } },
        doc: 'Jobs that it comes after: instance k begins when theirs of that number have finished.',
      },
      discipline: {
        type: { form: 'word', words: ['shared', 'fcfs', 'priority'] },
        default: { value: 'shared', source: 'language' },
        doc:
          'All at once with equal parts; or on vCPUs of their own, in the order of arrival, or of ' +
          'priority and then arrival.',
      },
      priority: {
        type: { form: 'integer' },
        default: { value: 0, source: 'language' },
        doc: 'Higher goes first; only under the discipline of that name. What runs goes on.',
      },
      queueLimit: {
        type: { form: 'integer', min: 0 },
        doc: 'Instances in line from which on an arrival is refused. Default: no limit.',
      },
      policy: {
        type: { form: 'word', words: ['least-busy', 'round-robin', 'random'] },
        default: { value: 'least-busy', source: 'language' },
        doc: 'Which of several VMs an instance gets.',
      },
      deadline: {
        type: { ...duration, min: 0, exclusiveMin: true },
        as: 'deadlineSeconds',
        doc: 'Time after its arrival in which an instance should finish.',
      },
      lostWork: {
        type: { form: 'word', words: ['redo', 'keep'] },
        default: { value: 'redo', source: 'language' },
        doc:
          'What becomes of the present stage when its VM dies: done anew, or kept (with ' +
          'checkpoints: up to the last one).',
      },
      checkpoint: {
        type: { form: 'shape', shape: 'Checkpoint' },
        doc: 'Checkpoints that an instance writes while it computes.',
      },
    },
  },
  {
    shape: 'Arrivals',
    doc: 'When things arrive: at, every, interarrival or file; at and every may stand together.',
    keys: {
      at: {
        type: { form: 'oneOrList', item: { form: 'when' } },
        as: 'atSeconds',
        doc: 'Instants.',
      },
      every: {
        type: { ...duration, min: 0, exclusiveMin: true },
        as: 'everySeconds',
        doc: 'Period, from the start on or from each instant of at.',
      },
      interarrival: {
        type: { form: 'distribution', dimension: 'duration' },
        doc: 'Time from one arrival to the next.',
      },
      file: {
        type: { form: 'file' },
        doc: 'File with the time of each arrival after the start, one a line, in order.',
      },
      during: {
        type: { form: 'window' },
        doc: 'Arrivals outside of it do not take place.',
      },
      count: { type: { form: 'integer', min: 1 }, doc: 'At most so many.' },
    },
  },
  {
    shape: 'Stage',
    doc: 'What is done at once; it ends with the last of it, and then comes the next stage.',
    keys: {
      cpu: {
        type: { form: 'distribution', dimension: 'work' },
        doc: 'Work: seconds of one uncontended core of the host, or cycles; fixed or drawn.',
      },
      threads: {
        type: { form: 'integer', min: 1 },
        default: { value: 1, source: 'language' },
        doc: 'Threads that divide the work evenly.',
      },
      wait: {
        type: { form: 'distribution', dimension: 'duration' },
        doc: 'Time that passes.',
      },
      runOn: { type: vms, doc: 'VMs of this stage. Default: where the job runs.' },
      times: {
        type: { form: 'number', min: 0 },
        default: { value: 1, source: 'language' },
        doc: 'How often it is done; a job does it a whole number of times.',
      },
    },
  },
  {
    shape: 'Checkpoint',
    doc: 'Checkpoints of a job.',
    keys: {
      every: {
        type: { ...duration, min: 0, exclusiveMin: true },
        as: 'everySeconds',
        required: true,
        doc: 'Progress from one to the next: time of an uncontended core, for each thread.',
      },
      cost: {
        type: { ...duration, min: 0 },
        as: 'costSeconds',
        default: { value: '0 s', source: 'language' },
        doc: 'What one costs each thread, in time of an uncontended core.',
      },
    },
  },
];
