/**
 * Transports with few sessions: a session has one link, however many links there are (design note;
 * `sharing/queueing/transport.ts`).
 *
 *     NFS              one session a datastore: datastores of a network are dealt out to the host's
 *                      adapters on it that work, in turn
 *     software iSCSI   so many sessions with a target as the platform has (one in ESX 3): a host
 *                      gets no more from an array than so many of its adapters carry
 *
 * Assumption: the ports of an array are one target.
 */
import type { Host } from '../../../inventory/entities.ts';
import type { StorageArray } from '../../../inventory/storage/array-entities.ts';
import type { Datastore } from '../../../inventory/storage/datastore-entities.ts';
import type { Nic } from '../../../inventory/storage/fabric-entities.ts';
import { sessionsMBps } from '../../../sharing/index.ts';
import { type Direction, type IoResources, READ, WRITE } from './io-resources.ts';

/** Resource of a host's sessions with an array, by direction; undefined: they hold nobody back. */
export function sessionResource(
  io: IoResources,
  host: Host,
  array: StorageArray,
  direction: Direction,
): number | undefined {
  const key = `${host.index} ${array.index}`;
  if (!io.sessions.has(key)) io.sessions.set(key, openSessions(io, host));
  return io.sessions.get(key)?.[direction];
}

function openSessions(io: IoResources, host: Host): readonly [number, number] | undefined {
  const adapters = host.hbas.filter(({ spec }) => spec.kind === 'iscsi');
  const sessions = host.platform.number('iscsiSessionsPerTarget');
  if (sessions === 0 || sessions >= adapters.length) return undefined;
  const open = (direction: Direction): number =>
    io.add({ word: 'paths', entity: host.id }, () => {
      const each = adapters.map(({ index }) => io.present(io.hbas[2 * index + direction]!));
      return sessionsMBps(Math.max(...each), adapters.length, sessions);
    });
  return [open(READ), open(WRITE)];
}

/** Adapter of a host that carries a datastore of a file server; undefined: it has none there. */
export function sessionNic(host: Host, datastore: Datastore, rank: number): Nic | undefined {
  const { backing } = datastore;
  if (backing.on !== 'nas') return undefined;
  const mine = host.nics.filter(({ network }) => network === backing.nas.network);
  const working = mine.filter(({ health }) => health.isUp);
  const among = working.length > 0 ? working : mine;
  return among[rank % among.length];
}

/** By datastore: how many others of file servers on the same network come before it. */
export function sessionRanks(datastores: readonly Datastore[]): Int32Array {
  const known = new Map<unknown, number>();
  return Int32Array.from(datastores, ({ backing }) => {
    if (backing.on !== 'nas') return 0;
    const rank = known.get(backing.nas.network) ?? 0;
    known.set(backing.nas.network, rank + 1);
    return rank;
  });
}
