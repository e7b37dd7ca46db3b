import { count, several } from '../draw/words.ts';
import { memory } from './figures.ts';
import { columnOf } from './health.ts';
import type { Entity } from './inventory.ts';
import type { Store } from './store.ts';

/** What stands beside the name in the inspector: `on esx01 · 2 vCPU · 2 GiB · gold`. */
export function subtitleOf(store: Store, { kind, row }: Entity): string {
  const inventory = store.inventory.value;
  const scene = inventory?.scene;
  if (scene === undefined) return '';
  if (kind === 'vm') {
    const vm = scene.vms[row];
    if (vm === undefined) return '';
    const hostRow = columnOf(store.frame.value.tables, 'vm', 'host')?.[row] ?? -1;
    const host = scene.hosts[hostRow];
    const parts = [host === undefined ? 'on no host' : `on ${host.name}`, `${vm.vcpus} vCPU`];
    return [...parts, memory(vm.memoryMiB), ...Object.values(vm.tags)].join(' · ');
  }
  if (kind === 'host') {
    const host = scene.hosts[row];
    if (host === undefined) return '';
    const cpu = `${host.sockets} × ${host.cores / host.sockets} cores, ${count(host.coreMHz)} MHz`;
    return [cpu, memory(host.memoryMiB), host.platform].join(' · ');
  }
  if (kind === 'cluster') {
    const hosts = inventory?.hostsOfCluster[row]?.length ?? 0;
    const vms = scene.vms.filter(({ cluster }) => cluster === row).length;
    const ha = scene.clusters[row]?.hasHa === true ? ['HA'] : [];
    return [several(hosts, 'host'), several(vms, 'VM'), ...ha].join(' · ');
  }
  if (kind === 'pool') {
    const vms = scene.vms.filter(({ pool }) => pool === row).length;
    return `resource pool · ${several(vms, 'VM')}`;
  }
  return kindTitle(kind);
}

const kindTitles: Readonly<Record<string, string>> = {
  hba: 'host bus adapter',
  port: 'array port',
  lun: 'LUN',
  raidGroup: 'RAID group',
  nas: 'file server',
  nic: 'network adapter',
  disk: 'virtual disk',
  spindle: 'disk of a RAID group',
};

/** A kind as people call it. */
export function kindTitle(kind: string): string {
  return kindTitles[kind] ?? kind;
}
