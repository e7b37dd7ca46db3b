import { columnOf, type Health, stateOf } from './health.ts';
import type { Entity } from './inventory.ts';
import type { Store } from './store.ts';

/** Health of a part of storage: by its state, of LUNs and datastores by their queues as well. */
export function partHealth(store: Store, { kind, row }: Entity): Health {
  const scene = store.inventory.value?.scene;
  const { tables } = store.frame.value;
  if (scene?.storage === undefined) return 'ok';
  const word = stateOf(scene, tables, kind, row);
  if (word === 'failed') return 'down';
  if (word === 'hung') return 'failing';
  if (word === 'slow') return 'constrained';
  if (kind === 'path') return pathHealth(store, row);
  return kind === 'lun' || kind === 'datastore' ? targetHealth(store, kind, row) : 'ok';
}

/** Of what lies under a LUN or datastore: whether its hosts reach it, and whether they wait. */
function targetHealth(store: Store, kind: string, row: number): Health {
  const { tables } = store.frame.value;
  const scene = store.inventory.value!.scene;
  const { mounts, datastores } = scene.storage!;
  const waiting = columnOf(tables, 'mount', 'waiting');
  let health: Health = 'ok';
  for (let at = 0; at < mounts.length; at++) {
    const { datastore } = mounts[at]!;
    const on = datastores[datastore]?.on;
    const isIt = kind === 'datastore' ? datastore === row : on?.kind === 'lun' && on.row === row;
    if (!isIt) continue;
    const word = stateOf(scene, tables, 'mount', at);
    if (word !== undefined && word !== 'open') return 'failing';
    if ((waiting?.[at] ?? 0) >= 1) health = 'constrained';
  }
  return health;
}

/** Dead for some LUN: down. */
function pathHealth(store: Store, row: number): Health {
  const states = columnOf(store.frame.value.tables, 'mountPath', 'state');
  const { mounts } = store.inventory.value!.scene.storage!;
  const isDead = mounts.some(({ paths, firstRow }) => {
    const place = paths.indexOf(row);
    return place >= 0 && states?.[firstRow + place] === 2;
  });
  return isDead ? 'down' : 'ok';
}
