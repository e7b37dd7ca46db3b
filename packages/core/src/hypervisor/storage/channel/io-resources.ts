import type { EntityId } from '../../../inventory/directory.ts';
import type { IoWord } from '../../../inventory/io-words.ts';
import type { RaidGroup } from '../../../inventory/storage/array-entities.ts';
import type { Link, Network, Nic } from '../../../inventory/storage/fabric-entities.ts';
import { ethernetPayloadMBps } from '../../../inventory/storage/link-rates.ts';
import type { PartHealth } from '../../../inventory/storage/part-health.ts';
import type { World } from '../../../inventory/world.ts';
import { type CapacityByFlows, CoupledSharing } from '../../../sharing/index.ts';
import { addLimits, type LimitSet } from './limit-sets.ts';
import { sessionRanks } from './sessions.ts';

/** Directions of a stream: from the disk to the host, and back. */
export const READ = 0;
export const WRITE = 1;
export type Direction = typeof READ | typeof WRITE;

/** What a resource stands for: the word of what binds there, and whose it is. */
export interface ResourcePlace {
  readonly word: IoWord;
  /** Undefined: nobody's in particular. */
  readonly entity: EntityId | undefined;
}

/** Of traffic that never leaves a host, or of machines without a NIC: assumption, MB/s a stream. */
const inHostMBps = 1250;

const isUp = (...parts: readonly { readonly health: PartHealth }[]): boolean =>
  parts.every(({ health }) => health.isUp);

/**
 * All resources that I/O crosses, with the capacities that their parts have now. Tables of handles
 * are by the index of the entity, twice as long where a thing has two directions:
 * `2 * index + direction`.
 */
export class IoResources {
  readonly sharing = new CoupledSharing();
  readonly hbas: Int32Array;
  readonly ports: Int32Array;
  /** Direction 0: from the first switch of `between` to the second. */
  readonly links: Int32Array;
  /** READ: received by its owner. */
  readonly nics: Int32Array;
  /** One resource for both directions where a network is half duplex, else -1. */
  readonly networks: Int32Array;
  readonly nas: Int32Array;
  /** Disk time, by RAID group. */
  readonly groups: Int32Array;
  /** Of traffic that crosses no NIC. */
  readonly inHost: number;
  readonly arrayLimits: readonly LimitSet[];
  readonly nasLimits: readonly LimitSet[];
  readonly datastoreLimits: readonly LimitSet[];
  /** By resource. */
  readonly places: (ResourcePlace | undefined)[] = [];
  /** By resource: parallel servers. */
  readonly servers: number[] = [];
  /** Of software iSCSI, by host and array, see sessions.ts. */
  readonly sessions = new Map<string, readonly [number, number] | undefined>();
  /** By datastore, see sessions.ts. */
  readonly sessionRanks: Int32Array;
  private readonly capacities: (() => number)[] = [];
  private readonly profiles = new Map<number, CapacityByFlows>();
  private readonly cableFractions = new Map<unknown, PartHealth>();

  constructor({ storage }: World) {
    for (const cable of storage.cables) this.cableFractions.set(cable.end, cable.health);
    this.hbas = this.pairs(storage.hbas, 'hba', (hba) => {
      return hba.payloadMBps * hba.health.speedFraction * this.attached(hba);
    });
    this.ports = this.pairs(storage.ports, 'port', (port) => {
      const { controller } = port;
      const own = port.health.speedFraction * controller.health.speedFraction;
      return port.payloadMBps * own * this.attached(port);
    });
    this.links = this.pairs(storage.links, 'link', linkMBps);
    this.nics = this.pairs(storage.nics, 'nic', nicMBps);
    this.nas = this.pairs(storage.nas, 'nas', (nas) => {
      const speed = nas.spec.speedMBps ?? nas.network.speedMBps;
      return isUp(nas, nas.network) ? speed * ethernet(nas.network) * nas.health.speedFraction : 0;
    });
    this.networks = Int32Array.from(storage.networks, (network) => {
      if (network.spec.duplex !== 'half') return -1;
      return this.add({ word: 'network', entity: network.id }, () => networkMBps(network));
    });
    this.groups = Int32Array.from(storage.raidGroups, (group) => {
      const resource = this.add({ word: 'disks', entity: group.id }, () => spindlesOf(group));
      this.servers[resource] = Math.max(1, liveDisks(group));
      return resource;
    });
    this.arrayLimits = storage.arrays.map((array) => addLimits(this, array, 'array'));
    this.nasLimits = storage.nas.map((nas) => addLimits(this, nas, 'nas'));
    this.datastoreLimits = storage.datastores.map((datastore) =>
      addLimits(this, datastore, 'datastore'),
    );
    this.sessionRanks = sessionRanks(storage.datastores);
    const nobody = { word: 'network', entity: undefined } as const;
    this.inHost = this.add(nobody, () => inHostMBps, false);
  }

