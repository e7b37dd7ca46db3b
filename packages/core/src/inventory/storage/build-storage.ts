import { assertSorted, byName, named } from '../lookup.ts';
import type { World } from '../world.ts';
import { buildArrays } from './build-arrays.ts';
import { buildDatastores, buildDisks } from './build-datastores.ts';
import { Cable, Hba, type Junction, Link, Network, Nic, Switch, Zone } from './fabric-entities.ts';
import type { NicSpec, StorageSpec } from './storage-specs.ts';

/** The network that is there where a scenario has none. */
export const implicitNetwork = 'lan';

const noStorage: StorageSpec = {
  switches: [],
  links: [],
  zones: [],
  arrays: [],
  nas: [],
  datastores: [],
};

/**
 * Makes the entities of storage and networks, wires them, and books the space of virtual disks.
 * Paths and who sees what follow from them; see `hypervisor/storage`.
 * @throws SimulatorError NO_SUCH_NAME, NO_SPACE
 */
export function buildStorage(world: World): void {
  const storage = world.scenario.storage ?? noStorage;
  buildNetworks(world);
  buildSwitches(world, storage);
  const junctions = new Map<string, Junction>([
    ...byName<Junction>(world.storage.switches),
    ...byName<Junction>(world.storage.networks),
  ]);
  buildArrays(world, storage, junctions);
  buildAdapters(world, junctions);
  buildZones(world, storage);
  buildDatastores(world, storage);
  buildDisks(world);
}

function buildNetworks(world: World): void {
  const { scenario, directory } = world;
  const specs = scenario.networks ?? [];
  assertSorted(specs);
  const needsOne = specs.length === 0 && asksForNetwork(world);
  for (const spec of needsOne ? [{ name: implicitNetwork }] : specs) {
    const row = directory.add('network', spec.name);
    world.storage.networks.push(new Network(row.id, row.index, spec));
  }
  if (needsOne) giveNics(world);
}

/** Whether anything would lie on the network that nobody declared. */
function asksForNetwork({ scenario }: World): boolean {
  const { hosts, vms, storage = noStorage } = scenario;
  const isIt = ({ cabledTo }: { readonly cabledTo: string }) => cabledTo === implicitNetwork;
  const ports = storage.arrays.flatMap(({ controllers }) => controllers.flatMap((c) => c.ports));
  return (
    storage.nas.length > 0 ||
    ports.some(isIt) ||
    hosts.some(({ hbas = [], nics = [] }) => hbas.some(isIt) || nics.length > 0) ||
    vms.some(({ nics = [] }) => nics.length > 0)
  );
}

/** A NIC on the implicit network for each host that has none of its own. */
function giveNics(world: World): void {
  const [network] = world.storage.networks;
  for (const host of world.hosts) {
    if ((host.spec.nics ?? []).length > 0) continue;
    const spec: NicSpec = { name: 'nic0', network: implicitNetwork };
    const row = world.directory.add('nic', `${host.name}:nic0`);
    const nic = new Nic(row.id, row.index, spec, host, network!);
    host.nics.push(nic);
    world.storage.nics.push(nic);
  }
}

function buildSwitches(world: World, { switches, links }: StorageSpec): void {
  const { directory, storage } = world;
  for (const list of [switches, links]) assertSorted(list);
  for (const spec of switches) {
    const row = directory.add('switch', spec.name);
    storage.switches.push(new Switch(row.id, row.index, spec));
  }
  const switchByName = byName(storage.switches);
  for (const spec of links) {
    const [one = '', other = ''] = spec.between;
    const ends = [
      named(switchByName, one, 'switch'),
      named(switchByName, other, 'switch'),
    ] as const;
    const row = directory.add('link', spec.name);
    storage.links.push(new Link(row.id, row.index, spec, ends));
  }
}

/** HBAs of hosts with their cables, and NICs of hosts and VMs. */
function buildAdapters(world: World, junctions: ReadonlyMap<string, Junction>): void {
  const { directory, storage } = world;
  for (const host of world.hosts) {
    const { hbas = [] } = host.spec;
    assertSorted(hbas);
    for (const spec of hbas) {
      const cabledTo = named(junctions, spec.cabledTo, 'switch or network');
      const row = directory.add('hba', `${host.name}:${spec.name}`);
      const hba = new Hba(row.id, row.index, spec, host, cabledTo);
      host.hbas.push(hba);
      storage.hbas.push(hba);
    }
  }
  const networkByName = byName(storage.networks);
  for (const owner of [...world.hosts, ...world.vms]) {
    const { nics = [] } = owner.spec;
    assertSorted(nics);
    for (const spec of nics) {
      const network = named(networkByName, spec.network, 'network');
      const row = directory.add('nic', `${owner.name}:${spec.name}`);
      const nic = new Nic(row.id, row.index, spec, owner, network);
      owner.nics.push(nic);
      storage.nics.push(nic);
    }
  }
  for (const end of [...storage.ports, ...storage.hbas]) {
    const row = directory.add('cable', `${end.name}:cable`);
    storage.cables.push(new Cable(row.id, row.index, end));
  }
}

function buildZones(world: World, { zones }: StorageSpec): void {
  const { directory, storage } = world;
  assertSorted(zones);
  const hbaByName = byName(storage.hbas);
  const portByName = byName(storage.ports);
  for (const spec of zones) {
    const row = directory.add('zone', spec.name);
    const members = {
      hbas: spec.hbas.map((name) => named(hbaByName, name, 'HBA')),
      ports: spec.ports.map((name) => named(portByName, name, 'array port')),
    };
    storage.zones.push(new Zone(row.id, row.index, spec, members));
  }
}
