import type { MetricSpec } from '../../declare/index.ts';

export const storageMetrics: readonly MetricSpec[] = [
  {
    name: 'datastore.usedMiB',
    entity: 'datastore',
    kind: 'gauge',
    unit: 'MiB',
    doc: 'Space that virtual disks take: thick ones all of their size, thin ones what is used.',
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
