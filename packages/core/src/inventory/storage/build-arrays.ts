import { assertSorted, byName, named } from '../lookup.ts';
import type { World } from '../world.ts';
import { ArrayPort, Controller, Lun, RaidGroup, Spindle, StorageArray } from './array-entities.ts';
import type { Junction } from './fabric-entities.ts';
import type { RaidSpec, StorageSpec } from './storage-specs.ts';

/** Makes arrays with their controllers, ports, RAID groups, spindles and LUNs. */
export function buildArrays(
  world: World,
  { arrays }: StorageSpec,
  junctions: ReadonlyMap<string, Junction>,
): void {
  const { directory, storage } = world;
  assertSorted(arrays);
  for (const spec of arrays) {
    const row = directory.add('array', spec.name);
    storage.arrays.push(new StorageArray(row.id, row.index, spec));
  }
  for (const array of storage.arrays) {
    buildControllers(world, array, junctions);
    assertSorted(array.spec.raidGroups);
    for (const spec of array.spec.raidGroups) {
      const name = `${array.name}:${spec.name}`;
      array.raidGroups.push(addRaidGroup(world, spec, { name, array }));
    }
  }
  buildLuns(world);
}

function buildControllers(
  world: World,
  array: StorageArray,
  junctions: ReadonlyMap<string, Junction>,
): void {
  const { directory, storage } = world;
  assertSorted(array.spec.controllers);
  for (const spec of array.spec.controllers) {
    const row = directory.add('controller', `${array.name}:${spec.name}`);
    const controller = new Controller(row.id, row.index, spec, array);
    array.controllers.push(controller);
    storage.controllers.push(controller);
    assertSorted(spec.ports);
    for (const portSpec of spec.ports) {
      const cabledTo = named(junctions, portSpec.cabledTo, 'switch or network');
      const portRow = directory.add('port', `${controller.name}:${portSpec.name}`);
      const port = new ArrayPort(portRow.id, portRow.index, portSpec, controller, cabledTo);
      controller.ports.push(port);
      storage.ports.push(port);
    }
  }
}

/**
 * Adds a RAID group with its spindles, of an array or of a local disk; the names of the spindles
 * begin with their holder's.
 */
export function addRaidGroup(
  world: World,
  spec: RaidSpec,
  place: { readonly name: string; readonly array?: StorageArray },
  holder = place.name,
): RaidGroup {
  const { directory, storage } = world;
  const row = directory.add('raidGroup', place.name);
  const group = new RaidGroup(row.id, row.index, spec, place);
  storage.raidGroups.push(group);
  for (let number = 1; number <= spec.spindles; number++) {
    const name = `${holder}:spindle${number}`;
    const spindleRow = directory.add('spindle', name);
    const spindle = new Spindle(spindleRow.id, spindleRow.index, name, group);
    group.spindles.push(spindle);
    storage.spindles.push(spindle);
  }
  return group;
}

/** LUNs in name order over all arrays; those that name no controller are dealt out in turn. */
function buildLuns(world: World): void {
  const { directory, storage } = world;
  const owned = storage.arrays.flatMap((array) => array.spec.luns.map((spec) => ({ array, spec })));
  owned.sort((a, b) => (a.spec.name < b.spec.name ? -1 : a.spec.name > b.spec.name ? 1 : 0));
  assertSorted(owned.map(({ spec }) => spec));
  const dealt = new Map<StorageArray, number>();
  for (const { array, spec } of owned) {
    const turn = dealt.get(array) ?? 0;
    if (spec.controller === undefined) dealt.set(array, turn + 1);
    const controller =
      spec.controller === undefined
        ? array.controllers[turn % Math.max(1, array.controllers.length)]
        : partNamed(array.controllers, array, spec.controller, 'controller');
    const raidGroup =
      spec.raidGroup === undefined
        ? soleOf(array.raidGroups)
        : partNamed(array.raidGroups, array, spec.raidGroup, 'RAID group');
    const row = directory.add('lun', spec.name);
    const lun = new Lun(row.id, row.index, spec, { array, raidGroup, controller });
    array.luns.push(lun);
    storage.luns.push(lun);
  }
}

function soleOf<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

function partNamed<T extends { readonly name: string }>(
  parts: readonly T[],
  array: StorageArray,
  name: string,
  kind: string,
): T {
  return named(byName(parts), `${array.name}:${name}`, kind);
}
