import type { Quantity } from '../../declare/index.ts';
import type { RaidLevel } from '../../sharing/queueing/index.ts';

/**
 * Storage and networks of the typed scenario, in base units: MiB, MB/s (10^6 bytes), seconds.
 * Parts bear a name within what holds them: HBA `vmhba0` of host `esx01` is `esx01:vmhba0` for
 * everybody else. Lists are sorted by name. What is absent is 0, none or without limit, unless the
 * key says otherwise.
 */

/** What a network may carry. */
export type TrafficClass =
  | 'vms'
  | 'management'
  | 'migration'
  | 'ft'
  | 'storage'
  | 'backup'
  | 'replication';

/** Claim on bandwidth. Reservation and limit are MB/s, or a fraction (`percent`) of the network. */
export interface BandwidthClaimSpec {
  readonly shares?: 'low' | 'normal' | 'high' | number;
  readonly reservation?: Quantity;
  readonly limit?: Quantity;
}

export interface NetworkSpec {
  readonly name: string;
  /** Absent: everything. */
  readonly carries?: readonly TrafficClass[];
  /** Signalling rate of its ports, MB/s: 1 Gbps is 125. Absent: 1 Gbps. */
  readonly speedMBps?: number;
  readonly latencySeconds?: number;
  readonly duplex?: 'full' | 'half';
  readonly allocation?: Readonly<Partial<Record<TrafficClass, BandwidthClaimSpec>>>;
}

export interface NicSpec {
  readonly name: string;
  readonly network: string;
  /** Signalling rate, MB/s. Absent: that of its network. */
  readonly speedMBps?: number;
  readonly mac?: 'generated' | 'static';
}

/** Host bus adapter: Fibre Channel to a switch, iSCSI to a network. */
export interface HbaSpec {
  readonly name: string;
  readonly kind: 'fc' | 'iscsi';
  /** Name of a switch or network. */
  readonly cabledTo: string;
  /** Signalling rate, MB/s. Absent: 4 Gbps of Fibre Channel, 1 Gbps of iSCSI. */
  readonly speedMBps?: number;
  /** Commands outstanding on a LUN. Absent: its platform's. */
  readonly queueDepth?: number;
}

export type PathPolicyName = 'fixed' | 'mru' | 'round-robin' | 'least-queue-depth' | 'alua';

export interface MultipathingSpec {
  /** Absent: its platform's for the kind of array. */
  readonly policy?: PathPolicyName;
  /** Full names of HBAs and array ports whose paths `fixed` prefers, sorted. */
  readonly preferred?: readonly string[];
}

export interface SwitchSpec {
  readonly name: string;
  /** Absent: the switches that links join are one fabric. */
  readonly fabric?: string;
  /** Signalling rate of its ports, MB/s. Absent: 4 Gbps. */
  readonly speedMBps?: number;
}

/** Inter-switch link; `count` cables that are used as one. */
export interface LinkSpec {
  readonly name: string;
  /** Names of two switches. */
  readonly between: readonly string[];
  readonly speedMBps?: number;
  readonly count?: number;
}

/** Who may talk to whom in the fabrics of its members. */
export interface ZoneSpec {
  readonly name: string;
  /** Full names, sorted. */
  readonly hbas: readonly string[];
  readonly ports: readonly string[];
}

/** Limits of something whose inside is not described. */
export interface ThroughputSpec {
  readonly readMBps?: number;
  readonly writeMBps?: number;
  readonly combinedMBps?: number;
  readonly iops?: number;
  readonly latencySeconds?: number;
  readonly curve?: readonly {
    readonly streams: number;
    readonly readMBps?: number;
    readonly writeMBps?: number;
  }[];
}

export type DiskClassName = 'fc-15k' | 'ssd' | 'fc-10k' | 'sas-15k' | 'sas-10k' | 'sata-7k';

/** Spindles that work as one. */
export interface RaidSpec {
  readonly name: string;
  readonly spindles: number;
  /** Absent: fc-15k. */
  readonly diskClass?: DiskClassName;
  readonly raid: RaidLevel;
  /** Usable space, MiB. */
  readonly sizeMiB?: number;
}

export interface ArrayPortSpec {
  readonly name: string;
  /** Name of a switch or network. */
  readonly cabledTo: string;
  /** Signalling rate, MB/s. Absent: 4 Gbps at a switch, 1 Gbps at a network. */
  readonly speedMBps?: number;
}

export interface ControllerSpec {
  readonly name: string;
  readonly ports: readonly ArrayPortSpec[];
}

export interface LunSpec {
  readonly name: string;
  readonly sizeMiB: number;
  /** Within its array. Absent: its only one, or none. */
  readonly raidGroup?: string;
  /** Owner within its array. Absent: LUNs without one are dealt out to the controllers in turn. */
  readonly controller?: string;
}

export type ArrayKind = 'active-active' | 'active-passive' | 'alua';

export interface ArraySpec {
  readonly name: string;
  /** Absent: active-active. */
  readonly kind?: ArrayKind;
  readonly cacheMiB?: number;
  readonly cloneRateMBps?: number;
  /** File systems that it can look into. */
  readonly recognises?: readonly ('vmfs' | 'ntfs')[];
  readonly controllers: readonly ControllerSpec[];
  readonly raidGroups: readonly RaidSpec[];
  readonly luns: readonly LunSpec[];
  /** Instead of what follows from its spindles. */
  readonly throughput?: ThroughputSpec;
}

export interface NasSpec {
  readonly name: string;
  readonly network: string;
  readonly speedMBps?: number;
  readonly throughput?: ThroughputSpec;
}

export type DatastoreKind = 'vmfs' | 'nfs' | 'ntfs' | 'raw';

export interface DatastoreSpec {
  readonly name: string;
  /** Absent: nfs of a NAS, else vmfs. */
  readonly kind?: DatastoreKind;
  /** What it lies on: one of them, or neither for one that is described by its limits. */
  readonly lun?: string;
  readonly nas?: string;
  /** Names of the hosts that mount it, sorted. Absent: all that reach it. */
  readonly hosts?: readonly string[];
  /** Absent: that of its LUN. */
  readonly sizeMiB?: number;
  readonly throughput?: ThroughputSpec;
  readonly sioc?: { readonly thresholdSeconds: number };
}

export interface StorageSpec {
  readonly switches: readonly SwitchSpec[];
  readonly links: readonly LinkSpec[];
  readonly zones: readonly ZoneSpec[];
  readonly arrays: readonly ArraySpec[];
  readonly nas: readonly NasSpec[];
  readonly datastores: readonly DatastoreSpec[];
}

/** Claim on I/O: shares, and operations a second (`iops`) or MB/s (`rate`). */
export interface IoClaimSpec {
  readonly shares?: 'low' | 'normal' | 'high' | number;
  readonly reservation?: Quantity;
  readonly limit?: Quantity;
}

/** A virtual disk. */
export interface DiskSpec {
  readonly name: string;
  readonly sizeMiB: number;
  /** What the guest has written to, a fraction of its size. */
  readonly usedFraction: number;
  /** Takes only what is used; else all of its size. */
  readonly thin: boolean;
  /** Absent: the VM's. */
  readonly datastore?: string;
  readonly allocation?: { readonly io?: IoClaimSpec };
}
