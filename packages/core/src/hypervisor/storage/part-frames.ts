import type { PartHealth } from '../../inventory/storage/part-health.ts';
import type { World } from '../../inventory/world.ts';

/** Words of a part's state, in the order of the numbers in column `state` of frames. */
export const partStates = ['working', 'failed', 'hung', 'slow'] as const;

/**
 * Gives frames the state of every part of storage, and who owns each LUN. Where nothing of a kind
 * is there, there is no table. Cost: a look at each part a frame.
 */
export function framePartStates({ storage, frames }: World): void {
  const kinds: readonly (readonly { readonly kind: string; readonly health: PartHealth }[])[] = [
    ...[storage.hbas, storage.cables, storage.switches, storage.links, storage.nas],
    ...[storage.arrays, storage.controllers, storage.ports, storage.raidGroups],
    ...[storage.spindles],
    ...(storage.datastores.length > 0 ? [storage.networks, storage.nics] : []),
  ];
  for (const parts of kinds) {
    const [first] = parts;
    if (first === undefined) continue;
    const source = (row: number) => placeOf(parts[row]!.health);
    frames.column(first.kind, 'state', parts.length, source, 'uint8');
  }
  const { luns } = storage;
  if (luns.length === 0) return;
  frames.column('lun', 'owner', luns.length, (row) => luns[row]!.owner?.index ?? -1, 'int32');
}

function placeOf({ isFailed, isHung, speedFraction }: PartHealth): number {
  if (isFailed) return 1;
  if (isHung) return 2;
  return speedFraction < 1 ? 3 : 0;
}
