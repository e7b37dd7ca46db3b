import { clusterHealth, type Health, worstHealth } from './health.ts';
import type { Entity } from './inventory.ts';
import { partHealth } from './part-health.ts';
import type { Store } from './store.ts';

/** Health of any entity: of a cluster or a pool the worst of what is in it, of parts their state. */
export function healthOf(store: Store, entity: Entity): Health {
  const { kind, row } = entity;
  if (kind === 'vm') return store.vmHealths.value[row] ?? 'unknown';
  if (kind === 'host') return store.hostHealths.value[row] ?? 'unknown';
  if (!store.isKnown.value) return 'unknown';
  const inventory = store.inventory.value;
  if (kind === 'cluster') {
    const hosts = inventory?.hostsOfCluster[row] ?? [];
    return clusterHealth(hosts.map((host) => store.hostHealths.value[host] ?? 'unknown'));
  }
  if (kind !== 'pool') return partHealth(store, entity);
  const healths = store.vmHealths.value.filter((_, vm) => inventory?.scene.vms[vm]?.pool === row);
  return worstHealth(healths);
}

/** How far a VM that boots has come, 0 to 1; 0 for all else. */
export function startedFraction(store: Store, { kind, row }: Entity): number {
  if (kind !== 'vm') return 0;
  const { tables, timeSeconds } = store.frame.value;
  const since = tables['vm']?.columns['stateSinceSeconds']?.[row];
  const until = tables['vm']?.columns['stateUntilSeconds']?.[row];
  if (since === undefined || until === undefined || !(until > since)) return 0;
  return Math.min(1, Math.max(0, (timeSeconds - since) / (until - since)));
}
