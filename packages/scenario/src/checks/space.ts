/** Where virtual disks lie, and whether they fit. */
import { type DatastoreSpec, type DiskSpec, spaceOf, type VmSpec } from '@vdcsim/core';
import { datastoreOf } from '../load/places.ts';
import { placeOfThing } from '../load/things.ts';
import { formatQuantity } from '../values/index.ts';
import { type Checked, type Inventory, placeOfKey, placeOfPart } from './inventory.ts';

export function checkSpace(inventory: Inventory): void {
  if (inventory.isStoragePartial) return;
  const needMiB = new Map<string, number>();
  for (const vm of inventory.vms) {
    const home = datastoreOf(vm.spec, inventory.places);
    for (const disk of vm.spec.disks ?? []) {
      const datastore = disk.datastore ?? home;
      if (datastore === undefined) tellNoPlace(vm, disk, inventory);
      else needMiB.set(datastore, (needMiB.get(datastore) ?? 0) + spaceOf(disk));
    }
  }
  checkShared(needMiB, inventory);
  for (const { thing, spec } of inventory.hosts) {
    for (const { name, sizeMiB } of spec.localDisks ?? []) {
      const place = placeOfPart(thing, ['localDisks', name]);
      checkRoom(`${spec.name}:${name}`, sizeMiB, needMiB, place, inventory);
    }
  }
}

function tellNoPlace({ thing, spec }: Checked<VmSpec>, disk: DiskSpec, inventory: Inventory): void {
  const { datastores, problems } = inventory;
  const near = datastores[0]?.spec.name;
  const remedy = near === undefined ? 'add one to storage' : `write "datastore: ${near}"`;
  const what = `${spec.name}:${disk.name} lies on no datastore`;
  const own = thing.entry.node.entries.has('disks');
  const place = own ? placeOfPart(thing, ['disks', disk.name]) : placeOfThing(thing);
  problems.error(place, 'BAD_PLACE', what, remedy);
}

function checkShared(needMiB: ReadonlyMap<string, number>, inventory: Inventory): void {
  const sizeOfLun = new Map(
    inventory.arrays.flatMap(({ spec }) => spec.luns.map((lun) => [lun.name, lun.sizeMiB])),
  );
  const sizeOf = ({ lun, sizeMiB }: DatastoreSpec): number | undefined =>
    lun === undefined ? sizeMiB : sizeOfLun.get(lun);
  for (const { thing, spec } of inventory.datastores) {
    checkRoom(spec.name, sizeOf(spec), needMiB, placeOfKey(thing, 'size'), inventory);
  }
}

/** Sums of sizes differ by rounding only below this, MiB. */
const toleranceMiB = 1e-6;

function checkRoom(
  name: string,
  sizeMiB: number | undefined,
  needMiB: ReadonlyMap<string, number>,
  place: ReturnType<typeof placeOfThing>,
  { problems }: Inventory,
): void {
  const need = needMiB.get(name) ?? 0;
  if (sizeMiB === undefined || need <= sizeMiB + toleranceMiB) return;
  const has = formatQuantity(sizeMiB, 'size');
  const what = `${name} has ${has}, the disks on it need ${formatQuantity(need, 'size')}`;
  problems.error(place, 'NO_SPACE', what, 'make it larger, or the disks smaller or thin');
}
