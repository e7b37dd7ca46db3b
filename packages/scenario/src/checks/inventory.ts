/** What the checks look at: everything that is well typed, by kind and by name. */
import type { ClusterSpec, HostSpec, PoolSpec, VmSpec } from '@vdcsim/core';
import { child, type Place } from '../document/tree.ts';
import type { PlatformCells } from '../language/language.ts';
import type { Places } from '../load/places.ts';
import type { Problems } from '../load/problems.ts';
import { placeOfThing, type Thing } from '../load/things.ts';

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
  readonly places: Places;
  /** Columns of all platforms, the scenario's own included. */
  readonly platforms: ReadonlyMap<string, PlatformCells>;
  /** Some host, cluster or pool is broken: what depends on all of them is not judged. */
  readonly isPartial: boolean;
  readonly problems: Problems;
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
