import type { SceneStorage } from '@vdcsim/protocol';
import { amountsOfMount, total } from '../draw/fabric/tenants.ts';
import { columnOf } from './health.ts';
import type { Entity } from './inventory.ts';
import type { Store } from './store.ts';

/** The scene's storage; undefined where it has none. */
export function storageOf(store: Store): SceneStorage | undefined {
  return store.inventory.value?.scene.storage;
}

/** What stands for a datastore: its LUN, or itself where it is on none. */
export function entityOfDatastore(store: Store, datastore: number): Entity | undefined {
  const storage = storageOf(store);
  const row = storage?.datastores[datastore];
  const lun = row?.on?.kind === 'lun' ? storage?.luns[row.on.row] : undefined;
  const id = lun?.id ?? row?.id;
  return id === undefined ? undefined : store.inventory.value?.byId.get(id);
}

/** Row of the datastore of an entity: itself, its LUN, or that of a VM's first disk; -1: none. */
export function datastoreOf(storage: SceneStorage, { kind, row }: Entity): number {
  if (kind === 'datastore') return row;
  if (kind === 'lun') {
    return storage.datastores.findIndex(({ on }) => on?.kind === 'lun' && on.row === row);
  }
  if (kind === 'vm') return storage.disks.find(({ vm }) => vm === row)?.datastore ?? -1;
  return kind === 'disk' ? (storage.disks[row]?.datastore ?? -1) : -1;
}

/** Row of the datastore of what is selected, else of the one with the most waiting or moving. */
export function datastoreInSight(store: Store): number | undefined {
  const storage = storageOf(store);
  if (storage === undefined || storage.datastores.length === 0) return undefined;
  const { selected } = store;
  if (selected.value !== undefined) {
    const row = datastoreOf(storage, selected.value);
    if (row >= 0) return row;
  }
  const { tables } = store.frame.value;
  const waiting = columnOf(tables, 'mount', 'waiting');
  const weights = storage.datastores.map(() => 0);
  storage.mounts.forEach(({ datastore }, row) => {
    const waits = waiting?.[row] ?? 0;
    const flow = total(amountsOfMount(tables, row));
    weights[datastore]! += flow + 1e3 * (waits >= 1 ? Math.floor(waits) : 0);
  });
  return weights.indexOf(Math.max(...weights));
}
