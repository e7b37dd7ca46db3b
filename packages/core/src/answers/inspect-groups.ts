import type { Cluster, Pool } from '../inventory/entities.ts';
import type { World } from '../inventory/world.ts';
import { claimFacts } from './inspect-claims.ts';
import type { Inspection } from './inspection.ts';
import { counted, grouped, memory, named, percent } from './words.ts';

/** How a resource pool stands: whether its limit holds anybody back. */
export function inspectPool(world: World, pool: Pool): Inspection {
  const bound = world.vms.filter((vm) => {
    const now = world.bindings.current(vm.index);
    return now?.word === 'pool' && now.entity === pool.id;
  });
  const reading = (name: string): number => world.metrics.metric(name)?.value(pool.index) ?? 0;
  const used = reading('pool.cpu.usedMHz');
  const wanted = reading('pool.cpu.demandMHz');
  const want = bound.length === 1 ? 'wants' : 'want';
  const verdict =
    bound.length > 0
      ? `Its limit holds back: ${counted(bound.length, 'VM')} ${want} more than they get.`
      : 'Its limit holds nobody back.';
  return {
    verdict,
    advice: bound.length > 0 ? [`Held back: ${named(bound)}.`] : [],
    views: [],
    facts: [
      ['On', (pool.parent ?? pool.owner).name],
      ...claimFacts(pool.cpu, pool.spec.allocation.cpu),
      ['Promised inside', `${grouped(pool.reservedMHz)} MHz`],
      ['Expandable', pool.expandable ? 'yes' : 'no'],
      ['CPU used', `${grouped(used)} MHz`],
      ['CPU wanted', `${grouped(wanted)} MHz`],
    ],
  };
}

/** How a cluster stands: what of it is there, and who waits. */
export function inspectCluster(world: World, cluster: Cluster): Inspection {
  const connected = cluster.hosts.filter((host) => host.state === 'connected');
  const vms = world.vms.filter((vm) => vm.cluster === cluster);
  const down = vms.filter((vm) => vm.state === 'failed');
  const sums = { capacityMHz: 0, usedMHz: 0, claimedMiB: 0, memoryMiB: 0 };
  for (const host of connected) {
    sums.capacityMHz += host.presentMHz;
    sums.usedMHz += world.metrics.metric('host.cpu.usedMHz')?.value(host.index) ?? 0;
    sums.claimedMiB += host.claimedMemoryMiB;
    sums.memoryMiB += host.memoryMiB;
  }
  const { capacityMHz, usedMHz } = sums;
  const share = capacityMHz > 0 ? (100 * usedMHz) / capacityMHz : 0;
  return {
    verdict: clusterVerdict(cluster, connected.length, down.length),
    advice: down.length > 0 ? [`Down: ${named(down)}.`] : [],
    views: [],
    facts: [
      ['Hosts', `${connected.length} connected of ${cluster.hosts.length}`],
      ['VMs', `${vms.filter((vm) => vm.isOn).length} on of ${vms.length}`],
      ['CPU used', `${grouped(usedMHz)} of ${grouped(capacityMHz)} MHz (${percent(share)})`],
      ['Memory claimed', `${memory(sums.claimedMiB)} of ${memory(sums.memoryMiB)}`],
      ['High availability', cluster.spec.ha === undefined ? 'off' : 'on'],
    ],
  };
}

function clusterVerdict(cluster: Cluster, connected: number, down: number): string {
  const missing = cluster.hosts.length - connected;
  const are = missing === 1 ? 'is' : 'are';
  const hosts =
    missing > 0 ? `${missing} of its ${counted(cluster.hosts.length, 'host')} ${are} away` : '';
  const vms = down > 0 ? `${counted(down, 'VM')} ${down === 1 ? 'is' : 'are'} down` : '';
  const parts = [hosts, vms].filter((part) => part !== '');
  if (parts.length === 0) return 'Healthy: all hosts are there, and no VM is down.';
  const text = parts.join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
