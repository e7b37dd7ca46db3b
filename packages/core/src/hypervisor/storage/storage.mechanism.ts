import type { Mechanism } from '../../inventory/mechanism.ts';
import { ioShapes } from './io.keys.ts';
import { Space } from './space.ts';
import { checkFill, fillCommand, storageEvents, storageMetrics } from './storage.tables.ts';

/** Paths from hosts to storage, who sees which datastore, and how full those are. */
export const storageMechanism: Mechanism = {
  name: 'hypervisor/storage',
  doc: 'Storage: paths through fabrics and zones, which host sees which datastore, and space.',
  shapes: ioShapes,
  metrics: storageMetrics,
  events: storageEvents,
  states: [],
  commands: [fillCommand],
  errors: [],
  install(world) {
    const space = new Space(world);
    world.commands.on(fillCommand, 'datastore', (call) => space.fill(call), checkFill);
    const { luns } = world.storage;
    if (luns.length > 0) {
      const owner = (row: number): number => luns[row]!.owner?.index ?? -1;
      world.frames.column('lun', 'owner', luns.length, owner, 'int32');
    }
  },
};
