import type { EventId } from '../../observe/event-log.ts';
import type { Host } from '../entities.ts';
import type { World } from '../world.ts';
import type { Datastore } from './datastore-entities.ts';

/**
 * Notes that a host begins or ceases to see a datastore. Admission asks for it; who waits for room
 * is told when sight comes back.
 */
export function setVisible(
  world: World,
  host: Host,
  datastore: Datastore,
  isVisible: boolean,
  cause: EventId | undefined,
): void {
  if (host.datastores.has(datastore) === isVisible) return;
  if (isVisible) {
    host.datastores.add(datastore);
    if (host.state === 'connected') world.capacityReturned.call(cause);
  } else {
    host.datastores.delete(datastore);
  }
}
