import type { EntityId } from '../directory.ts';
import type { Host, Vm } from '../entities.ts';
import type { ArrayPort } from './array-entities.ts';
import {
  defaultEthernetMBps,
  defaultFibreChannelMBps,
  ethernetPayloadMBps,
  fibreChannelPayloadMBps,
} from './link-rates.ts';
import { PartHealth } from './part-health.ts';
import type {
  HbaSpec,
  LinkSpec,
  NetworkSpec,
  NicSpec,
  SwitchSpec,
  ZoneSpec,
} from './storage-specs.ts';

/** What cables join: switches, networks, adapters and their cables. State only. */

/** A local network. */
export class Network {
  readonly kind = 'network';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: NetworkSpec;
  readonly name: string;
  readonly speedMBps: number;
  readonly health = new PartHealth();

  constructor(id: EntityId, index: number, spec: NetworkSpec) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = spec.name;
    this.speedMBps = spec.speedMBps ?? defaultEthernetMBps;
  }
}

/** A Fibre Channel switch. */
export class Switch {
  readonly kind = 'switch';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: SwitchSpec;
  readonly name: string;
  /** Of each port in one direction, MB/s. */
  readonly payloadMBps: number;
  readonly health = new PartHealth();

  constructor(id: EntityId, index: number, spec: SwitchSpec) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = spec.name;
    this.payloadMBps = fibreChannelPayloadMBps(spec.speedMBps ?? defaultFibreChannelMBps);
  }
}

/** What an adapter or a port is cabled to. */
export type Junction = Switch | Network;

/** An inter-switch link. */
export class Link {
  readonly kind = 'link';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: LinkSpec;
  readonly name: string;
  readonly between: readonly [Switch, Switch];
  /** Of all its cables in one direction, MB/s. */
  readonly payloadMBps: number;
  readonly health = new PartHealth();

  constructor(id: EntityId, index: number, spec: LinkSpec, between: readonly [Switch, Switch]) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = spec.name;
    this.between = between;
    const oneMBps = fibreChannelPayloadMBps(spec.speedMBps ?? defaultFibreChannelMBps);
    this.payloadMBps = oneMBps * (spec.count ?? 1);
  }
}

/** Adapters and array ports that may talk to each other. */
export class Zone {
  readonly kind = 'zone';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: ZoneSpec;
  readonly name: string;
  readonly hbas: readonly Hba[];
  readonly ports: readonly ArrayPort[];

  constructor(
    id: EntityId,
    index: number,
    spec: ZoneSpec,
    members: { readonly hbas: readonly Hba[]; readonly ports: readonly ArrayPort[] },
  ) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = spec.name;
    this.hbas = members.hbas;
    this.ports = members.ports;
  }
}

/** A host's adapter to storage: `esx01:vmhba0`. */
export class Hba {
  readonly kind = 'hba';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: HbaSpec;
  readonly name: string;
  readonly host: Host;
  readonly cabledTo: Junction;
  /** In one direction, MB/s. */
  readonly payloadMBps: number;
  /** Commands that it keeps outstanding on one LUN. */
  readonly queueDepth: number;
  readonly health = new PartHealth();

  constructor(id: EntityId, index: number, spec: HbaSpec, host: Host, cabledTo: Junction) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = `${host.name}:${spec.name}`;
    this.host = host;
    this.cabledTo = cabledTo;
    this.payloadMBps = payloadAt(cabledTo, spec.speedMBps);
    const column = spec.kind === 'fc' ? 'fcQueueDepth' : 'iscsiQueueDepth';
    this.queueDepth = spec.queueDepth ?? host.platform.number(column);
  }
}

/** A network adapter of a host or VM: `esx01:nic0`. */
export class Nic {
  readonly kind = 'nic';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: NicSpec;
  readonly name: string;
  readonly owner: Host | Vm;
  readonly network: Network;
  /** In one direction, MB/s. */
  readonly payloadMBps: number;
  readonly health = new PartHealth();

  constructor(id: EntityId, index: number, spec: NicSpec, owner: Host | Vm, network: Network) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = `${owner.name}:${spec.name}`;
    this.owner = owner;
    this.network = network;
    this.payloadMBps = ethernetPayloadMBps(spec.speedMBps ?? network.speedMBps);
  }
}

/** The cable of an adapter or an array port: `esx01:vmhba0:cable`. */
export class Cable {
  readonly kind = 'cable';
  readonly id: EntityId;
  readonly index: number;
  readonly name: string;
  readonly end: Hba | ArrayPort;
  readonly health = new PartHealth();

  constructor(id: EntityId, index: number, end: Hba | ArrayPort) {
    this.id = id;
    this.index = index;
    this.name = `${end.name}:cable`;
    this.end = end;
  }
}

/** Payload in one direction of whoever is cabled to a junction, MB/s. */
export function payloadAt(junction: Junction, speedMBps: number | undefined): number {
  return junction.kind === 'switch'
    ? fibreChannelPayloadMBps(speedMBps ?? defaultFibreChannelMBps)
    : ethernetPayloadMBps(speedMBps ?? defaultEthernetMBps);
}
