import type { MetricSpec, ShapeSpec } from '../../declare/index.ts';
import type { Mechanism } from '../../inventory/mechanism.ts';

const kinds = ['users'];

const userShapes: readonly ShapeSpec[] = [
  {
    shape: 'Workload',
    keys: {
      users: {
        type: { form: 'integer', min: 1, max: 1_000_000 },
        required: true,
        kinds,
        doc: 'How many users each VM of the workload has.',
      },
      think: {
        type: { form: 'distribution', dimension: 'duration' },
        required: true,
        kinds,
        doc: 'Time from the end of a transaction to the next one of the same user.',
      },
      transaction: {
        type: { form: 'list', item: { form: 'shape', shape: 'Stage' } },
        required: true,
        kinds,
        doc: 'What a transaction does; its stages are added up.',
      },
    },
  },
];

const metrics: readonly MetricSpec[] = [
  {
    name: 'vm.app.throughputPerSecond',
    entity: 'vm',
    kind: 'gauge',
    unit: '1',
    doc: 'Transactions of its users a second; 0 while the VM does not serve them.',
  },
  {
    name: 'vm.app.responseMs',
    entity: 'vm',
    kind: 'gauge',
    unit: 'ms',
    doc: 'Mean time of a transaction of its users, waiting for CPU included.',
  },
];

/** Users who think, ask, and wait for the answer. Their workloads are made with all others. */
export const usersMechanism: Mechanism = {
  name: 'guest/users',
  doc: 'Closed users: throughput and response of an application whose users wait for answers.',
  shapes: userShapes,
  metrics,
  events: [],
  states: [],
  commands: [],
  errors: [
    {
      code: 'USERS_DO_NOT_SETTLE',
      doc: 'What users do and the CPU time or the latencies of disks that they get do not agree.',
      remedy: 'This is a defect of vdcsim: report the scenario and the seed.',
    },
  ],
  install({ metrics: store, vms }) {
    for (const { name } of metrics) {
      for (const vm of vms) store.metric(name)!.set(vm.index, Number.NaN);
    }
  },
};
