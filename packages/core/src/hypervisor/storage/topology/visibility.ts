import type { HostSpec } from '../../../inventory/specs.ts';
import { implicitNetwork } from '../../../inventory/storage/build-storage.ts';
import type { DatastoreKind, DatastoreSpec } from '../../../inventory/storage/storage-specs.ts';
import { type CabledEnd, type Cabling, cablingOf, type StorageParts } from './cabling.ts';
import { type DerivedPath, derivePaths } from './derive-paths.ts';
import { FabricMap } from './fabric-map.ts';
import { Zoning } from './zoning.ts';

/** Kind of a datastore; undefined where nothing says it. */
function kindOf({ kind, lun, nas }: DatastoreSpec): DatastoreKind | undefined {
  return kind ?? (nas !== undefined ? 'nfs' : lun !== undefined ? 'vmfs' : undefined);
}

/** Why a host does not see a datastore: what is so, and what would be right. */
export interface Unseen {
  readonly what: string;
  readonly remedy: string;
}

/** Whether a platform, by its name, mounts datastores of a kind. */
export type Mounts = (platform: string, kind: DatastoreKind) => boolean;

/**
 * Which hosts see which datastores by cabling, zoning and choice, with nothing broken. A host sees
 * a datastore on a LUN if it has a path to the array; one on a file server if it has a NIC on the
 * server's network; its own local disks; and one that is described by its limits always. `hosts`
 * of a datastore narrows that, and a platform mounts only the kinds that it knows.
 */
export class Visibility {
  readonly cabling: Cabling;
  readonly map: FabricMap;
  readonly zoning: Zoning;
  /** In their order. */
  readonly paths: readonly DerivedPath[];
  private readonly hosts: ReadonlyMap<string, HostSpec>;
  private readonly datastores: ReadonlyMap<string, DatastoreSpec>;
  /** Hosts that a datastore names, if it does. */
  private readonly mounts = new Map<string, ReadonlySet<string>>();
  private readonly arrayOfLun: ReadonlyMap<string, string>;
  private readonly networkOfNas: ReadonlyMap<string, string>;
  private readonly hasNetworks: boolean;
  /** Arrays to which a host has a path. */
  private readonly arraysOfHost: ReadonlyMap<string, ReadonlySet<string>>;

  private readonly mountsKind: Mounts;

  constructor(parts: StorageParts, mountsKind: Mounts) {
    const { hosts, networks = [], storage } = parts;
    this.mountsKind = mountsKind;
    this.cabling = cablingOf(parts);
    this.map = new FabricMap(this.cabling);
    this.zoning = new Zoning(this.cabling, this.map);
    this.paths = derivePaths(this.cabling, this.map, this.zoning);
    this.hosts = new Map(hosts.map((host) => [host.name, host]));
    this.datastores = new Map((storage?.datastores ?? []).map((each) => [each.name, each]));
    for (const { name, hosts: named } of this.datastores.values()) {
      if (named !== undefined) this.mounts.set(name, new Set(named));
    }
    this.arrayOfLun = new Map(
      (storage?.arrays ?? []).flatMap(({ name, luns }) => luns.map((lun) => [lun.name, name])),
    );
    this.networkOfNas = new Map((storage?.nas ?? []).map(({ name, network }) => [name, network]));
    this.hasNetworks = networks.length > 0;
    const arrays = new Map<string, Set<string>>();
    for (const { hba, port } of this.paths) {
      const { owner: host } = this.cabling.hbas[hba]!;
      const reached = arrays.get(host) ?? new Set();
      reached.add(this.cabling.ports[port]!.owner);
      arrays.set(host, reached);
    }
    this.arraysOfHost = arrays;
  }

  /** Whether a host sees a datastore, or, by the name of both, a local disk. */
  sees(host: string, datastore: string): boolean {
    const spec = this.datastores.get(datastore);
    if (spec === undefined) return datastore.startsWith(`${host}:`);
    return (
      this.mounts.get(datastore)?.has(host) !== false &&
      this.canMount(host, spec) &&
      this.reaches(host, spec)
    );
  }

  /** Whether a host could mount a datastore: there is a way to what it lies on. */
  reaches(host: string, { lun, nas }: DatastoreSpec): boolean {
    if (lun !== undefined) {
      const array = this.arrayOfLun.get(lun);
      return array !== undefined && this.arraysOfHost.get(host)?.has(array) === true;
    }
    return nas === undefined || this.networksOf(host).includes(this.networkOfNas.get(nas) ?? '');
  }

  /** Why a host does not see a datastore; undefined when it does. */
  whyNot(host: string, datastore: string): Unseen | undefined {
    if (this.sees(host, datastore)) return undefined;
    const spec = this.datastores.get(datastore);
    if (spec === undefined) {
      return {
        what: `it is a local disk of ${datastore.split(':')[0]}`,
        remedy: 'use a shared one',
      };
    }
    const array = spec.lun === undefined ? undefined : this.arrayOfLun.get(spec.lun);
    if (!this.canMount(host, spec)) {
      const platform = this.hosts.get(host)?.platform ?? host;
      return { what: `${platform} mounts no ${kindOf(spec)}`, remedy: 'use another kind' };
    }
    if (this.reaches(host, spec)) {
      return { what: `its hosts leave out ${host}`, remedy: 'add it to hosts' };
    }
    if (spec.nas !== undefined) {
      const network = this.networkOfNas.get(spec.nas) ?? implicitNetwork;
      return { what: `${host} has no NIC on ${network}`, remedy: 'add one to nics' };
    }
    return this.whyNoPath(host, array ?? '');
  }

  private canMount(host: string, spec: DatastoreSpec): boolean {
    const kind = kindOf(spec);
    const platform = this.hosts.get(host)?.platform ?? '';
    return kind === undefined || this.mountsKind(platform, kind);
  }

  private networksOf(host: string): readonly string[] {
    const { nics = [] } = this.hosts.get(host) ?? {};
    if (nics.length === 0 && !this.hasNetworks) return [implicitNetwork];
    return nics.map(({ network }) => network);
  }

  private whyNoPath(host: string, array: string): Unseen {
    const hbas = this.cabling.hbas.filter(({ owner }) => owner === host);
    const ports = this.cabling.ports.filter(({ owner }) => owner === array);
    if (hbas.length === 0) return { what: `${host} has no HBA`, remedy: 'add hbas to it' };
    if (ports.length === 0) return { what: `${array} has no port`, remedy: 'add ports to it' };
    for (const hba of hbas) {
      const fabric = this.fabricOf(hba);
      const joined = ports.filter((port) => this.fabricOf(port) === fabric);
      if (fabric !== undefined && joined.length > 0) return this.whyNotZoned(hba, joined);
    }
    const [hba, port] = [hbas[0]!, ports[0]!];
    const what = `${hba.name} is cabled to ${hba.cabledTo}, ${port.name} to ${port.cabledTo}`;
    return { what, remedy: 'cable both to one fabric, or add a link' };
  }

  private whyNotZoned(hba: CabledEnd, ports: readonly CabledEnd[]): Unseen {
    const { zones } = this.cabling;
    const mine = this.zoning.positionsOf(hba.name);
    const port = ports[0]!.name;
    if (mine.length === 0) {
      return { what: `no zone has ${hba.name}`, remedy: `add it to one with ${port}` };
    }
    return { what: `zone ${zones[mine[0]!]!.name} omits ${port}`, remedy: 'add its ports' };
  }

  private fabricOf({ cabledTo }: CabledEnd): number | undefined {
    const junction = this.map.numberOf(cabledTo);
    return junction === undefined ? undefined : this.map.fabricOf(junction);
  }
}
