/** Queues before datastores, as plain numbers: slots, what is in them, what waits, Little's law. */
import { columnOf, stateOf } from '../../state/health.ts';
import type { MapState } from '../contract.ts';
import { type Amounts, added, amountsOfMount, atLeastNothing, nothing } from './tenants.ts';

/** The queue of one host, or of several together, on one datastore. */
export interface QueueModel {
  /** Requests that may be under way; 0: nothing limits them, or it is not known. */
  readonly slots: number;
  /** Hosts whose slots these are. */
  readonly hosts: number;
  /** Requests that have a slot. */
  readonly inDevice: number;
  /** Requests without one. */
  readonly waiting: number;
  readonly iops: number;
  /** Of a request that has a slot; NaN without I/O. */
  readonly deviceMs: number;
  readonly kernelMs: number;
  readonly amounts: Amounts;
}

/** Adds up the queues of some mounts; hosts that are not there have no slots. */
export function queueOf(map: MapState, mounts: readonly number[]): QueueModel {
  const { tables, scene } = map;
  const of = (name: string, mount: number): number =>
    atLeastNothing(columnOf(tables, 'mount', name)?.[mount] ?? 0);
  const sum = { slots: 0, hosts: 0, outstanding: 0, waiting: 0, iops: 0, device: 0, kernel: 0 };
  let amounts = nothing;
  for (const mount of mounts) {
    const host = scene.storage?.mounts[mount]?.host ?? -1;
    if (stateOf(scene, tables, 'host', host) !== 'connected') continue;
    const iops = of('iops', mount);
    const depth = of('slots', mount);
    // Local disks have no queue that is full before the disk itself.
    const slots = Number.isFinite(depth) ? depth : 0;
    sum.slots += slots;
    sum.hosts += slots > 0 ? 1 : 0;
    sum.outstanding += of('outstanding', mount);
    sum.waiting += of('waiting', mount);
    sum.iops += iops;
    sum.device += iops * of('deviceMs', mount);
    sum.kernel += iops * of('kernelMs', mount);
    amounts = added(amounts, amountsOfMount(tables, mount));
  }
  const { slots, hosts, waiting, iops } = sum;
  return {
    ...{ slots, hosts, waiting, iops, amounts },
    inDevice: Math.max(0, sum.outstanding - waiting),
    deviceMs: iops > 0 ? sum.device / iops : Number.NaN,
    kernelMs: iops > 0 ? sum.kernel / iops : Number.NaN,
  };
}

/** Rows of the mounts of each datastore. */
export function mountsByDatastore({ scene }: MapState): number[][] {
  const by: number[][] = (scene.storage?.datastores ?? []).map(() => []);
  scene.storage?.mounts.forEach(({ datastore }, row) => {
    by[datastore]?.push(row);
  });
  return by;
}

/** So many waiting requests are worth a word. */
export const noticedWaiting = 0.5;
