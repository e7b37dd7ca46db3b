import type { Quantity, SeriesSpec } from '../declare/index.ts';
import type { WorkSpec } from './job-specs.ts';
import type {
  DiskSpec,
  HbaSpec,
  MultipathingSpec,
  NicSpec,
  RaidSpec,
} from './storage/storage-specs.ts';

/** The typed scenario's inventory: what the loader hands to the core, in base units. */

/** Claim on one resource. Absent numbers: reservation 0, no limit. */
export interface ClaimSpec {
  /** Words stand for the field's 4:2:1; a number is taken as it is (Xen: the weight). */
  readonly shares?: 'low' | 'normal' | 'high' | number;
  /** MHz, or a fraction of the owner's whole (`percent`). */
  readonly reservation?: Quantity;
  /** The same (Xen: the cap, of one pCPU). */
  readonly limit?: Quantity;
  /** Pools only. Default true. */
  readonly expandable?: boolean;
}

export interface AllocationSpec {
  readonly cpu?: ClaimSpec;
}

export interface HostCpuSpec {
  readonly sockets: number;
  readonly coresPerSocket: number;
  /** 1, or 2 with hyper-threading. */
  readonly threadsPerCore: number;
  readonly speedMHz: number;
  readonly vendor?: 'intel' | 'amd';
  readonly generation?: string;
  /** How VMs divide a host that is full. Default `shares`. */
  readonly sharing?: 'shares' | 'demand';
  /** Speed of the cores over time, a fraction of `speedMHz`; 1 before the first step. */
  readonly profile?: SeriesSpec;
}

/** How a hypervisor runs a guest's privileged instructions. */
export type GuestExecution = 'translated' | 'paravirtual' | 'hardware';

export interface HostSpec {
  readonly name: string;
  readonly platform: string;
  readonly cpu: HostCpuSpec;
  readonly memoryMiB: number;
  readonly power: 'powered-on' | 'powered-off';
  /** Lists of parts are sorted by name; absent: none. */
  readonly hbas?: readonly HbaSpec[];
  readonly nics?: readonly NicSpec[];
  readonly localDisks?: readonly RaidSpec[];
  readonly multipathing?: MultipathingSpec;
  readonly tags: Readonly<Record<string, string>>;
}

export type RestartPriority = 'high' | 'medium' | 'low' | 'disabled';

/** What HA does with VMs whose host has lost their storage. */
export type StorageLossResponse = 'ignore' | 'conservative' | 'aggressive';

export interface HaSpec {
  readonly restartPriority: RestartPriority;
  /** Absent: ignore. */
  readonly onStorageLoss?: StorageLossResponse;
}

export interface ClusterSpec {
  readonly name: string;
  /** Names of its hosts, sorted. */
  readonly hosts: readonly string[];
  readonly ha?: HaSpec;
}

export interface PoolSpec {
  readonly name: string;
  /** Exactly one of cluster, host and parent says where the pool stands. */
  readonly cluster?: string;
  readonly host?: string;
  readonly parent?: string;
  readonly allocation: AllocationSpec;
}

/** A stage of a boot: what it names goes on at once, and it ends with the last of it. */
export interface BootStageSpec {
  readonly waitSeconds?: number;
  /** Work of one thread. */
  readonly cpu?: WorkSpec;
  /** Read from and written to the disk, MiB, above 0. */
  readonly readMiB?: number;
  readonly writeMiB?: number;
  /** Name of a disk of the VM. Absent: its first. */
  readonly disk?: string;
}

export interface VmSpec {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** Where it is at the start; absent: placed in its cluster. */
  readonly host?: string;
  readonly cluster?: string;
  readonly pool?: string;
  readonly workload?: string;
  readonly os?: string;
  readonly template?: string;
  readonly owner?: string;
  readonly guestClock: 'ticks' | 'steal-aware';
  /** Absent: what its platform prefers. */
  readonly execution?: GuestExecution;
  readonly allocation: AllocationSpec;
  /** Absent: its cluster's. */
  readonly restartPriority?: RestartPriority;
  readonly boot: readonly BootStageSpec[];
  /** Sorted by name; absent: none. */
  readonly disks?: readonly DiskSpec[];
  readonly nics?: readonly NicSpec[];
  /** Where its files lie, and those of its disks that name no other. */
  readonly datastore?: string;
  /** Longest silence of a disk that the guest survives, seconds. Absent: 60 s. */
  readonly diskTimeoutSeconds?: number;
  readonly power: 'powered-on' | 'powered-off' | 'suspended';
  readonly tags: Readonly<Record<string, string>>;
}
