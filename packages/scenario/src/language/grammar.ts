/**
 * The keys that are the loader's own: what every scenario has, whatever it simulates. A mechanism
 * that declares one of them takes it over.
 */
import type { KeySpec, ShapeSpec } from '@vdcsim/core';

const eventMatch = { form: 'shape', shape: 'EventMatch' } as const;
const anything = { form: 'any' } as const;

const scenarioKeys: Readonly<Record<string, KeySpec>> = {
  vdcsim: {
    type: { form: 'integer', min: 1, max: 1 },
    required: true,
    doc: 'Version of the language: 1.',
  },
  kind: {
    type: { form: 'word', words: ['scenario', 'part'] },
    default: { value: 'scenario', source: 'LANGUAGE' },
    doc: 'A scenario runs; a part can only be imported.',
  },
  name: { type: { form: 'text' }, required: true, doc: 'Title, as reports show it.' },
  about: { type: { form: 'text' }, doc: 'The question that the scenario answers.' },
  import: {
    type: { form: 'list', item: { form: 'file' } },
    doc: 'Parts whose entries are added. Paths start beside this file.',
  },
  set: {
    type: { form: 'map', key: 'path', value: anything },
    doc: 'Overrides by path: `hosts(esx0*).memory: 32 GiB`. The only way to change an entry.',
  },
  start: {
    type: { form: 'calendar' },
    as: 'startEpochSeconds',
    default: { value: '2007-01-01 00:00', source: 'LANGUAGE' },
    doc: 'Calendar time at which the simulation starts; no time zone.',
  },
  duration: {
    type: { form: 'quantity', dimension: 'duration', min: 0, exclusiveMin: true },
    as: 'durationSeconds',
    required: true,
    doc: 'Simulated time from start to end.',
  },
  seed: {
    type: { form: 'integer', min: 0, max: 4294967295 },
    default: { value: 1, source: 'LANGUAGE' },
    doc: 'Seed of all randomness: the same seed is the same luck.',
  },
  templates: {
    type: { form: 'list', item: { form: 'shape', shape: 'Template' } },
    doc: 'VMs to copy keys from: a VM takes from its `template` what it does not set itself.',
  },
  timeline: {
    type: { form: 'list', item: { form: 'shape', shape: 'Command' } },
    default: { value: '[]', source: 'LANGUAGE' },
    doc: 'Commands and their times. Commands of one instant run as written.',
  },
  record: {
    type: { form: 'shape', shape: 'Record' },
    default: { value: '{}', source: 'LANGUAGE' },
    doc: 'What the run folder keeps, and how finely.',
  },
  expect: {
    type: { form: 'list', item: { form: 'shape', shape: 'Expectation' } },
    default: { value: '[]', source: 'LANGUAGE' },
    doc: 'What must come true; `vdcsim test` judges it.',
  },
};

const commandKeys: Readonly<Record<string, KeySpec>> = {
  at: { type: { form: 'when' }, as: 'atSeconds', required: true, doc: 'When it happens.' },
  every: {
    type: { form: 'quantity', dimension: 'duration', min: 0, exclusiveMin: true },
    as: 'everySeconds',
    doc: 'Repeats it after this long, until the end.',
  },
  hidden: {
    type: { form: 'boolean' },
    default: { value: false, source: 'LANGUAGE' },
    doc: 'Lessons: the learner is not told of it.',
  },
  note: { type: { form: 'text' }, doc: 'A remark beside the command.' },
  set: {
    type: { form: 'map', key: 'path', value: anything },
    doc: 'Changes keys while the simulation runs: `{ vms(batch01).workload: crunching }`.',
  },
};

const expectationKeys: Readonly<Record<string, KeySpec>> = {
  metric: { type: { form: 'text' }, doc: 'Judges a metric: `vm.cpu.readyPercent`.' },
  event: { type: { form: 'text' }, doc: 'Judges how often an event happens: `vm.restarted`.' },
  state: { type: { form: 'text' }, doc: 'Judges a state at an instant: `vm.power`.' },
  of: { type: { form: 'selector', of: [] }, doc: 'Of whom. Default: all that have it.' },
  aggregate: {
    type: { form: 'word', words: ['mean', 'min', 'max', 'sum', 'last', 'p50', 'p95', 'p99'] },
    doc: 'How one value is made of a metric over time.',
  },
  across: {
    type: { form: 'word', words: ['each', 'mean', 'max', 'min', 'sum'] },
    default: { value: 'each', source: 'LANGUAGE' },
    doc: 'Whether each must meet it, or their mean, largest, smallest or sum.',
  },
  during: { type: { form: 'window' }, doc: 'Judges this window only. Default: the whole run.' },
  at: { type: { form: 'when' }, as: 'atSeconds', doc: 'Judges this instant.' },
  atLeast: { type: anything, doc: 'Smallest value that is well, in any unit of its dimension.' },
  atMost: { type: anything, doc: 'Largest value that is well, in any unit of its dimension.' },
  equals: { type: anything, doc: 'Wanted value, count or word.' },
  tolerance: { type: anything, doc: 'Allowed distance from `equals`: `2%` of it, or an amount.' },
  within: {
    type: { form: 'quantity', dimension: 'duration', min: 0 },
    as: 'withinSeconds',
    doc: 'The event follows each `after` no later than this.',
  },
  after: { type: eventMatch, doc: 'The event comes after this one.' },
  before: { type: eventMatch, doc: 'The event comes before this one.' },
  because: { type: { form: 'text' }, doc: 'Why it is expected.' },
};

const recordKeys: Readonly<Record<string, KeySpec>> = {
  interval: {
    type: { form: 'quantity', dimension: 'duration', min: 0, exclusiveMin: true },
    as: 'intervalSeconds',
    default: { value: '5 min', source: 'LANGUAGE' },
    doc: 'Length of the intervals that metrics are averaged over.',
  },
  metrics: {
    type: { form: 'list', item: { form: 'text' } },
    doc: 'Names of metrics, with `*`. Default: all.',
  },
  of: { type: { form: 'selector', of: [] }, doc: 'Whose metrics. Default: of all.' },
  events: {
    type: { form: 'list', item: { form: 'text' } },
    doc: 'Types of events to keep, with `*`. Default: all.',
  },
};

/** Shapes that every language has. */
export const grammar: readonly ShapeSpec[] = [
  { shape: 'Scenario', doc: 'The top level of a file.', keys: scenarioKeys },
  {
    shape: 'Command',
    doc: 'One verb, and when. Other keys belong to its verb.',
    keys: commandKeys,
  },
  {
    shape: 'EventMatch',
    doc: 'Events to match.',
    keys: {
      event: { type: { form: 'text' }, required: true, doc: 'Type of the event.' },
      of: { type: { form: 'selector', of: [] }, doc: 'Of whom. Default: of all.' },
    },
  },
  { shape: 'Expectation', doc: 'One of metric, event and state.', keys: expectationKeys },
  { shape: 'Record', keys: recordKeys },
];
