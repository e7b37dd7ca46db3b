import { assert, SimulatorError } from '../engine/errors.ts';
import { bookReservation, capacityOf, grantsReservation } from './admission.ts';
import { poolCpuClaim, vmCpuClaim } from './claims.ts';
import { Cluster, Host, Pool, Vm } from './entities.ts';
import { assertSorted, byName, named } from './lookup.ts';
import type { Platform } from './platform.ts';
import { provideProperties } from './properties.ts';
import type { PoolSpec } from './specs.ts';
import { buildStorage } from './storage/build-storage.ts';
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
  const hostByName = byName(world.hosts);
  for (const spec of scenario.clusters) {
    const row = directory.add('cluster', spec.name);
    const hosts = spec.hosts.map((name) => named(hostByName, name, 'host'));
    world.clusters.push(new Cluster(row.id, row.index, spec, hosts));
  }
  buildPools(world, hostByName);
  for (const spec of scenario.workloads) directory.add('workload', spec.name);
  buildVms(world);
  for (const spec of jobs) directory.add('job', spec.name);
  buildStorage(world);
  provideProperties(world);
}

function buildPools(world: World, hostByName: ReadonlyMap<string, Host>): void {
  const { scenario, directory } = world;
  const specByName = byName(scenario.pools);
  const clusterByName = byName(world.clusters);
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
  const clusterByName = byName(world.clusters);
  const poolByName = byName(world.pools);
  const hostByName = byName(world.hosts);
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
