import type { ClusterSpec } from '@vdcsim/core';
import { type Checked, type Inventory, placeOfKey } from './inventory.ts';

/** A host belongs to one cluster at most, and HA needs hosts that have it. */
export function checkClusters(inventory: Inventory): void {
  const { clusters, problems } = inventory;
  const ownerOf = new Map<string, string>();
  for (const cluster of clusters) {
    const { thing, spec } = cluster;
    for (const host of spec.hosts) {
      const owner = ownerOf.get(host);
      if (owner === undefined) {
        ownerOf.set(host, spec.name);
        continue;
      }
      const what = `${host} is in ${owner} and in ${spec.name}`;
      problems.error(placeOfKey(thing, 'hosts'), 'BAD_PLACE', what, 'keep it in one cluster');
    }
    if (spec.ha !== undefined) checkHa(cluster, inventory);
    if (spec.ha?.onStorageLoss !== undefined) checkStorageLoss(cluster, inventory);
  }
}

/** The first host whose platform brings no high availability is named; the others are counted. */
function checkHa({ thing, spec }: Checked<ClusterSpec>, inventory: Inventory): void {
  const { places, problems } = inventory;
  const hasNone = (platform: string | undefined) =>
    platform !== undefined && inventory.platforms.get(platform)?.get('haService') === 'none';
  const without = spec.hosts.filter((host) => hasNone(places.platformOf(host)));
  const [first, ...others] = without;
  if (first === undefined) return;
  const platform = places.platformOf(first)!;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const what = `ha under ${platform}, the platform of ${first}${more}`;
  const able = [...inventory.platforms.keys()].filter((name) => !hasNone(name));
  const remedy = `drop ha, or use one of ${able.join(', ')}`;
  problems.error(placeOfKey(thing, 'ha'), 'NOT_HONOURED', what, remedy);
}

/** A response to lost storage where every host of the cluster has one. */
function checkStorageLoss({ thing, spec }: Checked<ClusterSpec>, inventory: Inventory): void {
  const { onStorageLoss } = spec.ha!;
  if (onStorageLoss === 'ignore') return;
  const { places, platforms, problems } = inventory;
  const hasNone = (platform: string): boolean =>
    platforms.get(platform)?.get('storageLossRestartSeconds') === 0;
  const lacking = spec.hosts.find((host) => hasNone(places.platformOf(host) ?? ''));
  if (lacking === undefined) return;
  const platform = places.platformOf(lacking)!;
  const what = `onStorageLoss: ${onStorageLoss} under ${platform}, the platform of ${lacking}`;
  problems.error(placeOfKey(thing, 'ha'), 'NOT_HONOURED', what, 'leave it out');
}
