import type { KeySpec, ShapeSpec } from '../../declare/index.ts';
import { speedKey } from './networks.ts';

/** Datastores, file servers and virtual disks in the language. */

const size: KeySpec = {
  type: { form: 'quantity', dimension: 'size', min: 0, exclusiveMin: true },
  as: 'sizeMiB',
  doc: 'Its size.',
};

const throughput: KeySpec = {
  type: { form: 'shape', shape: 'Throughput' },
  doc: 'Limits of what is not described further.',
};

const ioAmount = (doc: string): KeySpec => ({
  type: { form: 'quantities', dimensions: ['iops', 'rate'], min: 0 },
  settable: true,
  doc,
});

const diskShapes: readonly ShapeSpec[] = [
  {
    shape: 'Vm',
    keys: {
      disks: {
        type: { form: 'list', item: { form: 'shape', shape: 'Disk' } },
        doc: 'Virtual disks.',
      },
      datastore: {
        type: { form: 'dealtName', of: 'datastore' },
        doc:
          'Where its files lie, and those of its disks that name no other: a datastore, or a ' +
          'local disk such as `vs02:disk0`. Default: the only one.',
      },
      diskTimeout: {
        type: { form: 'quantity', dimension: 'duration', min: 0, exclusiveMin: true },
        as: 'diskTimeoutSeconds',
        default: { value: '60 s', source: 'VSST: TimeOutValue of Windows guests' },
        doc: 'Longest silence of a disk that the guest survives.',
      },
    },
  },
  {
    shape: 'Disk',
    doc: 'A virtual disk.',
    entity: 'disk',
    part: true,
    keys: {
      name: {
        type: { form: 'newName' },
        default: { value: 'disk0', source: 'language' },
        doc: 'Its name in the VM.',
      },
      size: { ...size, required: true },
      used: {
        type: { form: 'quantity', dimension: 'percent', min: 0, max: 1 },
        as: 'usedFraction',
        default: { value: '60%', source: 'language' },
        doc: 'How much of it the guest has written to.',
      },
      thin: {
        type: { form: 'boolean' },
        default: { value: false, source: 'language: thick, as disks of the period are' },
        doc: 'Takes only the space that is used.',
      },
      datastore: {
        type: { form: 'dealtName', of: 'datastore' },
        doc: "Where it lies. Default: its VM's.",
      },
      allocation: {
        type: { form: 'shape', shape: 'DiskAllocation' },
        doc: 'What it claims of I/O.',
      },
    },
  },
  {
    shape: 'DiskAllocation',
    doc: 'Claims of a virtual disk.',
    keys: { io: { type: { form: 'shape', shape: 'IoClaim' }, doc: 'Claim on I/O.' } },
  },
  {
    shape: 'IoClaim',
    doc: 'Claim on I/O.',
    keys: {
      shares: {
        type: { form: 'wordOrNumber', words: ['low', 'normal', 'high'], min: 0 },
        default: { value: 'normal', source: 'ADV: 500, 1000 and 2000' },
        settable: true,
        doc: 'Weight against the other disks where I/O is short.',
      },
      reservation: ioAmount('What it is guaranteed.'),
      limit: ioAmount('What it never exceeds, however idle the datastore.'),
    },
  },
];

export const datastoreShapes: readonly ShapeSpec[] = [
  {
    shape: 'Storage',
    keys: {
      nas: {
        type: { form: 'list', item: { form: 'shape', shape: 'Nas' } },
        doc: 'File servers.',
      },
      datastores: {
        type: { form: 'list', item: { form: 'shape', shape: 'Datastore' } },
        doc: 'Where virtual disks lie.',
      },
    },
  },
  {
    shape: 'Nas',
    doc: 'A file server.',
    entity: 'nas',
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name.' },
      network: {
        type: { form: 'name', of: 'network' },
        required: true,
        doc: 'The network that it is on.',
      },
      speed: speedKey('Signalling rate of its port. Default: that of its network.'),
      throughput: { ...throughput, required: true },
    },
  },
  {
    shape: 'Datastore',
    doc: 'Where virtual disks lie: on a LUN, on a file server, or on something with limits alone.',
    entity: 'datastore',
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name.' },
      kind: {
        type: { form: 'word', words: ['vmfs', 'nfs', 'ntfs', 'raw'] },
        doc: 'What is on it. Default: nfs of a file server, else vmfs.',
      },
      lun: { type: { form: 'dealtName', of: 'lun' }, doc: 'The LUN that it lies on.' },
      nas: { type: { form: 'dealtName', of: 'nas' }, doc: 'The file server that it lies on.' },
      hosts: {
        type: { form: 'oneOrList', item: { form: 'selector', of: ['host'] } },
        doc: 'Who mounts it. Default: all hosts that reach it.',
      },
      size: { ...size, doc: 'Its size. Default: that of its LUN.' },
      throughput,
      sioc: {
        type: { form: 'shape', shape: 'Sioc' },
        doc: 'Shares I/O among the hosts when the datastore gets slow.',
      },
    },
  },
  {
    shape: 'Sioc',
    doc: 'Storage I/O control.',
    keys: {
      threshold: {
        type: { form: 'quantity', dimension: 'duration', min: 0, exclusiveMin: true },
        as: 'thresholdSeconds',
        default: { value: '30 ms', source: 'MODELS 3.5 [M]: default of the product' },
        doc: 'Latency from which it acts.',
      },
    },
  },
  ...diskShapes,
];
