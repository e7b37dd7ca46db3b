import { type ClaimRules, claimRulesOf } from './claim-rules.ts';
import type { EntityId } from './directory.ts';
import type { Platform } from './platform.ts';
import type {
  ClaimSpec,
  ClusterSpec,
  HostSpec,
  PoolSpec,
  RestartPriority,
  VmSpec,
} from './specs.ts';
import type { Datastore, Disk } from './storage/datastore-entities.ts';
import type { Hba, Nic } from './storage/fabric-entities.ts';
import type { Path } from './storage/path.ts';

/** What a host is doing. A failed host has lost its VMs; one that is off has none. */
export const hostStates = ['connected', 'failed', 'powered-off'] as const;
export type HostState = (typeof hostStates)[number];

/**
 * What a VM is doing. `failed` is off against its owner's wish: its host died, or nothing could
 * start it. `crashed` is on, with all its claims, but its guest is dead until somebody resets it.
 */
export const vmStates = [
  'powered-off',
  'booting',
  'running',
  'shutting-down',
  'suspended',
  'failed',
  'crashed',
] as const;
export type VmState = (typeof vmStates)[number];

/** What can bind a VM's CPU: its wish, its vCPUs, its limit, a pool's limit, its shares. */
export const cpuBindingWords = ['demand', 'vcpus', 'limit', 'pool', 'shares'] as const;
/** Places of `cpuBindingWords`. */
export const CpuBinding = { demand: 0, vcpus: 1, limit: 2, pool: 3, shares: 4 } as const;

/** Claim on CPU in MHz, resolved for its owner. */
export interface CpuClaim {
  shares: number;
  reservationMHz: number;
  limitMHz: number;
}

/** A host and what stands on it. State only; mechanisms act on it. */
export class Host {
  readonly kind = 'host';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: HostSpec;
  readonly platform: Platform;
  readonly name: string;
  /** Speed of one core by its label, MHz: what percentages of demand and claims are of. */
  readonly coreMHz: number;
  readonly cores: number;
  /** Hardware threads: a vCPU runs on one of them. */
  readonly pcpus: number;
  /** All cores at that speed, MHz: what reservations are granted from. */
  readonly capacityMHz: number;
  /** Present speed of the cores as a fraction of `coreMHz`. */
  speedFraction = 1;
  /** What a vCPU that runs here does now, MHz: less than a core where threads share cores. */
  vcpuMHz: number;
  /** What the platform makes of a claim. */
  readonly claimRules: ClaimRules;
  readonly memoryMiB: number;
  cluster: Cluster | undefined = undefined;
  state: HostState;
  /** VMs registered here, whatever their state, in index order. */
  readonly vms: Vm[] = [];
  /** Configured memory of the VMs that are on here, MiB. */
  claimedMemoryMiB = 0;
  /** CPU reservations of the VMs that are on here, MHz. */
  reservedMHz = 0;
  /** Promised to the pools and VMs right on this host if it has no cluster, MHz. */
  rootReservedMHz = 0;
  /** In name order. */
  readonly hbas: Hba[] = [];
  readonly nics: Nic[] = [];
  /** By adapter, then by array port, whatever their state. */
  readonly paths: Path[] = [];
  /** Datastores that it sees now; `setVisible` changes it. */
  readonly datastores = new Set<Datastore>();

  constructor(id: EntityId, index: number, spec: HostSpec, platform: Platform) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.platform = platform;
    this.name = spec.name;
    this.coreMHz = spec.cpu.speedMHz;
    this.cores = spec.cpu.sockets * spec.cpu.coresPerSocket;
    this.pcpus = this.cores * spec.cpu.threadsPerCore;
    this.capacityMHz = this.cores * this.coreMHz;
    this.vcpuMHz = this.coreMHz;
    this.claimRules = claimRulesOf(platform);
    this.memoryMiB = spec.memoryMiB;
    this.state = spec.power === 'powered-on' ? 'connected' : 'powered-off';
  }

  /** All cores at their present speed, MHz. */
  get presentMHz(): number {
    return this.capacityMHz * this.speedFraction;
  }
}

/** Hosts that share pools, placement and HA. */
export class Cluster {
  readonly kind = 'cluster';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: ClusterSpec;
  readonly name: string;
  readonly hosts: readonly Host[];
  /** Promised to the pools and VMs right on this cluster, MHz. */
  rootReservedMHz = 0;

  constructor(id: EntityId, index: number, spec: ClusterSpec, hosts: readonly Host[]) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = spec.name;
    this.hosts = hosts;
    for (const host of hosts) host.cluster = this;
  }
}

/** A resource pool on a cluster, a host or another pool. */
export class Pool {
  readonly kind = 'pool';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: PoolSpec;
  readonly name: string;
  parent: Pool | undefined = undefined;
  readonly children: Pool[] = [];
  /** Where the root of its tree stands. */
  readonly owner: Cluster | Host;
  readonly cpu: CpuClaim;
  expandable: boolean;
  /** Promised to the VMs that are on and to the pools right below it, MHz. */
  reservedMHz = 0;

  constructor(id: EntityId, index: number, spec: PoolSpec, owner: Cluster | Host, cpu: CpuClaim) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = spec.name;
    this.owner = owner;
    this.cpu = cpu;
    this.expandable = spec.allocation.cpu?.expandable ?? true;
  }
}

/** A virtual machine. State only; mechanisms act on it. */
export class Vm {
  readonly kind = 'vm';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: VmSpec;
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly cluster: Cluster | undefined;
  readonly pool: Pool | undefined;
  /** What it claims now, as the language writes it: percentages follow the VM to other hosts. */
  cpuClaim: ClaimSpec;
  /** The same in MHz, on its host. */
  readonly cpu: CpuClaim;
  readonly restartPriority: RestartPriority;
  /** Its virtual disks in name order. */
  readonly disks: Disk[] = [];
  readonly nics: Nic[] = [];
  /** All that it lies on, each once: that of its files first, then those of its disks. */
  readonly datastores: Datastore[] = [];
  /** Where it is registered; undefined until it is placed. */
  host: Host | undefined = undefined;
  state: VmState = 'powered-off';
  /** What its swap file takes of its first datastore now, MiB. */
  swapMiB = 0;
  /** The guest has mounted its disks read-only: writes fail until it is reset. */
  isReadOnly = false;

  constructor(
    id: EntityId,
    index: number,
    spec: VmSpec,
    home: { readonly cluster: Cluster | undefined; readonly pool: Pool | undefined },
    cpu: CpuClaim,
  ) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = spec.name;
    this.vcpus = spec.vcpus;
    this.memoryMiB = spec.memoryMiB;
    this.cluster = home.cluster;
    this.pool = home.pool;
    this.cpuClaim = spec.allocation.cpu ?? {};
    this.cpu = cpu;
    this.restartPriority =
      spec.restartPriority ?? home.cluster?.spec.ha?.restartPriority ?? 'medium';
  }

  /** Holds its claims on its host: booting, running, shutting down, or with a dead guest. */
  get isOn(): boolean {
    const { state } = this;
    return (
      state === 'running' || state === 'booting' || state === 'shutting-down' || state === 'crashed'
    );
  }
}
