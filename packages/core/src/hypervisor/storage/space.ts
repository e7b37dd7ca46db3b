import type { CommandCall } from '../../inventory/commands.ts';
import type { Datastore } from '../../inventory/storage/datastore-entities.ts';
import type { World } from '../../inventory/world.ts';
import type { EventId } from '../../observe/event-log.ts';

/**
 * How full datastores are: virtual disks, swap files of VMs that are on, and what `fill` puts there
 * to stand for all that grows and is not modelled. Who needs room and finds none does not start.
 */
export class Space {
  private readonly world: World;
  private readonly isFull: boolean[];

  constructor(world: World) {
    this.world = world;
    const { datastores } = world.storage;
    this.isFull = datastores.map(({ freeMiB }) => freeMiB < leastMiB);
    for (const datastore of datastores) this.show(datastore, undefined);
    world.vmChanged.add((vm, cause) => {
      const [first] = vm.datastores;
      if (first !== undefined) this.show(first, cause);
    });
  }

  /** Leaves so much free: puts more there, or takes away what it has put there before. */
  fill({ targets, options, cause }: CommandCall): void {
    const { events, storage, capacityReturned } = this.world;
    for (const { index } of targets) {
      const datastore = storage.datastores[index]!;
      if (datastore.capacityMiB === Number.POSITIVE_INFINITY) continue;
      const leavingMiB = options['leavingMiB'] as number;
      const before = datastore.filledMiB;
      const own = datastore.claimedMiB - before;
      datastore.filledMiB = Math.max(0, datastore.capacityMiB - own - leavingMiB);
      datastore.claimedMiB = own + datastore.filledMiB;
      const data = { freeMiB: datastore.freeMiB };
      const event = events.emit('datastore.filled', datastore.id, { cause, data });
      this.show(datastore, event);
      if (datastore.filledMiB < before) capacityReturned.call(event);
    }
  }

  private show(datastore: Datastore, cause: EventId | undefined): void {
    const { index, claimedMiB, capacityMiB, freeMiB } = datastore;
    const { metrics, events } = this.world;
    const isBoundless = capacityMiB === Number.POSITIVE_INFINITY;
    metrics.metric('datastore.usedMiB')!.set(index, claimedMiB);
    const free = isBoundless ? 100 : (100 * freeMiB) / capacityMiB;
    metrics.metric('datastore.freePercent')!.set(index, free);
    const isFull = freeMiB < leastMiB;
    if (isFull && !this.isFull[index]!) events.emit('datastore.full', datastore.id, { cause });
    this.isFull[index] = isFull;
  }
}

/** Below this nothing finds room, MiB. */
const leastMiB = 1;
