import { type Inventory, placeOfKey } from './inventory.ts';

/** A host belongs to one cluster at most. */
export function checkClusters({ clusters, problems }: Inventory): void {
  const ownerOf = new Map<string, string>();
  for (const { thing, spec } of clusters) {
    for (const host of spec.hosts) {
      const owner = ownerOf.get(host);
      if (owner === undefined) {
        ownerOf.set(host, spec.name);
        continue;
      }
      const what = `${host} is in ${owner} and in ${spec.name}`;
      problems.error(placeOfKey(thing, 'hosts'), 'BAD_PLACE', what, 'keep it in one cluster');
    }
  }
}