  /** A resource of its own, such as that of a mount's paths in turn. */
  add(place: ResourcePlace, capacityOf: () => number, isShared = true): number {
    const resource = this.sharing.addResource({ capacity: capacityOf(), isShared });
    this.places[resource] = place;
    this.capacities[resource] = capacityOf;
    this.servers[resource] = 1;
    return resource;
  }

  /** Has the capacity follow the number of streams; times what its part is capable of now. */
  followStreams(resource: number, capacityOf: CapacityByFlows): void {
    this.profiles.set(resource, capacityOf);
    this.sharing.setCapacityByFlows(resource, capacityOf);
  }

  /** Puts capacities into force that differ from what parts are capable of now. */
  refresh({ storage }: World): void {
    for (const group of storage.raidGroups) {
      this.servers[this.groups[group.index]!] = Math.max(1, liveDisks(group));
    }
    for (const [resource, profile] of this.profiles) {
      this.sharing.setCapacityByFlows(resource, profile);
    }
    this.capacities.forEach((capacityOf, resource) => {
      if (this.profiles.has(resource)) return;
      const capacity = capacityOf();
      if (capacity !== this.sharing.capacity(resource)) {
        this.sharing.setCapacity(resource, capacity);
      }
    });
  }

  /** What a part is capable of now, whether the next solve has put it into force or not. */
  present(resource: number): number {
    return this.capacities[resource]!();
  }

  /** Speed that cable and switch leave to what hangs on them, 0 to 1. */
  private attached(end: { readonly cabledTo: { readonly health: PartHealth } }): number {
    const cable = this.cableFractions.get(end)?.speedFraction ?? 1;
    return cable * end.cabledTo.health.speedFraction;
  }

  private pairs<T extends { readonly id: EntityId }>(
    parts: readonly T[],
    word: IoWord,
    capacityOf: (part: T) => number,
  ): Int32Array {
    const handles = new Int32Array(2 * parts.length);
    parts.forEach((part, index) => {
      for (const direction of [READ, WRITE]) {
        const place = { word, entity: part.id };
        handles[2 * index + direction] = this.add(place, () => capacityOf(part));
      }
    });
    return handles;
  }
}

/** Part of the signalling rate of Ethernet that is payload. */
function ethernet(network: Network): number {
  return network.health.speedFraction * ethernetPayloadMBps(1);
}

function linkMBps({ payloadMBps, health, between }: Link): number {
  const [one, other] = between;
  return (
    payloadMBps *
    health.speedFraction *
    Math.min(one.health.speedFraction, other.health.speedFraction)
  );
}

function nicMBps(nic: Nic): number {
  if (!isUp(nic, nic.network)) return 0;
  return nic.payloadMBps * nic.health.speedFraction * nic.network.health.speedFraction;
}

function networkMBps(network: Network): number {
  return isUp(network) ? network.speedMBps * ethernet(network) : 0;
}

/** Disks of a group that serve, whatever their speed. */
function liveDisks(group: RaidGroup): number {
  let count = 0;
  for (const { health } of group.spindles) if (health.isUp) count++;
  return count;
}

/** Disk-seconds a second that the spindles of a group which live can do. */
function spindlesOf(group: RaidGroup): number {
  if (!isUp(group) || group.array?.health.isUp === false) return 0;
  let sum = 0;
  for (const { health } of group.spindles) if (health.isUp) sum += health.speedFraction;
  sum *= 1 - group.rebuildPart;
  return sum * group.health.speedFraction * (group.array?.health.speedFraction ?? 1);
}
