import type { Host, Vm } from '../inventory/entities.ts';
import type { World } from '../inventory/world.ts';
import { rivalLines } from './explain-rivals.ts';
import type { ExplanationPart, Subject } from './explanation.ts';
import { coresOf, counted, listed, mhz, percent } from './words.ts';

/**
 * CPU of a VM: what it wants, gets and waits for, what binds it now and has bound it over the run,
 * and what the guest makes of it.
 */

/** Fewest percent of ready time that are worth a sentence. */
const noticeablePercent = 0.05;

/** Explains the CPU of VMs that are on. */
export function explainVmCpu(world: World, subject: Subject): ExplanationPart | undefined {
  if (subject.kind !== 'vm' || !subject.isOn || subject.host === undefined) return undefined;
  const now = readings(world, subject);
  const binding = world.bindings.current(subject.index);
  const bound = bindingLines(world, subject, subject.host, now, binding);
  return {
    topic: 'cpu',
    facts: {
      ...now,
      binding: binding === undefined ? null : named(world, binding),
      bindings: world.bindings.of(subject.index).map((each) => ({
        ...named(world, each),
        seconds: each.seconds,
        fraction: each.fraction,
      })),
    },
    lines: [
      `CPU: it wants ${mhz(now.demandMHz)}, gets ${mhz(now.usedMHz)}, and is ready and waiting ` +
        `${percent(now.readyPercent)} of the time.`,
      ...bound,
      ...coStopLines(now),
      ...guestLines(subject, now),
      ...historyLines(world, subject),
    ],
  };
}

interface Readings {
  readonly demandMHz: number;
  readonly usedMHz: number;
  readonly usedPercent: number;
  readonly readyPercent: number;
  readonly coStopPercent: number;
  readonly limitedPercent: number;
  readonly guestCpuPercent: number;
}

/** Present values; a VM that came on in this instant has 0 where none is known yet. */
function readings(world: World, vm: Vm): Readings {
  const value = (name: string): number => {
    const reading = world.metrics.metric(name)?.value(vm.index) ?? 0;
    return Number.isNaN(reading) ? 0 : reading;
  };
  return {
    demandMHz: value('vm.cpu.demandMHz'),
    usedMHz: value('vm.cpu.usedMHz'),
    usedPercent: value('vm.cpu.usedPercent'),
    readyPercent: value('vm.cpu.readyPercent'),
    coStopPercent: value('vm.cpu.coStopPercent'),
    limitedPercent: value('vm.cpu.limitedPercent'),
    guestCpuPercent: value('vm.guest.cpuPercent'),
  };
}

interface BindingNow {
  readonly word: string;
  readonly entity: number | undefined;
}

function named(world: World, { word, entity }: BindingNow): Record<string, unknown> {
  return { word, entity: entity === undefined ? null : world.directory.nameOf(entity) };
}

function bindingLines(
  world: World,
  vm: Vm,
  host: Host,
  now: Readings,
  binding: BindingNow | undefined,
): string[] {
  switch (binding?.word) {
    case 'limit':
      return [`Its own limit binds: ${mhz(vm.cpu.limitMHz)}, however idle ${host.name} is.`];
    case 'pool':
      return [poolLine(world, vm, binding.entity)];
    case 'vcpus': {
      const most = mhz(vm.vcpus * host.vcpuMHz);
      const own = counted(vm.vcpus, 'vCPU');
      const line = `Its own ${own} bind: they give ${most} at most; more vCPUs would help.`;
      return [line, ...slowLines(host)];
    }
    case 'shares':
      return [
        `${host.name}'s cores bind: ${coresOf(host)}, ${mhz(host.presentMHz)}.`,
        ...gangLines(vm, host),
        ...rivalLines(world, vm, host),
      ];
    case 'demand':
      return demandLines(host, now);
    default:
      return [];
  }
}

/** Why a vCPU does less than the label of a core says. */
function slowLines(host: Host): string[] {
  const lines: string[] = [];
  const { name, coreMHz, speedFraction, vcpuMHz } = host;
  if (speedFraction !== 1) {
    lines.push(`${name} runs at ${percent(100 * speedFraction)} of its speed now.`);
  }
  if (vcpuMHz < coreMHz * speedFraction) {
    lines.push(`On ${name} pairs of threads share a core, so that each vCPU does ${mhz(vcpuMHz)}.`);
  }
  return lines;
}

function poolLine(world: World, vm: Vm, entity: number | undefined): string {
  const pool = world.pools.find((each) => each.id === entity);
  if (pool === undefined) return 'The limit of a pool above it binds.';
  const limit = Number.isFinite(pool.cpu.limitMHz) ? ` of ${mhz(pool.cpu.limitMHz)}` : '';
  const inside = pool === vm.pool ? 'its pool' : 'the pool above its own,';
  return `The limit${limit} of ${inside} ${pool.name} binds, however idle the host is.`;
}

/** All it wants is served; what is left is the wait for a core. */
function demandLines(host: Host, now: Readings): string[] {
  const lines = ['Nothing holds it back: it gets all that it wants.'];
  if (now.readyPercent >= noticeablePercent) {
    let vcpus = 0;
    for (const other of host.vms) if (other.isOn) vcpus += other.vcpus;
    lines.push(
      `Its ready time is the wait for a core: ${counted(vcpus, 'vCPU')} take turns on the ` +
        `${coresOf(host)} of ${host.name}.`,
    );
  }
  return lines;
}

/** Strict co-scheduling makes wide VMs wait for many cores at once. */
function gangLines(vm: Vm, host: Host): string[] {
  if (vm.vcpus === 1 || host.platform.word('coScheduling') !== 'strict') return [];
  const own = counted(vm.vcpus, 'vCPU');
  return [`Its ${own} run all at once or not at all: fewer of them might get more done.`];
}

function coStopLines(now: Readings): string[] {
  if (now.coStopPercent < noticeablePercent) return [];
  const time = percent(now.coStopPercent);
  return [`Another ${time} of the time its vCPUs stand still for each other (co-stop).`];
}

function guestLines(vm: Vm, now: Readings): string[] {
  const gap = now.guestCpuPercent - now.usedPercent;
  if (vm.spec.guestClock === 'ticks' && gap >= noticeablePercent) {
    return [
      `The guest believes it is ${percent(now.guestCpuPercent)} busy; in truth it ran ` +
        `${percent(now.usedPercent)}: it counts ticks and takes waiting for work.`,
    ];
  }
  const stolen = now.readyPercent + now.coStopPercent;
  if (vm.spec.guestClock === 'steal-aware' && stolen >= noticeablePercent) {
    return [`The guest knows: it shows ${percent(stolen)} as stolen.`];
  }
  return [];
}

function historyLines(world: World, vm: Vm): string[] {
  const history = world.bindings.of(vm.index);
  if (history.length < 2) return [];
  const parts = history
    .slice(0, 4)
    .map((each) => `${historyWord(world, each)} ${percent(100 * each.fraction)}`);
  return [`Over the run it was bound by ${listed(parts)} of its time.`];
}

function historyWord(world: World, { word, entity }: BindingNow): string {
  const name = entity === undefined ? '' : world.directory.nameOf(entity);
  switch (word) {
    case 'demand':
      return 'nothing but its own demand';
    case 'limit':
      return 'its own limit';
    case 'vcpus':
      return 'its number of vCPUs';
    case 'pool':
      return `the limit of pool ${name}`;
    case 'shares':
      return `the cores of ${name}`;
    default:
      return word;
  }
}
