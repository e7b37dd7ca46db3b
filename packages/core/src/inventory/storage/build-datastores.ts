import { SimulatorError } from '../../engine/errors.ts';
import type { Host, Vm } from '../entities.ts';
import { assertSorted, byName, named } from '../lookup.ts';
import type { World } from '../world.ts';
import { addRaidGroup } from './build-arrays.ts';
import { type Backing, Datastore, Disk, Nas } from './datastore-entities.ts';
import type { DatastoreSpec, RaidSpec, StorageSpec } from './storage-specs.ts';

/** Makes file servers and datastores, those on hosts' local disks included. */
export function buildDatastores(world: World, { nas, datastores }: StorageSpec): void {
  const { directory, storage } = world;
  for (const list of [nas, datastores]) assertSorted(list);
  const networkByName = byName(storage.networks);
  for (const spec of nas) {
    const network = named(networkByName, spec.network, 'network');
    const row = directory.add('nas', spec.name);
    storage.nas.push(new Nas(row.id, row.index, spec, network));
  }
  const lunByName = byName(storage.luns);
  const nasByName = byName(storage.nas);
  for (const spec of datastores) {
    const backing: Backing =
      spec.lun !== undefined
        ? { on: 'lun', lun: named(lunByName, spec.lun, 'LUN') }
        : spec.nas !== undefined
          ? { on: 'nas', nas: named(nasByName, spec.nas, 'NAS') }
          : { on: 'limits' };
    addDatastore(world, spec, backing);
  }
  for (const host of world.hosts) {
    const { localDisks = [] } = host.spec;
    assertSorted(localDisks);
    for (const spec of localDisks) buildLocalDisk(world, host, spec);
  }
}

/** The datastore takes the name of the local disk, so its RAID group bears another. */
function buildLocalDisk(world: World, host: Host, spec: RaidSpec): void {
  const name = `${host.name}:${spec.name}`;
  const raidGroup = addRaidGroup(world, spec, { name: `${name}:raid` }, name);
  const own: DatastoreSpec = {
    name,
    hosts: [host.name],
    ...(spec.sizeMiB !== undefined && { sizeMiB: spec.sizeMiB }),
  };
  addDatastore(world, own, { on: 'local', host, raidGroup });
}

function addDatastore(world: World, spec: DatastoreSpec, backing: Backing): void {
  const row = world.directory.add('datastore', spec.name);
  world.storage.datastores.push(new Datastore(row.id, row.index, spec, backing));
}

/**
 * Makes the virtual disks of all VMs and books their space.
 * @throws SimulatorError NO_SUCH_NAME, NO_SPACE
 */
export function buildDisks(world: World): void {
  const datastoreByName = byName(world.storage.datastores);
  for (const vm of world.vms) {
    const { datastore, disks = [] } = vm.spec;
    assertSorted(disks);
    if (datastore !== undefined) lieOn(vm, named(datastoreByName, datastore, 'datastore'));
    for (const spec of disks) {
      const place = spec.datastore ?? datastore;
      if (place === undefined) {
        throw new SimulatorError('NO_SUCH_NAME', `${vm.name}:${spec.name} has no datastore`);
      }
      const row = world.directory.add('disk', `${vm.name}:${spec.name}`);
      const home = named(datastoreByName, place, 'datastore');
      const disk = new Disk(row.id, row.index, spec, vm, home);
      vm.disks.push(disk);
      world.storage.disks.push(disk);
      lieOn(vm, home);
      book(disk, home);
    }
  }
}

function lieOn(vm: Vm, datastore: Datastore): void {
  if (!vm.datastores.includes(datastore)) vm.datastores.push(datastore);
}

/** Sums of sizes differ by rounding only below this, MiB. */
const toleranceMiB = 1e-6;

function book(disk: Disk, datastore: Datastore): void {
  datastore.disks.push(disk);
  datastore.claimedMiB += disk.claimedMiB;
  if (datastore.freeMiB >= -toleranceMiB) return;
  throw new SimulatorError(
    'NO_SPACE',
    `${datastore.name} has no room for ${disk.name}; make it larger, or the disks smaller`,
  );
}
