import type { CommandSpec, EventSpec, MetricSpec } from '../../declare/index.ts';
import { SimulatorError } from '../../engine/errors.ts';

export const storageMetrics: readonly MetricSpec[] = [
  {
    name: 'datastore.usedMiB',
    entity: 'datastore',
    kind: 'gauge',
    unit: 'MiB',
    doc:
      'Space that is taken: by thick disks all of their size, by thin ones what is used, by swap ' +
      'files of VMs that are on, and by what `fill` has put there.',
    vsphere: 'disk.used.latest',
  },
  {
    name: 'datastore.freePercent',
    entity: 'datastore',
    kind: 'gauge',
    unit: '%',
    doc: 'Space that is left, of all.',
  },
];

export const storageEvents: readonly EventSpec[] = [
  {
    type: 'datastore.filled',
    entity: 'datastore',
    doc: 'Somebody has put things there, or taken them away.',
    data: { freeMiB: 'What is left.' },
  },
  {
    type: 'datastore.full',
    entity: 'datastore',
    tone: 'alarm',
    doc: 'Nothing finds room any more: no VM with files there starts.',
  },
];

export const fillCommand: CommandSpec = {
  verb: 'fill',
  of: ['datastore'],
  doc: 'Something takes the space of a datastore; a larger rest takes it away again.',
  keys: {
    leaving: {
      type: { form: 'quantity', dimension: 'size', min: 0 },
      as: 'leavingMiB',
      required: true,
      doc: 'Space that it leaves free.',
    },
  },
};

/** @throws SimulatorError BAD_OPTION */
export function checkFill({ leavingMiB }: Readonly<Record<string, unknown>>): void {
  if (typeof leavingMiB === 'number' && leavingMiB >= 0) return;
  throw new SimulatorError('BAD_OPTION', 'fill needs `leaving`, the space that it leaves free');
}
