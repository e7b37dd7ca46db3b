/** What hosts and disks ask of storage must be known to the platforms on which they may be. */
import type { DiskSpec, HostSpec } from '@vdcsim/core';
import type { PlatformCells } from '../language/language.ts';
import { placeOfThing } from '../load/things.ts';
import { type Inventory, placeOfKey, placeOfPart } from './inventory.ts';

export function checkStorageClaims(inventory: Inventory): void {
  checkPolicies(inventory);
  if (inventory.isPartial || inventory.isStoragePartial) return;
  checkControl(inventory);
  checkDisks(inventory);
}

/** A path policy that the platform has, and a preference that it heeds. */
function checkPolicies({ hosts, platforms, problems }: Inventory): void {
  for (const { thing, spec } of hosts) {
    const { policy, preferred } = spec.multipathing ?? {};
    const place = placeOfKey(thing, 'multipathing');
    const offered = platforms.get(spec.platform)?.get('pathPolicies');
    const words = typeof offered === 'string' ? offered.split('-or-') : [];
    if (policy !== undefined && words.length > 0 && !words.includes(policy)) {
      const what = `policy: ${policy} under ${spec.platform}`;
      problems.error(place, 'NOT_HONOURED', what, `write ${words.join(' or ')}`);
    }
    if (preferred !== undefined && policy !== undefined && policy !== 'fixed') {
      const what = `preferred under policy: ${policy}`;
      problems.error(place, 'NOT_HONOURED', what, 'use policy: fixed');
    }
  }
}

/** SIOC where the hosts of the datastore have it, and there are disks whose latency it can hold. */
function checkControl({ arrays, datastores, hosts, platforms, problems }: Inventory): void {
  const onDisks = new Set<string>();
  for (const { spec } of arrays) {
    if (spec.raidGroups.length > 0) for (const { name } of spec.luns) onDisks.add(name);
  }
  for (const { thing, spec } of datastores) {
    if (spec.sioc === undefined) continue;
    const place = placeOfKey(thing, 'sioc');
    if (spec.lun === undefined || !onDisks.has(spec.lun)) {
      const what = `sioc where no RAID group lies under the datastore ${spec.name}`;
      problems.error(place, 'NOT_HONOURED', what, 'leave it out');
      continue;
    }
    const mine = hosts.filter((host) => spec.hosts?.includes(host.spec.name) !== false);
    const lacking = mine.find(({ spec: host }) => lacks(host, 'storageIoControl', platforms));
    if (lacking === undefined) continue;
    const what = `sioc under ${lacking.spec.platform}, the platform of ${lacking.spec.name}`;
    problems.error(place, 'NOT_HONOURED', what, 'leave it out');
  }
}

function lacks(
  host: HostSpec,
  column: string,
  platforms: ReadonlyMap<string, PlatformCells>,
): boolean {
  return platforms.get(host.platform)?.get(column) === false;
}

/** Shares, limits and reservations of virtual disks. */
function checkDisks(inventory: Inventory): void {
  const hosts = new Map(inventory.hosts.map(({ spec }) => [spec.name, spec]));
  const members = new Map(inventory.clusters.map(({ spec }) => [spec.name, spec.hosts]));
  for (const { thing, spec } of inventory.vms) {
    const disks = (spec.disks ?? []).filter(({ allocation }) => allocation?.io !== undefined);
    if (disks.length === 0) continue;
    const { host, cluster, pool } = spec;
    const { home } = inventory.places.homeOfVm({ host, cluster, pool });
    const names = home.host === undefined ? (members.get(home.cluster ?? '') ?? []) : [home.host];
    for (const name of names) {
      for (const disk of disks) {
        const complaint = diskComplaint(disk, hosts.get(name), inventory);
        if (complaint === undefined) continue;
        const isOwn = thing.entry.node.entries.has('disks');
        const path = ['disks', disk.name];
        const place = isOwn ? placeOfPart(thing, path) : placeOfThing(thing);
        inventory.problems.error(place, 'NOT_HONOURED', complaint, 'leave it out');
      }
    }
  }
}

function diskComplaint(
  { allocation }: DiskSpec,
  host: HostSpec | undefined,
  { platforms }: Inventory,
): string | undefined {
  if (host === undefined) return undefined;
  const { shares, limit, reservation } = allocation?.io ?? {};
  if (limit !== undefined && lacks(host, 'limitsDiskIo', platforms)) {
    return `an I/O limit under ${host.platform}`;
  }
  if (reservation !== undefined && lacks(host, 'reservesDiskIo', platforms)) {
    return `an I/O reservation under ${host.platform}`;
  }
  const asks = shares !== undefined && shares !== 'normal';
  return asks && lacks(host, 'diskShares', platforms)
    ? `I/O shares under ${host.platform}`
    : undefined;
}
