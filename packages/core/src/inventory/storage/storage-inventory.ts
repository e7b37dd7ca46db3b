import type { Host } from '../entities.ts';
import type {
  ArrayPort,
  Controller,
  Lun,
  RaidGroup,
  Spindle,
  StorageArray,
} from './array-entities.ts';
import type { Datastore, Disk, Nas } from './datastore-entities.ts';
import type { Cable, Hba, Link, Network, Nic, Switch, Zone } from './fabric-entities.ts';
import type { Path } from './path.ts';

/**
 * Everything of storage and networks in one simulation, each list in the order of its kind's
 * indices: by name, parts owner by owner.
 */
export class StorageInventory {
  readonly networks: Network[] = [];
  readonly switches: Switch[] = [];
  readonly links: Link[] = [];
  readonly zones: Zone[] = [];
  readonly arrays: StorageArray[] = [];
  readonly controllers: Controller[] = [];
  readonly ports: ArrayPort[] = [];
  readonly raidGroups: RaidGroup[] = [];
  readonly spindles: Spindle[] = [];
  readonly luns: Lun[] = [];
  readonly nas: Nas[] = [];
  readonly datastores: Datastore[] = [];
  readonly hbas: Hba[] = [];
  readonly nics: Nic[] = [];
  readonly cables: Cable[] = [];
  readonly disks: Disk[] = [];
  /** By adapter, then by array port. */
  readonly paths: Path[] = [];

  /** Paths from a host to the LUNs of an array, in their order, whatever their state. */
  pathsTo(host: Host, array: StorageArray): readonly Path[] {
    return host.paths.filter((path) => path.port.controller.array === array);
  }
}
