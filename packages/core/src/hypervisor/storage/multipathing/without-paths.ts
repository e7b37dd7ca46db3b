import type { Mount } from '../../../inventory/storage/mount.ts';
import type { PartHealth } from '../../../inventory/storage/part-health.ts';

/**
 * Ways to datastores that are on no LUN. A file server is reached while it, its network and one NIC
 * of the host on that network work; a host without such a NIC has them in what nobody describes.
 * NICs of one network stand in for each other without a pause.
 */

/** Whether I/O gets through. */
export function isReachable({ host, datastore }: Mount): boolean {
  const { backing } = datastore;
  if (backing.on === 'local') return backing.raidGroup.health.isUp;
  if (backing.on !== 'nas') return true;
  const { nas } = backing;
  const nics = host.nics.filter(({ network }) => network === nas.network);
  const isCabled = nics.length === 0 || nics.some(({ health }) => health.isUp);
  return isCabled && allUp([nas.health, nas.network.health]);
}

function allUp(parts: readonly PartHealth[]): boolean {
  return parts.every(({ isUp }) => isUp);
}
