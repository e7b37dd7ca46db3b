/** Sentences about what is broken: what, when, and what I/O did then, from states and events. */
import type { WireEvent } from '@vdcsim/protocol';
import { columnOf, stateOf } from '../../state/health.ts';
import type { MapState } from '../contract.ts';
import { clock, duration, named, several } from '../words.ts';
import type { PlacedLink } from './fabric-layout.ts';
import type { FabricModel } from './fabric-model.ts';

/** What is said at an adapter. */
export interface FabricNote {
  /** Key of the node under which it stands. */
  readonly at: string;
  readonly title: string;
  readonly words: string;
}

/** What is broken, by key of node. */
export interface Breakage {
  readonly notes: readonly FabricNote[];
  /** When a failed node failed: `failed 02:20:40`. */
  readonly since: ReadonlyMap<string, string>;
  /** Whether a link without a way through is broken itself, and not only beyond. */
  isBroken(link: PlacedLink): boolean;
}

/** Looks what is broken. @param events oldest first, as far as they are kept */
export function breakageOf(
  map: MapState,
  model: FabricModel,
  events: readonly WireEvent[],
): Breakage {
  const since = new Map<string, string>();
  for (const { key, kind, entity, state } of model.graph.nodes.values()) {
    if (state !== 'failed' || entity === undefined) continue;
    const failed = lastOf(events, [`${kind}.failed`], new Set([entity]));
    const at =
      failed === undefined ? '' : ` ${clock(failed.timeSeconds, map.scene.startEpochSeconds)}`;
    since.set(key, `failed${at}`);
  }
  const deadAt = deadAdapters(map);
  const notes = [...model.graph.nodes.values()].flatMap(({ key, kind, column }) => {
    if (kind !== 'hba' || column !== model.shape.hba) return [];
    const row = Number(key.slice('hba:'.length));
    const dead = deadAt.get(row);
    return dead === undefined ? [] : [noteAt(map, events, key, row, dead)];
  });
  notes.push(...silentHosts(map, model, notes));
  const explained = (link: PlacedLink): boolean =>
    link.from.state === 'failed' ||
    link.to.state === 'failed' ||
    (link.from.isCut === true && link.from.column === model.shape.hba) ||
    (link.to.isCut === true && link.to.column === model.shape.port);
  const anyExplained = since.size > 0 || [...model.graph.nodes.values()].some((node) => node.isCut);
  return {
    ...{ notes, since },
    isBroken: (link) => explained(link) || (!anyExplained && link.from.column === model.shape.hba),
  };
}

/** Adapters with dead paths: how many, of all. */
function deadAdapters(
  map: MapState,
): Map<number, { readonly dead: Set<number>; all: Set<number> }> {
  const { storage } = map.scene;
  const states = columnOf(map.tables, 'mountPath', 'state');
  const found = new Map<number, { dead: Set<number>; all: Set<number> }>();
  if (storage === undefined || states === undefined) return found;
  for (const { paths, firstRow } of storage.mounts) {
    paths.forEach((path, place) => {
      const { hba } = storage.paths[path]!;
      const of = found.get(hba) ?? { dead: new Set(), all: new Set() };
      of.all.add(path);
      if (states[firstRow + place] === 2) of.dead.add(path);
      found.set(hba, of);
    });
  }
  for (const [hba, { dead }] of found) if (dead.size === 0) found.delete(hba);
  return found;
}

function noteAt(
  map: MapState,
  events: readonly WireEvent[],
  at: string,
  row: number,
  { dead, all }: { readonly dead: ReadonlySet<number>; readonly all: ReadonlySet<number> },
): FabricNote {
  const storage = map.scene.storage!;
  const adapter = storage.hbas[row]!;
  const name = adapter.name.slice(adapter.name.indexOf(':') + 1);
  const ids = new Set([...dead].map((path) => storage.paths[path]!.id));
  const died = lastOf(events, ['path.died'], ids);
  const root = events.find(({ id }) => id === died?.cause) ?? died;
  const when = root === undefined ? '' : ` ${clock(root.timeSeconds, map.scene.startEpochSeconds)}`;
  const cause = root === undefined ? '' : rootWords(root);
  const much =
    dead.size === all.size
      ? several(dead.size, 'path')
      : `${dead.size} of ${several(all.size, 'path')}`;
  const title = `${name}: ${much} dead${cause === '' ? '' : `, ${cause}`}${when}`;
  return { at, title, words: aftermath(map, events, adapter.host, died) };
}

/** Hosts whose I/O does not get through while no path of theirs is known to be dead. */
function silentHosts(
  map: MapState,
  model: FabricModel,
  known: readonly FabricNote[],
): FabricNote[] {
  const storage = map.scene.storage!;
  return model.hosts.flatMap((host) => {
    const own = storage.hbas.flatMap((hba, row) => (hba.host === host ? [`hba:${row}`] : []));
    const [first] = own;
    if (first === undefined || known.some(({ at }) => own.includes(at))) return [];
    const isConnected = stateOf(map.scene, map.tables, 'host', host) === 'connected';
    const silent = storage.mounts.filter((mount, row) => {
      const word = stateOf(map.scene, map.tables, 'mount', row);
      return mount.host === host && word !== undefined && word !== 'open';
    });
    if (silent.length === 0 || !isConnected) return [];
    const title = `${map.scene.hosts[host]!.name}: I/O stands still`;
    const names = silent.map(({ datastore }) => storage.datastores[datastore]!.name);
    return [{ at: first, title, words: `${named(names)} cannot be reached now` }];
  });
}

/** What I/O of a host did after a path died. */
function aftermath(
  map: MapState,
  events: readonly WireEvent[],
  host: number,
  died: WireEvent | undefined,
): string {
  const storage = map.scene.storage!;
  const states = columnOf(map.tables, 'mount', 'state');
  const words = storage.mounts.flatMap((mount, row) =>
    mount.host === host ? [stateOf(map.scene, map.tables, 'mount', row) ?? ''] : [],
  );
  if (states !== undefined && words.some((word) => word === 'down' || word === 'lost')) {
    return 'No path is left: I/O cannot go on';
  }
  const moved = lastOf(events, ['path.failedOver'], new Set([map.scene.hosts[host]!.id]));
  if (words.includes('stalled')) return 'I/O stands still until it is given up';
  if (moved === undefined || died === undefined) return 'I/O takes other paths';
  const root = events.find(({ id }) => id === died.cause) ?? died;
  const silence = moved.timeSeconds - root.timeSeconds;
  return silence > 0.5
    ? `I/O stood still for ${duration(silence)}, then moved`
    : 'I/O moved at once';
}

/** The event that began it: `cable failed`, without the name that stands there already. */
function rootWords(root: WireEvent): string {
  const [kind = '', past = ''] = root.type.split('.');
  return kind === 'path' ? '' : `${kind} ${past}`;
}

function lastOf(
  events: readonly WireEvent[],
  types: readonly string[],
  subjects: ReadonlySet<number>,
): WireEvent | undefined {
  for (let at = events.length - 1; at >= 0; at--) {
    const event = events[at]!;
    if (types.includes(event.type) && subjects.has(event.subject)) return event;
  }
  return undefined;
}
