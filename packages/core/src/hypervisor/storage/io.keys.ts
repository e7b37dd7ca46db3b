import type { KeySpec, ShapeSpec } from '../../declare/index.ts';

/** What workloads and stages read, write and send: keys of the I/O that mechanisms simulate. */

const io = (doc: string): KeySpec => ({
  type: { form: 'quantities', dimensions: ['iops', 'rate'], min: 0 },
  settable: true,
  doc,
});

const moved = (as: string, doc: string): KeySpec => ({
  type: { form: 'quantity', dimension: 'size', min: 0 },
  as,
  doc,
});

const sent = (as: string, doc: string): KeySpec => ({
  type: { form: 'quantity', dimension: 'rate', min: 0 },
  as,
  settable: true,
  doc,
});

const demandShapes: readonly ShapeSpec[] = [
  {
    shape: 'Demand',
    keys: {
      io: {
        type: { form: 'shape', shape: 'IoDemand' },
        settable: true,
        doc: 'I/O on virtual disks.',
      },
      send: sent('sendMBps', 'Bytes sent out of the datacenter.'),
      receive: sent('receiveMBps', 'Bytes received from outside of the datacenter.'),
    },
  },
  {
    shape: 'IoDemand',
    doc: 'What a VM wants of its disk.',
    keys: {
      read: io('Reads: operations, or bytes, a second.'),
      write: io('Writes: operations, or bytes, a second.'),
      blockSize: {
        type: { form: 'quantity', dimension: 'size', min: 0, exclusiveMin: true },
        as: 'blockSizeMiB',
        default: { value: '8 KiB', source: 'language' },
        doc: 'Size of one operation.',
      },
      random: {
        type: { form: 'quantity', dimension: 'percent', min: 0, max: 1 },
        as: 'randomFraction',
        default: { value: '100%', source: 'language' },
        doc: 'Operations that do not follow the one before.',
      },
      outstanding: {
        type: { form: 'integer', min: 1 },
        doc:
          'Operations that it keeps outstanding, never more than the rates above. Default: as ' +
          'many as the rates lead to.',
      },
      disk: { type: { form: 'text' }, doc: 'Which of its disks. Default: the first by name.' },
    },
  },
];

const stageShapes: readonly ShapeSpec[] = [
  {
    shape: 'Stage',
    keys: {
      read: moved('readMiB', 'Bytes read from the disk.'),
      write: moved('writeMiB', 'Bytes written to the disk.'),
      copy: moved('copyMiB', 'Bytes read here and written where `to` says.'),
      to: {
        type: { form: 'name', of: 'vm', or: 'host' },
        doc: 'Where copied bytes go.',
      },
      streamed: {
        type: { form: 'boolean' },
        default: { value: true, source: 'language' },
        doc: 'A copy goes through all resources at once, or is stored before it is sent on.',
      },
      disk: { type: { form: 'text' }, doc: 'Which disk of the VM. Default: the first by name.' },
    },
  },
];

export const ioShapes: readonly ShapeSpec[] = [...demandShapes, ...stageShapes];
