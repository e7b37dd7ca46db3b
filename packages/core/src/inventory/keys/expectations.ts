import type { ShapeSpec } from '../../declare/index.ts';

/** `expect:` in the language. */
export const expectationShapes: readonly ShapeSpec[] = [
  {
    shape: 'Expectation',
    doc: 'One thing that must come true: of a metric, an event or a state.',
    keys: {
      metric: { type: { form: 'text' }, doc: 'Name of the metric that is judged.' },
      event: { type: { form: 'text' }, doc: 'Type of the event that is counted.' },
      state: { type: { form: 'text' }, doc: 'Name of the state that is read.' },
      of: {
        type: {
          form: 'oneOrList',
          item: { form: 'selector', of: ['host', 'vm', 'pool', 'cluster', 'workload'] },
        },
        doc: 'Of which entities. Absent: of all that have it.',
      },
      aggregate: {
        type: { form: 'word', words: ['mean', 'min', 'max', 'sum', 'last', 'p50', 'p95', 'p99'] },
        doc: 'Over time. Default: the mean of a gauge, the growth of seconds and counts.',
      },
      across: {
        type: { form: 'word', words: ['each', 'mean', 'max', 'min', 'sum'] },
        default: { value: 'each', source: 'language' },
        doc: 'Over the entities; `each` must hold for every one.',
      },
      during: { type: { form: 'window' }, doc: 'Only in this window.' },
      at: { type: { form: 'when' }, as: 'atSeconds', doc: 'At this instant.' },
      atLeast: { type: { form: 'any' }, doc: 'Lower bound.' },
      atMost: { type: { form: 'any' }, doc: 'Upper bound.' },
      equals: { type: { form: 'any' }, doc: 'The value itself, within the tolerance.' },
      tolerance: { type: { form: 'any' }, doc: 'Allowed distance from `equals`.' },
      within: {
        type: { form: 'quantity', dimension: 'duration', min: 0 },
        as: 'withinSeconds',
        doc: 'How soon after the event named in `after`.',
      },
      after: { type: { form: 'shape', shape: 'EventMatch' }, doc: 'The event that comes first.' },
      before: { type: { form: 'shape', shape: 'EventMatch' }, doc: 'The event that comes later.' },
      because: { type: { form: 'text' }, doc: 'Why it must be so.' },
    },
  },
  {
    shape: 'EventMatch',
    doc: 'Events of a type, of some entities.',
    keys: {
      event: { type: { form: 'text' }, required: true, doc: 'Type of the event.' },
      of: {
        type: {
          form: 'oneOrList',
          item: { form: 'selector', of: ['host', 'vm', 'pool', 'cluster'] },
        },
        doc: 'Of which entities. Absent: of all.',
      },
    },
  },
];
