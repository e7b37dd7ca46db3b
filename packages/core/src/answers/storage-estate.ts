import type { Junction } from '../inventory/storage/fabric-entities.ts';
import type { World } from '../inventory/world.ts';

/** Number, kind and name of an entity. */
export interface EstateEntity {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
}

/** An entity by its kind and its index within it. */
export interface EstatePlace {
  readonly kind: string;
  readonly row: number;
}

/** Storage and networks as they are described, to look at; see `storageEstate`. */
export type StorageEstate = NonNullable<ReturnType<typeof storageEstate>>;

/**
 * Describes storage and networks in rows: each list in the order of its kind's indices, what
 * belongs together by index, -1 for none. Undefined where the scenario has no storage.
 */
export function storageEstate({ storage }: World) {
  if (storage.datastores.length === 0 && storage.hbas.length === 0) return undefined;
  return {
    networks: storage.networks.map((each) => ({ ...entity(each), payloadMBps: each.speedMBps })),
    switches: storage.switches.map((each) => ({ ...entity(each), payloadMBps: each.payloadMBps })),
    links: storage.links.map((each) => ({
      ...entity(each),
      between: [each.between[0].index, each.between[1].index] as const,
      payloadMBps: each.payloadMBps,
    })),
    ...arraysOf(storage),
    ...datastoresOf(storage),
    ...adaptersOf(storage),
    mounts: storage.mounts.map((each) => ({
      host: each.host.index,
      datastore: each.datastore.index,
      firstRow: each.firstRow,
      paths: each.paths.map((path) => path.index),
    })),
  };
}

type Storage = World['storage'];

function arraysOf(storage: Storage) {
  return {
    arrays: storage.arrays.map((each) => ({ ...entity(each), access: each.access })),
    controllers: storage.controllers.map((each) => ({
      ...entity(each),
      array: each.array.index,
    })),
    ports: storage.ports.map((each) => ({
      ...entity(each),
      controller: each.controller.index,
      cabledTo: place(each.cabledTo),
      payloadMBps: each.payloadMBps,
    })),
    raidGroups: storage.raidGroups.map((each) => ({
      ...entity(each),
      array: each.array?.index ?? -1,
      level: each.level as string,
      diskClass: each.diskClass as string,
      spindles: each.spindles.length,
    })),
    luns: storage.luns.map((each) => ({
      ...entity(each),
      array: each.array.index,
      raidGroup: each.raidGroup?.index ?? -1,
      controller: each.homeController?.index ?? -1,
      sizeMiB: each.sizeMiB,
    })),
    spindles: storage.spindles.map(entity),
  };
}

function datastoresOf(storage: Storage) {
  return {
    nas: storage.nas.map((each) => ({ ...entity(each), network: each.network.index })),
    datastores: storage.datastores.map((each) => ({
      ...entity(each),
      on: backingOf(each.backing),
      format: each.format as string,
      capacityMiB: Number.isFinite(each.capacityMiB) ? each.capacityMiB : null,
    })),
    disks: storage.disks.map((each) => ({
      ...entity(each),
      vm: each.vm.index,
      datastore: each.datastore.index,
      sizeMiB: each.sizeMiB,
    })),
  };
}

function backingOf(backing: Storage['datastores'][number]['backing']): EstatePlace | null {
  switch (backing.on) {
    case 'lun':
      return place(backing.lun);
    case 'nas':
      return place(backing.nas);
    case 'local':
      return place(backing.raidGroup);
    case 'limits':
      return null;
  }
}

function adaptersOf(storage: Storage) {
  return {
    hbas: storage.hbas.map((each) => ({
      ...entity(each),
      host: each.host.index,
      interface: each.spec.kind as string,
      cabledTo: place(each.cabledTo),
      payloadMBps: each.payloadMBps,
      queueDepth: each.queueDepth,
    })),
    nics: storage.nics.map((each) => ({
      ...entity(each),
      owner: place(each.owner),
      network: each.network.index,
      payloadMBps: each.payloadMBps,
    })),
    cables: storage.cables.map((each) => ({ ...entity(each), end: place(each.end) })),
    paths: storage.paths.map((each) => ({
      ...entity(each),
      hba: each.hba.index,
      port: each.port.index,
      junctions: each.route.junctions.map((junction: Junction) => place(junction)),
    })),
  };
}

function entity({ id, kind, name }: EstateEntity): EstateEntity {
  return { id, kind, name };
}

function place({ kind, index }: { readonly kind: string; readonly index: number }): EstatePlace {
  return { kind, row: index };
}
