/** VMs that no host can run, and hosts whose own VMs need more memory than they have. */
import type { HostSpec, VmSpec } from '@vdcsim/core';
import { placeOfThing } from '../load/things.ts';
import { formatQuantity } from '../values/index.ts';
import { type Checked, type Inventory, placeOfKey } from './inventory.ts';

/** The most that any of some hosts offers to one VM. */
interface Capacity {
  /** Hardware threads, of which a vCPU takes one at most. */
  threads: number;
  /** Each core has one. */
  hasCores: boolean;
  memoryMiB: number;
  /** Most vCPUs that a platform gives to one VM; Infinity where it has no such column. */
  vcpus: number;
  /** The platform that gives them. */
  platform: string;
}

export function checkFit(inventory: Inventory): void {
  if (inventory.isPartial) return;
  const byHost = new Map<string, Capacity>();
  for (const { spec } of inventory.hosts) byHost.set(spec.name, capacityOf(spec, inventory));
  const byCluster = new Map<string, Capacity>();
  for (const { spec } of inventory.clusters) {
    byCluster.set(spec.name, largest(spec.hosts.map((host) => byHost.get(host))));
  }
  for (const vm of inventory.vms) {
    const { spec } = vm;
    const { home, problem } = inventory.places.homeOfVm({
      host: spec.host,
      cluster: spec.cluster,
      pool: spec.pool,
    });
    if (problem !== undefined) continue;
    const offer =
      home.host === undefined ? byCluster.get(home.cluster ?? '') : byHost.get(home.host);
    if (offer !== undefined) checkVm(vm, offer, home.host, inventory);
  }
  checkHostMemory(inventory);
}

function capacityOf(host: HostSpec, { platforms }: Inventory): Capacity {
  const most = platforms.get(host.platform)?.get('maxVcpusPerVm');
  return {
    threads: host.cpu.sockets * host.cpu.coresPerSocket * host.cpu.threadsPerCore,
    hasCores: host.cpu.threadsPerCore === 1,
    memoryMiB: host.memoryMiB,
    vcpus: typeof most === 'number' ? most : Number.POSITIVE_INFINITY,
    platform: host.platform,
  };
}

function largest(capacities: readonly (Capacity | undefined)[]): Capacity {
  const most = { threads: 0, hasCores: true, memoryMiB: 0, vcpus: 0, platform: '' };
  for (const each of capacities) {
    if (each === undefined) continue;
    if (each.threads > most.threads) {
      most.threads = each.threads;
      most.hasCores = each.hasCores;
    }
    most.memoryMiB = Math.max(most.memoryMiB, each.memoryMiB);
    if (each.vcpus > most.vcpus) {
      most.vcpus = each.vcpus;
      most.platform = each.platform;
    }
  }
  return most;
}

function checkVm(
  { thing, spec }: Checked<VmSpec>,
  offer: Capacity,
  host: string | undefined,
  { problems }: Inventory,
): void {
  const place = placeOfThing(thing);
  const where = host === undefined ? 'the largest host' : host;
  if (spec.vcpus > offer.threads) {
    const noun = `${offer.hasCores ? 'core' : 'thread'}${offer.threads === 1 ? '' : 's'}`;
    const what = `${spec.name} has ${spec.vcpus} vCPUs, ${where} ${offer.threads} ${noun}`;
    problems.error(place, 'NO_FIT', what, 'lower vcpus');
  } else if (spec.vcpus > offer.vcpus) {
    const what = `${spec.name} has ${spec.vcpus} vCPUs, ${offer.platform} gives ${offer.vcpus}`;
    problems.error(place, 'NO_FIT', what, 'lower vcpus or change the platform');
  } else if (spec.memoryMiB > offer.memoryMiB) {
    const needed = formatQuantity(spec.memoryMiB, 'size');
    const most = formatQuantity(offer.memoryMiB, 'size');
    problems.error(place, 'NO_FIT', `${spec.name} has ${needed}, ${where} ${most}`, 'lower memory');
  }
}

/** Memory is not overcommitted yet: the VMs that start on a host must fit into it. */
function checkHostMemory({ hosts, vms, places, problems }: Inventory): void {
  const claimedMiB = new Map<string, number>();
  for (const { spec } of vms) {
    if (spec.power !== undefined && spec.power !== 'powered-on') continue;
    const written = { host: spec.host, cluster: spec.cluster, pool: spec.pool };
    const { host } = places.homeOfVm(written).home;
    if (host !== undefined) claimedMiB.set(host, (claimedMiB.get(host) ?? 0) + spec.memoryMiB);
  }
  for (const { thing, spec } of hosts) {
    const claimed = claimedMiB.get(spec.name) ?? 0;
    if (claimed <= spec.memoryMiB) continue;
    const needed = formatQuantity(claimed, 'size');
    const has = formatQuantity(spec.memoryMiB, 'size');
    const what = `the VMs on ${spec.name} have ${needed}, it has ${has}`;
    const remedy = 'move or shrink some; overcommitted memory comes with memory management';
    problems.error(placeOfKey(thing, 'memory'), 'NO_FIT', what, remedy);
  }
}
