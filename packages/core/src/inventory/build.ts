import { assert, SimulatorError } from '../engine/errors.ts';
import { bookReservation, capacityOf, grantsReservation } from './admission.ts';
import { poolCpuClaim, vmCpuClaim } from './claims.ts';
import { Cluster, Host, Pool, Vm } from './entities.ts';
import type { Platform } from './platform.ts';
import type { PoolSpec } from './specs.ts';
import type { World } from './world.ts';

/**
 * Makes the entities of a scenario, kind by kind in name order, and wires what points to what.
 * VMs get their host later, when services place them.
 */
export function buildInventory(world: World, platformOf: (name: string) => Platform): void {
  const { scenario, directory } = world;
  const { hosts, clusters, pools, workloads, vms, jobs = [] } = scenario;
  for (const kind of [hosts, clusters, pools, workloads, vms, jobs]) assertSorted(kind);
  for (const spec of scenario.hosts) {
    const row = directory.add('host', spec.name, spec.tags);
    world.hosts.push(new Host(row.id, row.index, spec, platformOf(spec.platform)));
  }
  const hostByName = new Map(world.hosts.map((host) => [host.name, host]));
  for (const spec of scenario.clusters) {
    const row = directory.add('cluster', spec.name);
    const hosts = spec.hosts.map((name) => named(hostByName, name, 'host'));
    world.clusters.push(new Cluster(row.id, row.index, spec, hosts));
  }
  buildPools(world, hostByName);
  for (const spec of scenario.workloads) directory.add('workload', spec.name);
  buildVms(world);
  for (const spec of jobs) directory.add('job', spec.name);
  provideProperties(world);
}

/** Ids, and with them every order and tie, follow names: a scenario must come sorted. */
function assertSorted(specs: readonly { readonly name: string }[]): void {
  for (let i = 1; i < specs.length; i++) {
    const sorted = specs[i - 1]!.name < specs[i]!.name;
    assert(sorted, 'entities of a scenario must be sorted by name, each name once');
  }
}

function named<T>(map: ReadonlyMap<string, T>, name: string, kind: string): T {
  const found = map.get(name);
  if (found === undefined) throw new SimulatorError('NO_SUCH_NAME', `no ${kind} "${name}"`);
  return found;
}

function buildPools(world: World, hostByName: ReadonlyMap<string, Host>): void {
  const { scenario, directory } = world;
  const specByName = new Map(scenario.pools.map((spec) => [spec.name, spec]));
  const clusterByName = new Map(world.clusters.map((cluster) => [cluster.name, cluster]));
  const ownerOf = (spec: PoolSpec, depth: number): Cluster | Host => {
    assert(depth <= specByName.size, 'pools stand on each other in a circle');
    if (spec.parent !== undefined)
      return ownerOf(named(specByName, spec.parent, 'pool'), depth + 1);
    if (spec.cluster !== undefined) return named(clusterByName, spec.cluster, 'cluster');
    return named(hostByName, spec.host ?? '', 'host');
  };
  const poolByName = new Map<string, Pool>();
  for (const spec of scenario.pools) {
    const row = directory.add('pool', spec.name);
    const owner = ownerOf(spec, 0);
    const home = owner instanceof Host ? owner : owner.hosts[0];
    const claim = poolCpuClaim(spec.allocation.cpu, capacityOf(owner), home?.claimRules);
    const pool = new Pool(row.id, row.index, spec, owner, claim);
    poolByName.set(spec.name, pool);
    world.pools.push(pool);
  }
  for (const pool of world.pools) {
    if (pool.spec.parent === undefined) continue;
    pool.parent = named(poolByName, pool.spec.parent, 'pool');
    pool.parent.children.push(pool);
  }
  for (const pool of world.pools) promise(pool);
}

/** Books a pool's own reservation where it stands; refuses what nobody above can cover. */
function promise(pool: Pool): void {
  const { parent, owner } = pool;
  const needMHz = pool.cpu.reservationMHz;
  if (grantsReservation(parent, owner, needMHz, capacityOf(owner))) {
    bookReservation(parent, owner, needMHz);
    return;
  }
  const above = parent?.name ?? owner.name;
  throw new SimulatorError(
    'POOL_RESERVATION',
    `${pool.name} reserves ${pool.cpu.reservationMHz} MHz, which ${above} cannot cover; ` +
      'lower the reservation or raise the one above',
  );
}

function buildVms(world: World): void {
  const { scenario, directory } = world;
  const clusterByName = new Map(world.clusters.map((cluster) => [cluster.name, cluster]));
  const poolByName = new Map(world.pools.map((pool) => [pool.name, pool]));
  const hostByName = new Map(world.hosts.map((host) => [host.name, host]));
  for (const spec of scenario.vms) {
    const row = directory.add('vm', spec.name, spec.tags);
    const host = spec.host === undefined ? undefined : named(hostByName, spec.host, 'host');
    const cluster =
      spec.cluster === undefined ? host?.cluster : named(clusterByName, spec.cluster, 'cluster');
    const pool = spec.pool === undefined ? undefined : named(poolByName, spec.pool, 'pool');
    const home = host ?? cluster?.hosts[0];
    const { cpu } = spec.allocation;
    const claim = vmCpuClaim(cpu, spec.vcpus, home?.coreMHz ?? 0, home?.claimRules);
    world.vms.push(new Vm(row.id, row.index, spec, { cluster, pool }, claim));
  }
}

/** Properties that selectors may ask of hosts, pools and VMs. */
function provideProperties(world: World): void {
  const vmOrHost = (index: number, kind: string): Vm | Host | undefined =>
    kind === 'vm' ? world.vms[index] : kind === 'host' ? world.hosts[index] : undefined;
  world.provideProperty('cluster', (row) => vmOrHost(row.index, row.kind)?.cluster?.name);
  world.provideProperty('host', (row) =>
    row.kind === 'vm' ? world.vms[row.index]!.host?.name : undefined,
  );
  world.provideProperty('pool', (row) =>
    row.kind === 'vm' ? world.vms[row.index]!.pool?.name : undefined,
  );
  world.provideProperty('platform', (row) => {
    const entity = vmOrHost(row.index, row.kind);
    return (entity instanceof Vm ? entity.host : entity)?.platform.name;
  });
  for (const key of ['owner', 'os', 'template'] as const) {
    world.provideProperty(key, (row) =>
      row.kind === 'vm' ? world.vms[row.index]!.spec[key] : undefined,
    );
  }
}
