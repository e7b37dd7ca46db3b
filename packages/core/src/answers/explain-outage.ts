import { refusalOf, rootOf } from '../inventory/admission.ts';
import { vmCpuClaim } from '../inventory/claims.ts';
import type { Host, Vm } from '../inventory/entities.ts';
import type { Refusal } from '../inventory/placement-port.ts';
import type { Outage } from '../inventory/service-ports.ts';
import type { World } from '../inventory/world.ts';
import type { ExplanationPart, Subject } from './explanation.ts';
import { clockTime, coresOf, counted, decimal, duration, listed, mhz } from './words.ts';

/** Downtime of a VM so far, and for one that is down: what it lacks to start again. */

/** Outages and hosts that are listed; the rest is counted. */
const listedMost = 5;

/** Explains the downtime of VMs. */
export function explainOutage(world: World, subject: Subject): ExplanationPart | undefined {
  if (subject.kind !== 'vm') return undefined;
  const outages = world.outages?.outagesOf(subject).filter((outage) => !outage.planned) ?? [];
  const total = (name: string): number => world.metrics.metric(name)?.total(subject.index) ?? 0;
  const downtimeSeconds = total('vm.downtimeSeconds');
  const missing = missingFor(world, subject);
  if (outages.length === 0 && missing === undefined) return undefined;
  return {
    topic: 'downtime',
    facts: {
      downtimeSeconds,
      plannedDowntimeSeconds: total('vm.plannedDowntimeSeconds'),
      downtimes: outages.map(({ fromSeconds, toSeconds, reason }) => ({
        from: fromSeconds,
        to: toSeconds ?? null,
        reason,
      })),
      ...(missing !== undefined && { missing: missing.reason }),
    },
    lines: [...outageLines(world, outages, downtimeSeconds), ...(missing?.lines ?? [])],
  };
}

function outageLines(world: World, outages: readonly Outage[], downtimeSeconds: number): string[] {
  if (outages.length === 0) return [];
  const clock = (seconds: number): string => clockTime(world.scenario.startEpochSeconds, seconds);
  const lines = [
    `Down for ${duration(downtimeSeconds)} so far, in ${counted(outages.length, 'outage')}:`,
  ];
  for (const { fromSeconds, toSeconds, reason } of outages.slice(-listedMost)) {
    const to = toSeconds === undefined ? 'still lasting' : `to ${clock(toSeconds)}`;
    const length = duration((toSeconds ?? world.engine.nowSeconds) - fromSeconds);
    lines.push(`  from ${clock(fromSeconds)} ${to}, ${length}: ${reason}`);
  }
  const more = outages.length - listedMost;
  if (more > 0) lines.push(`  and ${counted(more, 'earlier outage')}`);
  return lines;
}

interface Missing {
  readonly reason: string;
  readonly lines: readonly string[];
}

/** In few words, why a VM that should serve is not even starting. */
export function reasonForDown(world: World, vm: Vm): string {
  return missingFor(world, vm)?.reason ?? vm.state;
}

/** Why a VM that should serve is not even starting. */
function missingFor(world: World, vm: Vm): Missing | undefined {
  if (vm.state === 'crashed') return crashed(world, vm);
  if (vm.state !== 'failed') return undefined;
  const queue = world.restartQueue?.queue() ?? [];
  const place = queue.findIndex((entry) => entry.vm === vm);
  const refused = lastRefusal(world, vm);
  if (place >= 0) {
    const reason = queue[place]!.reason ?? 'its turn has not come yet';
    const position = `number ${place + 1} of ${queue.length} in the queue for restarts`;
    return {
      reason,
      lines: [`It waits, ${position}: ${reason}.`, ...hurdleLines(vm)],
    };
  }
  if (refused !== undefined) {
    return { reason: refused, lines: [`It could not start: ${refused}.`, ...hurdleLines(vm)] };
  }
  if (vm.cluster?.spec.ha === undefined) {
    const reason = 'no HA watches over it';
    const back = vm.host === undefined ? '' : `; it starts again when ${vm.host.name} is repaired`;
    return { reason, lines: [`Nobody restarts it elsewhere: ${reason}${back}.`] };
  }
  const reason = 'its host has not been declared dead yet';
  return { reason, lines: [`Nobody restarts it yet: ${reason}.`] };
}

/** A VM that is on, and whose guest is dead. */
function crashed(world: World, vm: Vm): Missing {
  const event = world.events.latestOf(vm.id, 'vm.guestCrashed');
  const reason = String(event?.data.reason ?? 'its guest is dead');
  return { reason, lines: [`Its guest is dead: ${reason}. It is on, and waits for a reset.`] };
}

/** The reason of the last try that failed after the VM went down. */
function lastRefusal(world: World, vm: Vm): string | undefined {
  const { events } = world;
  let latest = events.latestOf(vm.id, 'vm.failed');
  let reason: string | undefined;
  for (const type of ['vm.placementFailed', 'vm.restartFailed', 'vm.powerOnRefused']) {
    const event = events.latestOf(vm.id, type);
    if (event === undefined || event.id < (latest?.id ?? 0)) continue;
    latest = event;
    reason = String(event.data.reason);
  }
  return reason;
}

/** What each host that may run the VM would need for it. */
function hurdleLines(vm: Vm): string[] {
  const hosts = vm.cluster?.hosts ?? (vm.host === undefined ? [] : [vm.host]);
  const lines: string[] = [];
  for (const host of hosts.slice(0, listedMost)) {
    const refusal = refusalOf(vm, host);
    if (refusal !== undefined) lines.push(`  ${host.name}: ${hurdle(vm, host, refusal)}`);
  }
  const more = hosts.slice(listedMost).filter((host) => refusalOf(vm, host) !== undefined);
  if (more.length > 0) lines.push(`  and ${counted(more.length, 'more host')}`);
  return lines;
}

function hurdle(vm: Vm, host: Host, refusal: Refusal): string {
  switch (refusal) {
    case 'host-not-connected':
      return `is ${host.state}`;
    case 'vcpus':
      return `has ${coresOf(host)} for ${counted(vm.vcpus, 'vCPU')}`;
    case 'datastore': {
      const unseen = vm.datastores.filter((each) => !host.datastores.has(each));
      return `does not see ${listed(unseen.map(({ name }) => name))}`;
    }
    case 'space': {
      const datastore = vm.datastores[0]!;
      const need = `its swap file needs ${decimal(vm.memoryMiB)} MiB`;
      return `could take it, but ${datastore.name} has ${decimal(datastore.freeMiB)} MiB; ${need}`;
    }
    case 'memory': {
      const free = host.memoryMiB - host.claimedMemoryMiB;
      return `has ${decimal(free)} MiB unclaimed, it needs ${decimal(vm.memoryMiB)} MiB`;
    }
    case 'cpu-reservation': {
      const free = host.capacityMHz - host.reservedMHz;
      const claim = vmCpuClaim(vm.cpuClaim, vm.vcpus, host.coreMHz, host.claimRules);
      return `has ${mhz(free)} unreserved, it reserves ${mhz(claim.reservationMHz)}`;
    }
    case 'root-reservation':
      return `could take it, but all CPU of ${rootOf(host).name} is promised to resource pools`;
    case 'pool-reservation': {
      const pools = [vm.pool?.name, vm.pool?.parent?.name].filter((name) => name !== undefined);
      return `could take it, but ${listed(pools)} has no unreserved CPU left`;
    }
  }
}
