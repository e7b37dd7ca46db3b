import type { MapState } from '../draw/contract.ts';
import { mountsByDatastore, noticedWaiting, queueOf } from '../draw/fabric/queue-model.ts';
import { figures, named } from '../draw/words.ts';
import { stateOf } from './health.ts';
import type { Entity } from './inventory.ts';

/** What is to be said of a part of storage in one sentence, and whether something lacks. */
export interface PartVerdict {
  readonly words: string;
  readonly isShort: boolean;
}

/** Judges a part by its state, a LUN or datastore by its queues as well. */
export function verdictOfPart(map: MapState, { kind, row }: Entity): PartVerdict | undefined {
  const word = stateOf(map.scene, map.tables, kind, row);
  if (word === 'failed') return { words: 'Failed: nothing gets through.', isShort: true };
  if (word === 'hung') return { words: 'Answers nothing, and nobody is told.', isShort: true };
  if (word === 'slow') return { words: 'Works at a part of its speed.', isShort: true };
  if (kind !== 'lun' && kind !== 'datastore') return undefined;
  const { storage } = map.scene;
  const rows = (storage?.datastores ?? []).flatMap(({ on }, at) => {
    const isIt = kind === 'datastore' ? at === row : on?.kind === 'lun' && on.row === row;
    return isIt ? [at] : [];
  });
  const mounts = rows.flatMap((at) => mountsByDatastore(map)[at] ?? []);
  const full = mounts.filter((mount) => queueOf(map, [mount]).waiting >= noticedWaiting);
  if (full.length === 0) return undefined;
  const hosts = full.map((mount) => map.scene.hosts[storage!.mounts[mount]!.host]!.name);
  const { waiting } = queueOf(map, full);
  const words = `No slot is free on ${named(hosts)}: ${figures(waiting)} requests wait there.`;
  return { words, isShort: true };
}
