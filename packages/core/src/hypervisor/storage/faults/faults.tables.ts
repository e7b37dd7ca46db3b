import type { CommandSpec, EventSpec, KeySpec, StateSpec } from '../../../declare/index.ts';
import { partStates } from '../../../inventory/storage/part-health.ts';
import { type PartKind, partKinds, partTitles } from './part-lists.ts';

const article = (kind: PartKind): string => (kind === 'array' || kind === 'port' ? 'An' : 'A');

function eventsOf(kind: PartKind): readonly EventSpec[] {
  const some = `${article(kind)} ${partTitles[kind]}`;
  return [
    {
      type: `${kind}.failed`,
      entity: kind,
      tone: 'alarm',
      doc: `${some} died, or answers nothing.`,
      data: { effect: '`crash`: it is known to be dead; `hang`: nobody is told.', reason: 'Why.' },
    },
    { type: `${kind}.repaired`, entity: kind, tone: 'good', doc: `${some} works again.` },
    {
      type: `${kind}.degraded`,
      entity: kind,
      tone: 'warning',
      doc: `${some} lost part of its speed.`,
      data: { byPercent: 'Part of its speed that is gone.' },
    },
  ];
}

const rebuildEvents: readonly EventSpec[] = [
  {
    type: 'raidGroup.rebuildStarted',
    entity: 'raidGroup',
    tone: 'warning',
    doc: 'A disk that was replaced is written anew; it takes part of the time of the disks.',
    data: { disk: 'Which one.', seconds: 'How long it takes.' },
  },
  {
    type: 'raidGroup.rebuilt',
    entity: 'raidGroup',
    tone: 'good',
    doc: 'A replaced disk holds its data again.',
    data: { disk: 'Which one.' },
  },
];

export const faultEvents: readonly EventSpec[] = [...partKinds.flatMap(eventsOf), ...rebuildEvents];

export const faultStates: readonly StateSpec[] = partKinds
  .filter((kind) => kind !== 'lun')
  .map((kind) => ({
    name: `${kind}.state`,
    entity: kind,
    words: partStates,
    doc: `How ${article(kind).toLowerCase()} ${partTitles[kind]} is.`,
  }));

/** assumption: the usual fault. */
const effect: KeySpec = {
  type: { form: 'word', words: ['crash', 'hang', 'slow'] },
  default: { value: 'crash', source: 'language' },
  doc:
    'How it fails: it is known to be dead; it answers nothing and nobody is told; or it does a ' +
    'tenth of its work. A disk that hangs is thrown out of its group like a dead one.',
};

const inStates = (...words: readonly string[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(partKinds.map((kind) => [kind, words]));

export const faultCommands = {
  fail: {
    verb: 'fail',
    of: partKinds,
    doc: 'A part of storage or of a network fails.',
    inStates: inStates('working', 'slow', 'hung'),
    keys: { effect },
  },
  repair: {
    verb: 'repair',
    of: partKinds,
    doc: 'A part of storage or of a network works again, at full speed.',
    inStates: inStates('slow', 'hung', 'failed'),
  },
  degrade: {
    verb: 'degrade',
    of: partKinds,
    doc: 'A part of storage or of a network loses speed.',
    inStates: inStates('working', 'slow'),
    keys: {
      by: {
        type: { form: 'quantity', dimension: 'percent', min: 0, max: 0.999 },
        as: 'byFraction',
        required: true,
        doc: 'How much of its speed it loses, of what it has when it is well.',
      },
    },
  },
} satisfies Record<string, CommandSpec>;
