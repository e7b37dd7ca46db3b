import type { SceneEntity } from './scene-entity.ts';

/** A row of a list of the scene, by its kind: `{ kind: 'switch', row: 0 }`. */
export interface RowOf {
  readonly kind: string;
  readonly row: number;
}

/** An adapter of a host to storage. */
export interface SceneHba extends SceneEntity {
  /** Row of its host. */
  readonly host: number;
  /** `fc` or `iscsi`. */
  readonly interface: string;
  /** A switch or a network. */
  readonly cabledTo: RowOf;
  /** In one direction, MB/s. */
  readonly payloadMBps: number;
  /** Requests outstanding on one LUN. */
  readonly queueDepth: number;
}

/** A network adapter of a host or a VM. */
export interface SceneNic extends SceneEntity {
  readonly owner: RowOf;
  /** Row of its network. */
  readonly network: number;
  readonly payloadMBps: number;
}

/** The cable of an adapter or of a port of an array. */
export interface SceneCable extends SceneEntity {
  readonly end: RowOf;
}

/** A switch or a network; the speed is that of one port in one direction, MB/s. */
export interface SceneJunction extends SceneEntity {
  readonly payloadMBps: number;
}

/** A link between two switches. */
export interface SceneLink extends SceneEntity {
  /** Rows of the switches. */
  readonly between: readonly [number, number];
  /** Of all its cables in one direction, MB/s. */
  readonly payloadMBps: number;
}

export interface SceneArray extends SceneEntity {
  /** `active-active`, `active-passive` or `alua`. */
  readonly access: string;
}

export interface SceneController extends SceneEntity {
  /** Row of its array. */
  readonly array: number;
}

/** A port of an array. */
export interface ScenePort extends SceneEntity {
  /** Row of its controller. */
  readonly controller: number;
  readonly cabledTo: RowOf;
  readonly payloadMBps: number;
}

/** Disks that work as one. */
export interface SceneRaidGroup extends SceneEntity {
  /** Row of its array; -1: the local disk of a host. */
  readonly array: number;
  /** `raid5`. */
  readonly level: string;
  /** `fc-15k`. */
  readonly diskClass: string;
  readonly spindles: number;
}

export interface SceneLun extends SceneEntity {
  readonly array: number;
  /** Row of its RAID group; -1: not described. */
  readonly raidGroup: number;
  /** Row of the controller that it belongs to; -1: none. */
  readonly controller: number;
  readonly sizeMiB: number;
}

/** A file server. */
export interface SceneNas extends SceneEntity {
  readonly network: number;
}

export interface SceneDatastore extends SceneEntity {
  /** What it lies on; null: nothing that is described. A local disk lies on a RAID group. */
  readonly on: RowOf | null;
  /** `vmfs`, `nfs`, `ntfs` or `raw`. */
  readonly format: string;
  /** Null: without end. */
  readonly capacityMiB: number | null;
}

/** A way from an adapter to a port of an array. */
export interface ScenePath extends SceneEntity {
  readonly hba: number;
  readonly port: number;
  /** Switches or the one network on the way at the start, from the adapter on. */
  readonly junctions: readonly RowOf[];
}

/**
 * A host's way to a datastore, row by row of table `mount`. Its paths have the rows of table
 * `mountPath` from `firstRow` on.
 */
export interface SceneMount {
  readonly host: number;
  readonly datastore: number;
  readonly firstRow: number;
  /** Rows of `paths`. */
  readonly paths: readonly number[];
}

/** A virtual disk. */
export interface SceneDisk extends SceneEntity {
  readonly vm: number;
  /** Where it lies at the start. */
  readonly datastore: number;
  readonly sizeMiB: number;
}

/** Storage and networks, each list in the order of the rows of its kind. */
export interface SceneStorage {
  readonly networks: readonly SceneJunction[];
  readonly switches: readonly SceneJunction[];
  readonly links: readonly SceneLink[];
  readonly arrays: readonly SceneArray[];
  readonly controllers: readonly SceneController[];
  readonly ports: readonly ScenePort[];
  readonly raidGroups: readonly SceneRaidGroup[];
  readonly luns: readonly SceneLun[];
  readonly nas: readonly SceneNas[];
  readonly datastores: readonly SceneDatastore[];
  readonly hbas: readonly SceneHba[];
  readonly nics: readonly SceneNic[];
  readonly cables: readonly SceneCable[];
  readonly spindles: readonly SceneEntity[];
  readonly paths: readonly ScenePath[];
  readonly mounts: readonly SceneMount[];
  readonly disks: readonly SceneDisk[];
}
