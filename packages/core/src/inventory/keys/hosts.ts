import type { ShapeSpec } from '../../declare/index.ts';

/** Hosts, clusters and platforms in the language. */
export const hostShapes: readonly ShapeSpec[] = [
  {
    shape: 'Scenario',
    keys: {
      platforms: {
        type: { form: 'list', item: { form: 'shape', shape: 'Platform' } },
        doc: 'Platforms of your own: a row of the platform table with some columns changed.',
      },
      hosts: {
        type: { form: 'list', item: { form: 'shape', shape: 'Host' } },
        doc: 'Physical machines that run VMs.',
      },
      clusters: {
        type: { form: 'list', item: { form: 'shape', shape: 'Cluster' } },
        doc: 'Groups of hosts that share placement, pools and HA.',
      },
    },
  },
  {
    shape: 'Platform',
    doc: 'A platform of your own.',
    entity: 'platform',
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name.' },
      basedOn: {
        type: { form: 'name', of: 'platform' },
        required: true,
        doc: 'The platform whose row it starts from.',
      },
      set: {
        type: { form: 'map', key: 'text', value: { form: 'any' } },
        required: true,
        doc: 'Columns to change, as the platform reference names them.',
      },
    },
  },
  {
    shape: 'Host',
    doc: 'A physical machine that runs VMs.',
    entity: 'host',
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name, or a range of names.' },
      platform: {
        type: { form: 'name', of: 'platform' },
        default: {
          value: 'esx3',
          source: 'design note: the generation that the models start from',
        },
        doc: 'Product generation; it decides which mechanisms exist and with what constants.',
      },
      cpu: {
        type: { form: 'shape', shape: 'Cpu' },
        doc: 'Processors; every key has a default.',
      },
      memory: {
        type: { form: 'quantity', dimension: 'size', min: 0, exclusiveMin: true },
        as: 'memoryMiB',
        required: true,
        doc: 'Installed memory.',
      },
      tags: {
        type: { form: 'map', key: 'text', value: { form: 'text' } },
        doc: 'Words of your own that selectors can ask for: `tags: { rack: left }`, `rack=left`.',
      },
    },
  },
  {
    shape: 'Cpu',
    doc: 'Processors of a host.',
    keys: {
      sockets: {
        type: { form: 'integer', min: 1, max: 64 },
        default: { value: 2, source: 'assumption: the two-socket server of the field' },
        doc: 'Processor packages.',
      },
      coresPerSocket: {
        type: { form: 'integer', min: 1, max: 256 },
        default: { value: 2, source: 'assumption: dual-core processors of 2007' },
        doc: 'Cores in each package.',
      },
      threadsPerCore: {
        type: { form: 'integer', min: 1, max: 8 },
        default: { value: 1, source: 'assumption: no hyper-threading' },
        doc: 'Hardware threads of each core: 1, or 2 with hyper-threading.',
      },
      speed: {
        type: { form: 'quantity', dimension: 'frequency', min: 0, exclusiveMin: true },
        as: 'speedMHz',
        default: { value: '2.66 GHz', source: 'assumption: a common processor of 2007' },
        doc: 'Speed of one core.',
      },
      vendor: {
        type: { form: 'word', words: ['intel', 'amd'] },
        doc: 'Maker; VMs move live only between equal ones.',
      },
      generation: { type: { form: 'text' }, doc: 'Processor generation, in your own word.' },
    },
  },
  {
    shape: 'Cluster',
    doc: 'Hosts that share placement, pools and HA.',
    entity: 'cluster',
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name.' },
      hosts: {
        type: { form: 'oneOrList', item: { form: 'selector', of: ['host'] } },
        required: true,
        doc: 'Which hosts belong to it; a host belongs to one cluster at most.',
      },
    },
  },
];
