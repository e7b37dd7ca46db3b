/** Rows of a host's card about its disks and its network, as plain numbers and words. */
import { columnOf, stateOf } from '../../state/health.ts';
import type { MapState } from '../contract.ts';
import { noticedWaiting, type QueueModel, queueOf } from '../fabric/queue-model.ts';
import { figures } from '../words.ts';

/** The fullest queue of a host. */
export interface DiskRowModel {
  readonly queue: QueueModel;
  readonly words: string;
  readonly isFull: boolean;
  /** The worst of its storage in words; empty: nothing. */
  readonly fact: string;
}

/** What goes through a host's network adapters. */
export interface NetRowModel {
  /** Of what they can carry both ways, 0 to 1. */
  readonly usedFraction: number;
  readonly words: string;
}

interface HostMounts {
  readonly byHost: readonly (readonly number[])[];
  readonly nicMBps: readonly number[];
}

const known = new WeakMap<object, HostMounts>();

/** Mounts and NICs by host; once a scene. */
function mountsOf({ scene }: MapState): HostMounts | undefined {
  const { storage } = scene;
  if (storage === undefined) return undefined;
  const before = known.get(storage);
  if (before !== undefined) return before;
  const byHost: number[][] = scene.hosts.map(() => []);
  storage.mounts.forEach(({ host }, row) => {
    byHost[host]?.push(row);
  });
  const nicMBps = scene.hosts.map(() => 0);
  for (const { owner, payloadMBps } of storage.nics) {
    if (owner.kind === 'host') nicMBps[owner.row]! += payloadMBps;
  }
  const made = { byHost, nicMBps };
  known.set(storage, made);
  return made;
}

/** The row about disks; undefined where the host sees no storage. */
export function diskRowModel(map: MapState, host: number): DiskRowModel | undefined {
  const mounts = mountsOf(map)?.byHost[host] ?? [];
  if (mounts.length === 0) return undefined;
  let fullest: { readonly queue: QueueModel; readonly mount: number } | undefined;
  let most = 0;
  for (const mount of mounts) {
    const queue = queueOf(map, [mount]);
    const taken = queue.inDevice + queue.waiting;
    const fullness = queue.slots > 0 ? taken / queue.slots : taken * 1e-6;
    if (fullest !== undefined && fullness <= most) continue;
    most = fullness;
    fullest = { queue, mount };
  }
  const { queue, mount } = fullest!;
  const name = targetName(map, mount);
  const isFull = queue.waiting >= noticedWaiting;
  const wait = isFull ? ` · ${figures(queue.waiting)} wait` : '';
  const some = queue.slots > 0 ? ` of ${figures(queue.slots)}` : ' under way';
  const words = queue.iops > 0 ? `${name} ${figures(queue.inDevice)}${some}${wait}` : 'no I/O';
  const full = isFull ? `${name} queue full` : '';
  return { queue, words, isFull, fact: brokenWords(map, mounts) || full };
}

function targetName({ scene }: MapState, mount: number): string {
  const storage = scene.storage!;
  const target = storage.datastores[storage.mounts[mount]!.datastore]!;
  return target.on?.kind === 'lun' ? storage.luns[target.on.row]!.name : target.name;
}

/** `lun01 stands still`, `2 of 4 paths dead`; empty: all is well. */
function brokenWords(map: MapState, mounts: readonly number[]): string {
  const { scene, tables } = map;
  for (const [word, said] of [
    ['lost', 'is lost'],
    ['down', 'cannot be reached'],
    ['stalled', 'stands still'],
  ] as const) {
    const found = mounts.find((mount) => stateOf(scene, tables, 'mount', mount) === word);
    if (found !== undefined) return `${targetName(map, found)} ${said}`;
  }
  const states = columnOf(tables, 'mountPath', 'state');
  if (states === undefined) return '';
  const [all, dead] = [new Set<number>(), new Set<number>()];
  for (const row of mounts) {
    const { paths, firstRow } = scene.storage!.mounts[row]!;
    paths.forEach((path, place) => {
      all.add(path);
      if (states[firstRow + place] === 2) dead.add(path);
    });
  }
  return dead.size === 0 ? '' : `${figures(dead.size)} of ${figures(all.size)} paths dead`;
}

/** The row about the network; undefined where the host has no adapters that are described. */
export function netRowModel(map: MapState, host: number): NetRowModel | undefined {
  const capacity = mountsOf(map)?.nicMBps[host] ?? 0;
  const of = (name: string): number => columnOf(map.tables, 'host', name)?.[host] ?? Number.NaN;
  const [sent, received] = [of('netSentMBps'), of('netReceivedMBps')];
  if (capacity <= 0 || Number.isNaN(sent + received)) return undefined;
  const words = `${figures(Math.max(sent, received))} of ${figures(capacity)} MB/s`;
  return { usedFraction: Math.min(1, Math.max(sent, received) / capacity), words };
}
