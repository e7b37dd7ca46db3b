import type { EntityId } from '../directory.ts';
import type { Host, Vm } from '../entities.ts';
import type { Lun, RaidGroup } from './array-entities.ts';
import type { Network } from './fabric-entities.ts';
import { PartHealth } from './part-health.ts';
import type { DatastoreKind, DatastoreSpec, DiskSpec, NasSpec } from './storage-specs.ts';

/** What VMs lie on, and their disks. State only. */

/** A file server. */
export class Nas {
  readonly kind = 'nas';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: NasSpec;
  readonly name: string;
  readonly network: Network;
  readonly health = new PartHealth();

  constructor(id: EntityId, index: number, spec: NasSpec, network: Network) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = spec.name;
    this.network = network;
  }
}

/**
 * What a datastore lies on: a LUN, a file server, spindles of one host, or nothing that is
 * described.
 */
export type Backing =
  | { readonly on: 'lun'; readonly lun: Lun }
  | { readonly on: 'nas'; readonly nas: Nas }
  | { readonly on: 'local'; readonly host: Host; readonly raidGroup: RaidGroup }
  | { readonly on: 'limits' };

/** Where the disks of VMs lie. A host's local disk is one too: `vs02:disk0`. */
export class Datastore {
  readonly kind = 'datastore';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: DatastoreSpec;
  readonly name: string;
  readonly format: DatastoreKind;
  readonly backing: Backing;
  readonly capacityMiB: number;
  /** What disks, swap files and whatever has been put there take, MiB. */
  claimedMiB = 0;
  /** Of that, what `fill` has put there, MiB. */
  filledMiB = 0;
  readonly disks: Disk[] = [];

  constructor(id: EntityId, index: number, spec: DatastoreSpec, backing: Backing) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = spec.name;
    this.format = spec.kind ?? (backing.on === 'nas' ? 'nfs' : 'vmfs');
    this.backing = backing;
    const backingMiB = backing.on === 'lun' ? backing.lun.sizeMiB : Number.POSITIVE_INFINITY;
    this.capacityMiB = spec.sizeMiB ?? backingMiB;
  }

  get freeMiB(): number {
    return this.capacityMiB - this.claimedMiB;
  }
}

/** A virtual disk: `db01:data`. */
export class Disk {
  readonly kind = 'disk';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: DiskSpec;
  readonly name: string;
  readonly vm: Vm;
  datastore: Datastore;
  readonly sizeMiB: number;
  /** Space that it takes of its datastore, MiB. */
  claimedMiB: number;

  constructor(id: EntityId, index: number, spec: DiskSpec, vm: Vm, datastore: Datastore) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = `${vm.name}:${spec.name}`;
    this.vm = vm;
    this.datastore = datastore;
    this.sizeMiB = spec.sizeMiB;
    this.claimedMiB = spaceOf(spec);
  }
}

/** Space that a disk takes, MiB: a thin one what is used, a thick one all of its size. */
export function spaceOf({ sizeMiB, usedFraction, thin }: DiskSpec): number {
  return thin ? sizeMiB * usedFraction : sizeMiB;
}
