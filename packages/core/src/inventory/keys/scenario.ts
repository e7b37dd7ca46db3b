import type { ShapeSpec } from '../../declare/index.ts';

/** The top level of a scenario: its name, time, seed, timeline, recording and expectations. */
export const scenarioShapes: readonly ShapeSpec[] = [
  {
    shape: 'Scenario',
    doc: 'A scenario: what there is, what happens, and what is expected.',
    keys: {
      vdcsim: {
        type: { form: 'integer', min: 1, max: 1 },
        required: true,
        doc: 'Version of the language: 1.',
      },
      kind: {
        type: { form: 'word', words: ['scenario', 'part'] },
        default: { value: 'scenario', source: 'language' },
        doc: 'A part can only be imported.',
      },
      name: { type: { form: 'text' }, required: true, doc: 'What people call it.' },
      about: { type: { form: 'text' }, doc: 'The question that it answers.' },
      import: {
        type: { form: 'list', item: { form: 'file' } },
        doc: 'Parts whose entries are added.',
      },
      set: {
        type: { form: 'map', key: 'path', value: { form: 'any' } },
        doc: 'Overrides: `hosts(esx0*).memory: 32 GiB`.',
      },
      start: {
        type: { form: 'calendar' },
        as: 'startEpochSeconds',
        default: { value: '2007-01-01 00:00', source: 'language: a Monday' },
        doc: 'Date and time at which the run starts.',
      },
      duration: {
        type: { form: 'quantity', dimension: 'duration', min: 0, exclusiveMin: true },
        as: 'durationSeconds',
        required: true,
        doc: 'How long the run lasts.',
      },
      seed: {
        type: { form: 'integer', min: 0 },
        default: { value: 1, source: 'language' },
        doc: 'Seed of all random numbers.',
      },
      timeline: {
        type: { form: 'list', item: { form: 'shape', shape: 'Command' } },
        doc: 'What happens, and when.',
      },
      record: {
        type: { form: 'shape', shape: 'Record' },
        doc: 'What is kept of metrics and events.',
      },
      expect: {
        type: { form: 'list', item: { form: 'shape', shape: 'Expectation' } },
        doc: 'What must come true; judged by `vdcsim test`.',
      },
    },
  },
  {
    shape: 'Command',
    doc: 'One thing that happens: a time, and a verb with whom it acts on.',
    keys: {
      at: { type: { form: 'when' }, as: 'atSeconds', required: true, doc: 'The instant.' },
      every: {
        type: { form: 'quantity', dimension: 'duration', min: 0, exclusiveMin: true },
        as: 'everySeconds',
        doc: 'Again and again after this long.',
      },
      hidden: {
        type: { form: 'boolean' },
        default: { value: false, source: 'language' },
        doc: 'Not shown to a class before it happens.',
      },
      note: { type: { form: 'text' }, doc: 'A word to the reader of the log.' },
    },
  },
  {
    shape: 'Record',
    doc: 'What is kept.',
    keys: {
      interval: {
        type: { form: 'quantity', dimension: 'duration', min: 0, exclusiveMin: true },
        as: 'intervalSeconds',
        default: { value: '5 min', source: 'VSRM: the day roll-up of vCenter is 300 s' },
        doc: 'Length of the intervals over which metrics are averaged.',
      },
      metrics: {
        type: { form: 'list', item: { form: 'text' } },
        doc: 'Metrics to keep, with `*`. Absent: all.',
      },
      of: {
        type: {
          form: 'oneOrList',
          item: { form: 'selector', of: ['host', 'vm', 'pool', 'cluster', 'datastore'] },
        },
        doc: 'Entities to keep. Absent: all.',
      },
      events: {
        type: { form: 'list', item: { form: 'text' } },
        doc: 'Event types that the run folder keeps, with `*`. Absent: all.',
      },
    },
  },
];
