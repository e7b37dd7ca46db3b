import type { ImpliedPart, KeySpec, ShapeSpec } from '../../declare/index.ts';
import { speedKey } from './networks.ts';

/** Arrays and local disks in the language. */

const list = (shape: string, doc: string): KeySpec => ({
  type: { form: 'list', item: { form: 'shape', shape } },
  doc,
});

const size: KeySpec = {
  type: { form: 'quantity', dimension: 'size', min: 0, exclusiveMin: true },
  as: 'sizeMiB',
  doc: 'Usable space. Default: no limit.',
};

const raidKeys: Readonly<Record<string, KeySpec>> = {
  name: { type: { form: 'newName' }, required: true, doc: 'Its name on its array or host.' },
  spindles: {
    type: { form: 'integer', min: 1, max: 1000 },
    required: true,
    doc: 'Disks in it.',
  },
  diskClass: {
    type: {
      form: 'word',
      words: ['fc-15k', 'ssd', 'fc-10k', 'sas-15k', 'sas-10k', 'sata-7k'],
    },
    default: { value: 'fc-15k', source: 'language' },
    doc: 'What disks they are.',
  },
  raid: {
    type: { form: 'word', words: ['raid5', 'raid0', 'raid1', 'raid6', 'raid10'] },
    default: { value: 'raid5', source: 'language' },
    doc: 'How they are joined.',
  },
  size,
};

const spindles: ImpliedPart = { kind: 'spindle', name: 'spindle', countedBy: 'spindles' };

const throughputRate = (as: string, doc: string): KeySpec => ({
  type: { form: 'quantity', dimension: 'rate', min: 0, exclusiveMin: true },
  as,
  doc,
});

const throughputShapes: readonly ShapeSpec[] = [
  {
    shape: 'Throughput',
    doc: 'Limits of something whose inside is not described.',
    keys: {
      read: throughputRate('readMBps', 'Most that can be read.'),
      write: throughputRate('writeMBps', 'Most that can be written.'),
      combined: throughputRate('combinedMBps', 'Most of both together.'),
      iops: { type: { form: 'integer', min: 1 }, doc: 'Most operations a second.' },
      latency: {
        type: { form: 'quantity', dimension: 'duration', min: 0 },
        as: 'latencySeconds',
        doc: 'Time of an operation where nobody waits. Default: none.',
      },
      curve: list('ThroughputPoint', 'Limits that change with the number of streams.'),
    },
  },
  {
    shape: 'ThroughputPoint',
    doc: 'Limits for a number of streams; between two points they lie on a line.',
    keys: {
      streams: { type: { form: 'integer', min: 1 }, required: true, doc: 'Streams at once.' },
      read: throughputRate('readMBps', 'Most that can be read.'),
      write: throughputRate('writeMBps', 'Most that can be written.'),
    },
  },
];

const partShapes: readonly ShapeSpec[] = [
  {
    shape: 'Controller',
    doc: 'A controller (storage processor) of an array.',
    entity: 'controller',
    part: true,
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name in the array.' },
      ports: { ...list('ArrayPort', 'Its front-end ports.'), required: true },
    },
  },
  {
    shape: 'ArrayPort',
    doc: 'A front-end port of a controller.',
    entity: 'port',
    part: true,
    implies: [{ kind: 'cable', name: 'cable' }],
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name on the controller.' },
      cabledTo: {
        type: { form: 'name', of: 'switch', or: 'network' },
        required: true,
        doc: 'The switch or network at the other end of its cable.',
      },
      speed: speedKey('Signalling rate. Default: 4 Gbps at a switch, 1 Gbps at a network.'),
    },
  },
  {
    shape: 'RaidGroup',
    doc: 'Spindles of an array that work as one.',
    entity: 'raidGroup',
    part: true,
    implies: [spindles],
    keys: raidKeys,
  },
  {
    shape: 'Lun',
    doc: 'A logical unit of an array.',
    entity: 'lun',
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name, or a range of names.' },
      raidGroup: {
        type: { form: 'dealtName', of: 'raidGroup' },
        doc: 'RAID group of the array that it lies on. Default: the only one.',
      },
      size: { ...size, required: true, doc: 'Its size.' },
      controller: {
        type: { form: 'dealtName', of: 'controller' },
        doc:
          'Controller of the array that owns it. Default: LUNs that name none are dealt out to ' +
          'the controllers in turn.',
      },
    },
  },
];

export const arrayShapes: readonly ShapeSpec[] = [
  { shape: 'Storage', keys: { arrays: list('Array', 'Disk arrays.') } },
  {
    shape: 'Host',
    keys: { localDisks: list('LocalDisk', 'Disks in the host; each is a datastore of its own.') },
  },
  {
    shape: 'Array',
    doc: 'A disk array.',
    entity: 'array',
    keys: {
      name: { type: { form: 'newName' }, required: true, doc: 'Its name.' },
      kind: {
        type: { form: 'word', words: ['active-active', 'active-passive', 'alua'] },
        default: { value: 'active-active', source: 'language' },
        doc: 'Whether all controllers serve a LUN, its owner alone, or the owner better.',
      },
      cache: {
        type: { form: 'quantity', dimension: 'size', min: 0 },
        as: 'cacheMiB',
        default: { value: '1 GiB', source: 'language' },
        doc: 'Write-back cache.',
      },
      cloneRate: {
        ...throughputRate('cloneRateMBps', 'How fast it copies LUNs inside.'),
        default: { value: '100 MB/s', source: 'language' },
      },
      recognises: {
        type: { form: 'list', item: { form: 'word', words: ['vmfs', 'ntfs'] } },
        doc: 'File systems that it can look into. Default: none.',
      },
      controllers: list('Controller', 'Its controllers.'),
      raidGroups: list('RaidGroup', 'Its RAID groups.'),
      luns: { ...list('Lun', 'Its LUNs.'), required: true },
      throughput: {
        type: { form: 'shape', shape: 'Throughput' },
        doc: 'Limits in place of what follows from its spindles.',
      },
    },
  },
  ...partShapes,
  {
    shape: 'LocalDisk',
    doc: 'Spindles in a host that work as one; a datastore that only this host sees.',
    entity: 'datastore',
    part: true,
    implies: [{ kind: 'raidGroup', name: 'raid' }, spindles],
    keys: raidKeys,
  },
  ...throughputShapes,
];
