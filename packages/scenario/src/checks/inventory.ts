/** What the checks look at: everything that is well typed, by kind and by name. */
import type {
  ArraySpec,
  ClusterSpec,
  DatastoreSpec,
  HostSpec,
  LinkSpec,
  NasSpec,
  NetworkSpec,
  PoolSpec,
  SwitchSpec,
  VmSpec,
  ZoneSpec,
} from '@vdcsim/core';
import {
  child,
  type ListNode,
  type MapNode,
  type Place,
  type TreeNode,
  textOf,
} from '../document/tree.ts';
import type { PlatformCells } from '../language/language.ts';
import type { Places } from '../load/places.ts';
import type { Problems } from '../load/problems.ts';
import { placeOfThing, type Thing } from '../load/things.ts';
import { parseNewNames } from '../values/index.ts';

/** A thing and its typed keys. */
export interface Checked<Spec> {
  readonly thing: Thing;
  readonly spec: Spec;
}

export interface Inventory {
  readonly hosts: readonly Checked<HostSpec>[];
  readonly clusters: readonly Checked<ClusterSpec>[];
  readonly pools: readonly Checked<PoolSpec>[];
  readonly vms: readonly Checked<VmSpec>[];
  readonly networks: readonly Checked<NetworkSpec>[];
  readonly switches: readonly Checked<SwitchSpec>[];
  readonly links: readonly Checked<LinkSpec>[];
  readonly zones: readonly Checked<ZoneSpec>[];
  readonly arrays: readonly Checked<ArraySpec>[];
  readonly nas: readonly Checked<NasSpec>[];
  readonly datastores: readonly Checked<DatastoreSpec>[];
  readonly places: Places;
  /** Columns of all platforms, the scenario's own included. */
  readonly platforms: ReadonlyMap<string, PlatformCells>;
  /** Some host, cluster or pool is broken: what depends on all of them is not judged. */
  readonly isPartial: boolean;
  /** Some host, or something of storage or networks, is broken: paths are not judged. */
  readonly isStoragePartial: boolean;
  readonly problems: Problems;
}

const storageKinds = ['network', 'switch', 'link', 'zone', 'array', 'nas', 'datastore'];

/** Gathers what is well typed. */
export function inventoryOf(parts: {
  readonly things: ReadonlyMap<string, readonly Thing[]>;
  readonly places: Places;
  readonly platforms: ReadonlyMap<string, PlatformCells>;
  readonly isBroken: (kind: string) => boolean;
  readonly problems: Problems;
}): Inventory {
  const { things, places, platforms, isBroken, problems } = parts;
  const of = <Spec>(kind: string) => checked<Spec>(things.get(kind) ?? []);
  return {
    hosts: of('host'),
    clusters: of('cluster'),
    pools: of('pool'),
    vms: of('vm'),
    networks: of('network'),
    switches: of('switch'),
    links: of('link'),
    zones: of('zone'),
    arrays: of('array'),
    nas: of('nas'),
    datastores: of('datastore'),
    places,
    platforms,
    isPartial: ['host', 'cluster', 'pool'].some(isBroken),
    isStoragePartial: ['host', ...storageKinds].some(isBroken),
    problems,
  };
}

/** The well typed among some things. */
export function checked<Spec>(things: readonly Thing[]): Checked<Spec>[] {
  const found: Checked<Spec>[] = [];
  for (const thing of things) {
    if (thing.spec !== undefined) found.push({ thing, spec: thing.spec as unknown as Spec });
  }
  return found;
}

/** Place of a key of a thing's own entry, or of the entry where the key is not its own. */
export function placeOfKey(thing: Thing, key: string): Place {
  return child(thing.entry.node, key) ?? placeOfThing(thing);
}

/**
 * Place of a part of a thing, by the keys and short names that lead to it: `['luns', 'lun1']`,
 * `['controllers', 'spa', 'ports', 'p0']`; a last key without a name is a key of the part. What is
 * not the thing's own is told at the nearest that is.
 */
export function placeOfPart({ entry }: Thing, path: readonly string[]): Place {
  let node: TreeNode = entry.node;
  for (let i = 0; i < path.length; i += 2) {
    const [key = '', name] = path.slice(i, i + 2);
    const list: TreeNode | undefined = node.kind === 'map' ? child(node, key) : undefined;
    if (list === undefined || name === undefined) return list ?? node;
    const item: MapNode | undefined = list.kind === 'list' ? itemNamed(list, name) : undefined;
    if (item === undefined) return list;
    node = item;
  }
  return node;
}

/** The item that makes a name; one without a name bears that of its kind. */
function itemNamed(list: ListNode, name: string): MapNode | undefined {
  const maps = list.items.filter((item) => item.kind === 'map');
  const named = maps.find((item) => {
    const parsed = parseNewNames(textOf(item, 'name') ?? '');
    return parsed.ok && parsed.value.includes(name);
  });
  return named ?? maps.find((item) => !item.entries.has('name'));
}
