import type { Mechanism } from '../../inventory/mechanism.ts';
import { ioShapes } from './io.keys.ts';
import { storageMetrics } from './storage.tables.ts';

/** Paths from hosts to storage, who sees which datastore, and how full those are. */
export const storageMechanism: Mechanism = {
  name: 'hypervisor/storage',
  doc: 'Storage: paths through fabrics and zones, which host sees which datastore, and space.',
  shapes: ioShapes,
  metrics: storageMetrics,
  events: [],
  states: [],
  commands: [],
  errors: [],
  install(world) {
    const { luns } = world.storage;
    if (luns.length > 0) {
      const owner = (row: number): number => luns[row]!.owner?.index ?? -1;
      world.frames.column('lun', 'owner', luns.length, owner, 'int32');
    }
    const used = world.metrics.metric('datastore.usedMiB')!;
    const free = world.metrics.metric('datastore.freePercent')!;
    for (const { index, claimedMiB, capacityMiB, freeMiB } of world.storage.datastores) {
      used.set(index, claimedMiB);
      free.set(
        index,
        capacityMiB === Number.POSITIVE_INFINITY ? 100 : (100 * freeMiB) / capacityMiB,
      );
    }
  },
};
