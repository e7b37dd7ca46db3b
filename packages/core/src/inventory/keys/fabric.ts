import type { KeySpec, ShapeSpec } from '../../declare/index.ts';
import { speedKey } from './networks.ts';

/** Fibre Channel fabrics, and the adapters of hosts, in the language. */

const list = (shape: string, doc: string): KeySpec => ({
  type: { form: 'list', item: { form: 'shape', shape } },
  doc,
});

const fcSpeed = (doc: string): KeySpec => ({
  ...speedKey(doc),
  default: { value: '4 Gbps', source: 'language' },
});

const hostShapes: readonly ShapeSpec[] = [
  {
    shape: 'Host',
    keys: {
      hbas: list('Hba', 'Host bus adapters, to storage.'),
      multipathing: {
        type: { form: 'shape', shape: 'Multipathing' },
        doc: 'How paths are chosen and left. Absent: as its platform does it.',
      },
    },
  },
  {
    shape: 'Hba',
    doc: 'A host bus adapter.',
    entity: 'hba',
    part: true,
    implies: [{ kind: 'cable', name: 'cable' }],
    keys: {
      name: {
        type: { form: 'newName' },
        default: { value: 'vmhba0', source: 'language' },
        doc: 'Its name on its host.',
      },
      kind: {
        type: { form: 'word', words: ['fc', 'iscsi'] },
        default: { value: 'fc', source: 'language' },
        doc: 'Fibre Channel, cabled to a switch, or iSCSI, cabled to a network.',
      },
      cabledTo: {
        type: { form: 'name', of: 'switch', or: 'network' },
        required: true,
        doc: 'The switch or network at the other end of its cable.',
      },
      speed: speedKey('Signalling rate. Default: 4 Gbps of Fibre Channel, 1 Gbps of iSCSI.'),
      queueDepth: {
        type: { form: 'integer', min: 1, max: 4096 },
        default: { value: 32, source: 'platform' },
        doc: 'Commands that it keeps outstanding on a LUN (DQLEN). Absent: its platform decides.',
      },
    },
  },
  {
    shape: 'Multipathing',
    doc: 'How a host uses several paths to a LUN.',
    keys: {
      policy: {
        type: {
          form: 'word',
          words: ['fixed', 'mru', 'round-robin', 'least-queue-depth', 'alua'],
        },
        default: { value: 'fixed', source: 'platform' },
        doc: 'Which path is used. Absent: what its platform does for the kind of array.',
      },
      preferred: {
        type: { form: 'oneOrList', item: { form: 'selector', of: ['hba', 'port'] } },
        doc: 'Adapters or array ports whose paths `fixed` prefers. Default: the first by name.',
      },
    },
  },
];

export const fabricShapes: readonly ShapeSpec[] = [
  {
    shape: 'Scenario',
    keys: {
      storage: {
        type: { form: 'shape', shape: 'Storage' },
        doc: 'Fabrics, arrays, file servers and datastores.',
      },
    },
  },
  {
    shape: 'Storage',
    doc: 'Fabrics, arrays, file servers and datastores.',
    keys: {
      switches: list('Switch', 'Fibre Channel switches.'),
      links: list('Link', 'Links between switches.'),
      zones: list('Zone', 'Who may talk to whom. Without any: all of a fabric.'),
    },
  },
  {
    shape: 'Switch',
    doc: 'A Fibre Channel switch.',
    entity: 'switch',
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name.' },
      fabric: {
        type: { form: 'text' },
        doc: 'The fabric that it belongs to: one word for all switches that links join.',
      },
      speed: fcSpeed('Signalling rate of its ports.'),
    },
  },
  {
    shape: 'Link',
    doc: 'A link between two switches.',
    entity: 'link',
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name.' },
      between: {
        type: { form: 'list', item: { form: 'name', of: 'switch' } },
        required: true,
        doc: 'The two switches.',
      },
      speed: fcSpeed('Signalling rate of one cable.'),
      count: {
        type: { form: 'integer', min: 1, max: 64 },
        default: { value: 1, source: 'language' },
        doc: 'Cables that are used as one.',
      },
    },
  },
  {
    shape: 'Zone',
    doc: 'Adapters and array ports that may talk to each other, in the fabrics of its members.',
    entity: 'zone',
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name.' },
      hbas: {
        type: { form: 'oneOrList', item: { form: 'selector', of: ['hba'] } },
        required: true,
        doc: 'Adapters, such as `esx*:vmhba0`.',
      },
      ports: {
        type: { form: 'oneOrList', item: { form: 'selector', of: ['port'] } },
        required: true,
        doc: 'Array ports, such as `array1:sp*:p0`.',
      },
    },
  },
  ...hostShapes,
];
