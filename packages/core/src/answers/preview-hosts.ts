import type { Host, Vm } from '../inventory/entities.ts';
import type { World } from '../inventory/world.ts';
import { DryRun } from './dry-run.ts';
import { previewRescan } from './preview-parts.ts';
import { retryLines } from './preview-retry.ts';
import { counted, duration, listed, named } from './words.ts';

/** Consequences of commands to hosts. */
export function previewHosts(world: World, verb: string, hosts: readonly Host[]): string[] {
  switch (verb) {
    case 'fail':
      return previewFail(world, hosts);
    case 'repair':
      return previewRepair(world, hosts);
    case 'powerOn':
      return previewPowerOn(world, hosts);
    case 'powerOff':
      return hosts.map(previewPowerOff);
    case 'rescan':
      return previewRescan(world, hosts);
    default:
      return [];
  }
}

function previewFail(world: World, hosts: readonly Host[]): string[] {
  const lines = inAnotherState(hosts, 'connected');
  const dying = hosts.filter((host) => host.state === 'connected');
  if (dying.length === 0) return lines;
  const run = new DryRun(world);
  const lost = dying.flatMap((host) => run.fail(host));
  if (lost.length === 0)
    return [...lines, `${named(dying)} ${dying.length === 1 ? 'dies' : 'die'}, and no VM with it.`];
  lines.push(`${counted(lost.length, 'VM')} ${lost.length === 1 ? 'stops' : 'stop'}.`);
  const watched = lost.filter((vm) => vm.cluster?.spec.ha !== undefined);
  const alone = lost.length - watched.length;
  if (alone > 0) {
    lines.push(
      `No HA watches over ${alone === lost.length ? 'them' : alone}: nobody restarts them elsewhere.`,
    );
  }
  if (watched.length > 0) lines.push(...restartLines(world, run, watched));
  return lines;
}

/** What high availability would make of VMs that are dead now. */
function restartLines(world: World, run: DryRun, lost: readonly Vm[]): string[] {
  const { restartQueue } = world;
  const disabled = lost.filter((vm) => vm.restartPriority === 'disabled');
  const own = new Set(lost.filter((vm) => vm.restartPriority !== 'disabled'));
  // Whoever waits already is tried again in the same turn.
  const waiting = (restartQueue?.queue() ?? []).map(({ vm }) => vm);
  const tried = [...own, ...waiting];
  tried.sort((a, b) => restartQueue?.order(a, b) ?? a.index - b.index);
  // Those of hosts that are silent already come first.
  for (const failure of restartQueue?.failuresNow() ?? []) {
    if (failure.isDeclaredDead) continue;
    const before = failure.vms.filter((vm) => vm.state === 'failed');
    before.sort((a, b) => restartQueue!.order(a, b));
    for (const vm of before) if (vm.restartPriority !== 'disabled') run.restart(vm);
  }
  const places = new Map<Host, number>();
  const homeless = new Map<string, Vm[]>();
  for (const vm of tried) {
    const place = run.restart(vm);
    if (!own.has(vm)) continue;
    if (place.host !== undefined) places.set(place.host, (places.get(place.host) ?? 0) + 1);
    else homeless.set(place.reason, [...(homeless.get(place.reason) ?? []), vm]);
  }
  const lines: string[] = [];
  if (places.size > 0) lines.push(restartedLine(world, [...own], places));
  for (const [reason, vms] of homeless) {
    const have = vms.length === 1 ? 'has' : 'have';
    lines.push(`${counted(vms.length, 'VM')} ${have} no room: ${named(vms)} (${reason}).`);
  }
  if (disabled.length > 0) lines.push(`Restart is disabled for ${named(disabled)}.`);
  return lines;
}

function restartedLine(
  { restartQueue }: World,
  vms: readonly Vm[],
  places: ReadonlyMap<Host, number>,
): string {
  let count = 0;
  for (const each of places.values()) count += each;
  const hosts = [...places].sort(([a], [b]) => a.index - b.index);
  const where = hosts.slice(0, 4).map(([host, vms]) => `${host.name} (${vms})`);
  if (hosts.length > 4) where.push(counted(hosts.length - 4, 'other host'));
  const silences = vms.map((vm) => restartQueue?.silenceSeconds(vm, vm.host!) ?? 0);
  return `After ${duration(Math.max(...silences))} HA would restart ${count}: on ${listed(where)}.`;
}

function previewRepair(world: World, hosts: readonly Host[]): string[] {
  const lines = inAnotherState(hosts, 'failed');
  const back = hosts.filter((host) => host.state === 'failed');
  if (back.length === 0) return lines;
  const run = new DryRun(world);
  for (const host of back) run.host(host).state = 'connected';
  const started = back.flatMap((host) =>
    host.vms.filter((vm) => vm.state === 'failed' && run.startHere(vm)),
  );
  const boots = started.length === 1 ? 'boots' : 'boot';
  const own = started.length === 0 ? '' : `; ${named(started)} ${boots} there again`;
  lines.push(`${named(back)} ${back.length === 1 ? 'takes' : 'take'} VMs again${own}.`);
  return [...lines, ...retryLines(world, run, started)];
}

function previewPowerOn(world: World, hosts: readonly Host[]): string[] {
  const lines = inAnotherState(hosts, 'powered-off');
  const back = hosts.filter((host) => host.state === 'powered-off');
  if (back.length === 0) return lines;
  const run = new DryRun(world);
  for (const host of back) run.host(host).state = 'connected';
  return [
    ...lines,
    `${named(back)} ${back.length === 1 ? 'takes' : 'take'} VMs.`,
    ...retryLines(world, run, []),
  ];
}

function previewPowerOff(host: Host): string {
  if (host.state !== 'connected') return `Nothing: ${host.name} is ${host.state}.`;
  const busy = host.vms.filter((vm) => vm.isOn);
  if (busy.length === 0) return `${host.name} goes off and takes no VMs.`;
  return `${host.name} would refuse: ${named(busy)} ${busy.length === 1 ? 'is' : 'are'} on.`;
}

function inAnotherState(hosts: readonly Host[], wanted: Host['state']): string[] {
  const others = hosts.filter((host) => host.state !== wanted);
  return others.map((host) => `Nothing: ${host.name} is ${host.state}.`);
}
