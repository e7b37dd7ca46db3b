import type { EventId } from '../../observe/event-log.ts';
import type { Host, Vm } from '../entities.ts';
import { Hook } from '../hook.ts';
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
import type { Mount } from './mount.ts';
import type { PartHealth } from './part-health.ts';
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
  /** What hosts see when nothing is broken: by datastore, then by host. */
  readonly mounts: Mount[] = [];
  private readonly mountByEnds = new Map<Datastore, (Mount | undefined)[]>();
  /** After the health of a part changed. */
  readonly partChanged = new Hook<[part: StoragePart, cause: EventId | undefined]>();
  /** After a guest made its file systems read-only: it writes no more until it is reset. */
  readonly becameReadOnly = new Hook<[vm: Vm]>();
  /** After a mount took other paths, or changed its state. */
  readonly mountChanged = new Hook<[mount: Mount, cause: EventId | undefined]>();

  /** How a host reaches a datastore; undefined: it does not see it. */
  mountOf(host: Host, datastore: Datastore): Mount | undefined {
    return this.mountByEnds.get(datastore)?.[host.index];
  }

  addMount(mount: Mount): void {
    this.mounts.push(mount);
    const byHost = this.mountByEnds.get(mount.datastore) ?? [];
    byHost[mount.host.index] = mount;
    this.mountByEnds.set(mount.datastore, byHost);
  }

  /** Paths from a host to the LUNs of an array, in their order, whatever their state. */
  pathsTo(host: Host, array: StorageArray): readonly Path[] {
    return host.paths.filter((path) => path.port.controller.array === array);
  }
}

/** What can fail, hang, or be slowed down. */
export type StoragePart = (
  | Hba
  | Cable
  | Switch
  | Link
  | Network
  | Nic
  | StorageArray
  | Controller
  | ArrayPort
  | RaidGroup
  | Spindle
  | Lun
  | Nas
) & { readonly health: PartHealth };
