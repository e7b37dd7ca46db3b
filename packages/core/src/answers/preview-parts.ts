import type { FaultEffect } from '../hypervisor/storage/faults/faults.ts';
import { forecastOf } from '../hypervisor/storage/multipathing/forecast.ts';
import { defaultDiskTimeoutSeconds } from '../hypervisor/storage/multipathing/stalled-guests.ts';
import type { Host, Vm } from '../inventory/entities.ts';
import type { Mount } from '../inventory/storage/mount.ts';
import type { StoragePart } from '../inventory/storage/storage-inventory.ts';
import type { World } from '../inventory/world.ts';
import { counted, duration, named, percent } from './words.ts';

/** Consequences of commands to parts of storage and networks. */
export function previewParts(
  world: World,
  verb: string,
  parts: readonly StoragePart[],
  options: Readonly<Record<string, unknown>>,
): string[] {
  if (parts.length === 0) return [];
  switch (verb) {
    case 'fail':
      return previewFault(world, parts, (options['effect'] ?? 'crash') as FaultEffect);
    case 'repair':
      return previewRepair(world, parts);
    case 'degrade':
      return [previewLoss(parts, options['byFraction'])];
    default:
      return [];
  }
}

function previewFault(world: World, parts: readonly StoragePart[], effect: FaultEffect): string[] {
  const well = parts.filter(({ health }) => !health.isFailed);
  const lines = parts
    .filter(({ health }) => health.isFailed)
    .map(({ name }) => `Nothing: ${name} is dead already.`);
  if (well.length === 0) return lines;
  if (effect === 'slow') return [...lines, previewLoss(well, 0.9)];
  const { stalled, lost, unused } = forecastOf(world, well, effect);
  const bySeconds = new Map<number, Mount[]>();
  for (const { mount, seconds } of stalled) {
    bySeconds.set(seconds, [...(bySeconds.get(seconds) ?? []), mount]);
  }
  for (const [seconds, mounts] of bySeconds) lines.push(...silenceLines(mounts, seconds));
  if (lost.length > 0) lines.push(...lossLines(lost));
  if (unused > 0) lines.push(`${counted(unused, 'path')} would die that no I/O takes now.`);
  return lines.length > 0 ? lines : ['No path to storage is touched.'];
}

function silenceLines(mounts: readonly Mount[], seconds: number): string[] {
  const vms = vmsOn(mounts);
  if (vms.length === 0) {
    return [`${whose(mounts)} would take other paths; no VM does I/O there.`];
  }
  const lines = [
    `I/O of ${named(vms)} stands still for ${duration(seconds)}, then takes other paths.`,
  ];
  const dying = vms.filter((vm) => timeoutOf(vm) < seconds);
  if (dying.length > 0) {
    const least = Math.min(...dying.map(timeoutOf));
    lines.push(`That is too long for ${named(dying)} (disk time-out ${duration(least)}).`);
  }
  return lines;
}

function lossLines(mounts: readonly Mount[]): string[] {
  const vms = vmsOn(mounts);
  const lines = [`No way is left for ${whose(mounts)}.`];
  if (vms.length === 0) return lines;
  return [...lines, `I/O of ${named(vms)} stands still until one is back.`];
}

/** `esx01 to ds1 and ds2`. */
function whose(mounts: readonly Mount[]): string {
  const hosts = new Set<Host>(mounts.map(({ host }) => host));
  const datastores = new Set(mounts.map(({ datastore }) => datastore));
  return `${named([...hosts])} to ${named([...datastores])}`;
}

function vmsOn(mounts: readonly Mount[]): Vm[] {
  const vms = new Set<Vm>();
  for (const { host, datastore } of mounts) {
    for (const { vm } of datastore.disks) if (vm.isOn && vm.host === host) vms.add(vm);
  }
  return [...vms].sort((a, b) => a.index - b.index);
}

function timeoutOf({ spec }: Vm): number {
  return spec.diskTimeoutSeconds ?? defaultDiskTimeoutSeconds;
}

function previewRepair({ storage }: World, parts: readonly StoragePart[]): string[] {
  const broken = parts.filter(({ health }) => health.state !== 'working');
  if (broken.length === 0) return parts.map(({ name }) => `Nothing: ${name} works.`);
  const works = broken.length === 1 ? 'works' : 'work';
  const lines = [`${named(broken)} ${works} again.`];
  const isDown = storage.mounts.some(({ state }) => state === 'down' || state === 'lost');
  const isDead = storage.mounts.some(({ pathStates }) => pathStates.includes('dead'));
  if (isDown) lines.push('I/O that has no path finds one at its next try.');
  else if (isDead) lines.push('Hosts find their paths at the next path evaluation, or a rescan.');
  return lines;
}

function previewLoss(parts: readonly StoragePart[], lost: unknown): string {
  const left = typeof lost === 'number' ? ` at ${percent(100 * (1 - lost))} of their speed` : '';
  const words = parts.length === 1 ? left.replace('their', 'its') : left;
  return `${named(parts)} ${parts.length === 1 ? 'goes' : 'go'} on${words}.`;
}

/** Consequences of a rescan, host by host. */
export function previewRescan({ storage }: World, hosts: readonly Host[]): string[] {
  return hosts.map((host) => {
    const mounts = storage.mounts.filter((mount) => mount.host === host);
    const dead = mounts.some(({ pathStates }) => pathStates.includes('dead'));
    if (host.state !== 'connected') return `Nothing: ${host.name} is ${host.state}.`;
    if (!dead) return `${host.name} knows of no dead path.`;
    return `${host.name} looks at once which of its dead paths are back.`;
  });
}
