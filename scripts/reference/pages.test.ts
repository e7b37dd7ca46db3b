import type { Mechanism } from '@vdcsim/core';
import type { ReferenceKey, ReferenceShape } from '@vdcsim/scenario';
import { expect, test } from 'vitest';
import { type Declared, referencePages } from './pages.ts';

const lunClone: Mechanism = {
  name: 'services/backup/lun-clone',
  doc: 'Clones a LUN.',
  shapes: [
    {
      shape: 'Scenario',
      keys: {
        clones: {
          type: { form: 'list', item: { form: 'shape', shape: 'Clone' } },
          doc: 'Clones.',
        },
      },
    },
    {
      shape: 'Clone',
      doc: 'One clone.',
      keys: {
        lun: { type: { form: 'name', of: 'lun' }, required: true, doc: 'Of what.' },
        rate: {
          type: { form: 'quantity', dimension: 'rate' },
          default: { value: '100 MB/s', source: 'assumption' },
          doc: 'How fast | at most.',
          settable: true,
        },
      },
    },
  ],
  metrics: [
    {
      ...{ name: 'lun.cloneSeconds', entity: 'lun', kind: 'integral', unit: 's' },
      doc: 'Time spent.',
      vsphere: 'x.y.z',
    },
  ],
  events: [
    { type: 'lun.cloned', entity: 'lun', doc: 'It is done.', data: { sizeMiB: 'How much.' } },
  ],
  states: [{ name: 'lun.state', entity: 'lun', words: ['whole', 'lost'], doc: 'How it is.' }],
  commands: [
    {
      verb: 'startClone',
      of: ['lun'],
      doc: 'Begins.',
      keys: { to: { type: { form: 'name', of: 'lun' }, doc: 'Where to.' } },
    },
  ],
  errors: [],
  install() {},
};

const readme = `# LUN clone

See [the model](./lun-clone.ts) and [units](https://example.org).

## What

Clones.

## Configuration

Of a LUN.

## Events

## Validation

None.
`;

const plain: Omit<ReferenceKey, 'key' | 'type' | 'doc'> = {
  example: '',
  isRequired: false,
  default: undefined,
  defaultSource: undefined,
  isSettable: false,
  kinds: [],
};

const shapes: ReferenceShape[] = [
  {
    shape: 'Scenario',
    doc: '',
    entity: undefined,
    keys: [{ ...plain, key: 'clones', type: '[Clone]', doc: 'Clones.' }],
  },
  {
    shape: 'Clone',
    doc: 'One clone.',
    entity: 'clone',
    keys: [
      { ...plain, key: 'lun', type: 'Name of a LUN', doc: 'Of what.', isRequired: true },
      {
        ...{ ...plain, key: 'rate', type: 'Rate', example: '1 MB/s', isSettable: true },
        ...{ default: '100 MB/s', defaultSource: 'assumption', doc: 'How fast | at most.' },
      },
    ],
  },
];

const declared: Declared = {
  mechanisms: [lunClone],
  shapes,
  errors: [{ code: 'NO_LUN', doc: 'No such LUN.', remedy: 'Name one.' }],
  platforms: {
    names: ['esx3'],
    titles: ['ESX 3'],
    columns: [{ name: 'tickMs', unit: 'ms', doc: 'A tick.', cells: [[10, 'VSRM']] }],
  },
  readmes: new Map([['packages/core/src/services/backup/lun-clone/README.md', readme]]),
};

const pages = referencePages(declared);

test('a key has its form, its default with the source, and whether it may be set', () => {
  const keys = pages.get('docs/reference/keys.md') ?? '';
  expect(keys).toContain('| `clones` | \\[[Clone](#clone)] |  | Clones. |');
  expect(keys).toContain('| **`lun`** | `Name of a LUN` |  | Of what. |');
  expect(keys).toContain(
    '| `rate` | `Rate`, as in `1 MB/s` | `100 MB/s` (assumption) | How fast \\| at most. ' +
      'May be `set` while the simulation runs. |',
  );
  expect(keys.indexOf('## Scenario')).toBeLessThan(keys.indexOf('## Clone'));
});

test.each([
  ['metrics.md', '| `lun.cloneSeconds` | integral | s | Time spent. | `x.y.z` |  |'],
  ['events.md', '| `lun.cloned` | lun | It is done. | `sizeMiB`: How much. |'],
  ['states.md', '| `lun.state` | lun | `whole`, `lost` | How it is. |'],
  ['commands.md', '| `startClone` | lun | Begins. | `to` (`Name of a LUN`): Where to. |'],
  ['errors.md', '| `NO_LUN` | No such LUN. | Name one. |'],
  [
    'platforms.md',
    '## esx3\n\nESX 3\n\n| column | value | source |\n|---|---|---|\n| `tickMs` | 10',
  ],
])('%s has a row for what is declared', (file, row) => {
  expect(pages.get(`docs/reference/${file}`)).toContain(row);
});

test("a mechanism's page is its README with tables from the code, and links that lead on", () => {
  const text = pages.get('docs/mechanisms/services-backup-lun-clone.md') ?? '';
  expect(text).toContain('Of a LUN.\n\n| shape | key | takes | default | meaning |');
  expect(text).toContain('\\[[Clone](../reference/keys.md#clone)]');
  expect(text).toContain('## Events\n\n| event |');
  expect(text).toContain('](../../packages/core/src/services/backup/lun-clone/lun-clone.ts)');
  expect(text).toContain('[units](https://example.org)');
  expect(pages.get('docs/mechanisms/README.md')).toContain(
    '| [services/backup/lun-clone](services-backup-lun-clone.md) | Clones a LUN. |',
  );
});

test('pages end with one line break and have no trailing blanks', () => {
  for (const text of pages.values()) {
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toMatch(/[ \t]\n/);
  }
});
