import type { Host } from '../inventory/entities.ts';
import type { World } from '../inventory/world.ts';
import type { Inspection } from './inspection.ts';
import { coresOf, counted, duration, grouped, memory, named, percent } from './words.ts';

/** How a host stands: whether its cores hold anybody back, and how full it is. */
export function inspectHost(world: World, host: Host): Inspection {
  return {
    verdict: verdictOf(world, host),
    advice: adviceOf(world, host),
    views: [],
    facts: factsOf(world, host),
  };
}

function verdictOf(world: World, host: Host): string {
  if (host.state === 'failed') return failedVerdict(world, host);
  if (host.state === 'powered-off') return 'Switched off.';
  const bound = heldBack(world, host).length;
  if (bound > 0) {
    const want = bound === 1 ? 'wants' : 'want';
    return `Its cores are full: ${counted(bound, 'VM')} ${want} more than they get.`;
  }
  if (!host.vms.some((vm) => vm.isOn)) return 'Empty: no VM is on.';
  const idle = 100 - reading(world, 'host.cpu.usedPercent', host);
  if (idle <= 0) return 'Its cores are full, and all VMs get what they want.';
  return `Healthy: ${percent(idle)} of its cores are idle.`;
}

function failedVerdict(world: World, host: Host): string {
  const failure = world.restartQueue?.failuresNow().find((each) => each.host === host);
  if (failure === undefined) return 'Failed.';
  const now = world.engine.nowSeconds;
  const since = `Failed ${duration(now - failure.failedAtSeconds)} ago`;
  if (failure.isDeclaredDead) return `${since}, and was declared dead.`;
  const left = duration(failure.declaredDeadAtSeconds - now);
  return `${since}: declared dead in ${left}, if it stays silent.`;
}

function adviceOf(world: World, host: Host): string[] {
  const bound = heldBack(world, host);
  const advice = bound.length === 0 ? [] : [`Held back: ${named(bound)}.`];
  if (host.state === 'connected' && host.speedFraction !== 1) {
    advice.push(`It runs at ${percent(100 * host.speedFraction)} of its speed.`);
  }
  return advice;
}

/** VMs that would use more if the host had more cores. */
function heldBack(world: World, host: Host) {
  return host.vms.filter((vm) => {
    const now = world.bindings.current(vm.index);
    return now?.word === 'shares' && now.entity === host.id;
  });
}

function factsOf(world: World, host: Host): (readonly [string, string])[] {
  const on = host.vms.filter((vm) => vm.isOn);
  let vcpus = 0;
  for (const vm of on) vcpus += vm.vcpus;
  const facts: (readonly [string, string])[] = [
    ['Cores', `${coresOf(host)}, ${grouped(host.coreMHz)} MHz each`],
    ['VMs', `${on.length} on of ${host.vms.length}, ${counted(vcpus, 'vCPU')}`],
  ];
  if (host.state === 'connected') {
    const used = reading(world, 'host.cpu.usedMHz', host);
    const share = host.presentMHz > 0 ? (100 * used) / host.presentMHz : 0;
    facts.push([
      'CPU used',
      `${grouped(used)} of ${grouped(host.presentMHz)} MHz (${percent(share)})`,
    ]);
    facts.push(['CPU wanted', `${grouped(reading(world, 'host.cpu.demandMHz', host))} MHz`]);
    facts.push([
      'CPU ready',
      `${percent(reading(world, 'host.cpu.readyPercent', host))} of vCPU time`,
    ]);
    facts.push(['CPU reserved', `${grouped(host.reservedMHz)} MHz`]);
  }
  facts.push(['Memory claimed', `${memory(host.claimedMemoryMiB)} of ${memory(host.memoryMiB)}`]);
  if (host.cluster !== undefined) facts.push(['Cluster', host.cluster.name]);
  facts.push(['Platform', host.platform.name]);
  return facts;
}

/** Present value; 0 where there is none. */
function reading(world: World, name: string, host: Host): number {
  const value = world.metrics.metric(name)?.value(host.index) ?? 0;
  return Number.isNaN(value) ? 0 : value;
}
