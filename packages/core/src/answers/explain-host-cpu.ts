import type { Host, Vm } from '../inventory/entities.ts';
import type { World } from '../inventory/world.ts';
import type { ExplanationPart, Subject } from './explanation.ts';
import { counted, decimal, listed, mhz, percent } from './words.ts';

/** CPU of a host or of a cluster's hosts: how full, who uses most, who waits. */

/** Explains the CPU of connected hosts. */
export function explainHostCpu(world: World, subject: Subject): ExplanationPart | undefined {
  if (subject.kind !== 'host' || subject.state !== 'connected') return undefined;
  const load = loadOf(world, [subject]);
  const overcommit = `${counted(load.vcpus, 'vCPU')} on ${counted(load.cores, 'core')}`;
  const lines = [
    `CPU: its ${counted(load.on.length, 'VM')} want ${mhz(load.demandMHz)} and use ` +
      `${mhz(load.usedMHz)} of ${mhz(load.capacityMHz)} (${percent(load.usedPercent)}), ` +
      `${overcommit}.`,
    ...topLines(world, load.on),
    ...boundLines(world, subject, load.on),
  ];
  return { topic: 'cpu', facts: load.facts, lines };
}

/** Explains the CPU of a cluster as a whole. */
export function explainClusterCpu(world: World, subject: Subject): ExplanationPart | undefined {
  if (subject.kind !== 'cluster') return undefined;
  const connected = subject.hosts.filter((host) => host.state === 'connected');
  const load = loadOf(world, connected);
  const hosts = `${connected.length} of its ${counted(subject.hosts.length, 'host')}`;
  const lines = [
    `${subject.name} has ${hosts} connected.`,
    `CPU: ${counted(load.on.length, 'VM')} want ${mhz(load.demandMHz)} and use ` +
      `${mhz(load.usedMHz)} of ${mhz(load.capacityMHz)} (${percent(load.usedPercent)}).`,
    ...topLines(world, load.on),
  ];
  const facts = { hosts: subject.hosts.length, connectedHosts: connected.length, ...load.facts };
  return { topic: 'cpu', facts, lines };
}

interface Load {
  readonly on: readonly Vm[];
  readonly cores: number;
  readonly vcpus: number;
  readonly capacityMHz: number;
  readonly demandMHz: number;
  readonly usedMHz: number;
  readonly usedPercent: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

function loadOf(world: World, hosts: readonly Host[]): Load {
  const on = hosts.flatMap((host) => host.vms.filter((vm) => vm.isOn));
  const sums = { cores: 0, vcpus: 0, capacityMHz: 0, demandMHz: 0, usedMHz: 0 };
  for (const host of hosts) {
    sums.cores += host.cores;
    sums.capacityMHz += host.presentMHz;
  }
  for (const vm of on) {
    sums.vcpus += vm.vcpus;
    sums.demandMHz += world.cpu.wishedMHz[vm.index]!;
    sums.usedMHz += world.cpu.servedMHz[vm.index]!;
  }
  const usedPercent = sums.capacityMHz === 0 ? 0 : (100 * sums.usedMHz) / sums.capacityMHz;
  return { on, ...sums, usedPercent, facts: { vms: on.length, ...sums, usedPercent } };
}

function topLines(world: World, on: readonly Vm[]): string[] {
  const used = (vm: Vm): number => world.cpu.servedMHz[vm.index]!;
  const top = [...on].sort((a, b) => used(b) - used(a) || a.index - b.index).slice(0, 3);
  if (top.length === 0) return [];
  const names = top.map((vm) => `${vm.name} (${decimal(vm.cpu.shares)} shares, ${mhz(used(vm))})`);
  return [`Most is used by ${listed(names)}.`];
}

/** VMs that would use more if this host had more cores. */
function boundLines(world: World, host: Host, on: readonly Vm[]): string[] {
  const bound = on.filter((vm) => {
    const now = world.bindings.current(vm.index);
    return now?.word === 'shares' && now.entity === host.id;
  });
  if (bound.length === 0) return ['Its cores hold nobody back.'];
  const names = bound.slice(0, 5).map((vm) => vm.name);
  if (bound.length > 5) names.push(counted(bound.length - 5, 'other VM'));
  const verb = bound.length === 1 ? 'wants' : 'want';
  return [`Its cores bind: ${listed(names)} ${verb} more than they get.`];
}
