import type { Host, Vm } from '../inventory/entities.ts';
import type { World } from '../inventory/world.ts';
import { reasonForDown } from './explain-outage.ts';
import { claimFacts } from './inspect-claims.ts';
import { inspectVmIo } from './inspect-vm-io.ts';
import type { GuestBesideHost, Inspection } from './inspection.ts';
import { counted, duration, grouped, memory, percent } from './words.ts';

/**
 * How a VM stands: a verdict, advice as far as the model supports it, the guest's view of its CPU
 * beside the host's, and the facts. Percentages are of the time of its vCPUs.
 */

/** Ready time from which on people complain, percent of the time of a vCPU. Source: VSRM. */
const noticedReadyPercent = 5;
/** Co-stop from which on it is worth a sentence, percent. */
const noticedCoStopPercent = 1;
/** A guest is busy from here on, percent. */
const busyPercent = 80;

export function inspectVm(world: World, vm: Vm): Inspection {
  const host = vm.host;
  const facts = factsOf(world, vm);
  if (!vm.isOn || host === undefined) {
    return { verdict: stillVerdict(world, vm), advice: [], views: [], facts };
  }
  const now = readings(world, vm);
  const bound = world.bindings.current(vm.index);
  const io = inspectVmIo(world, vm);
  const views = io.view === undefined ? [viewOf(vm, now)] : [viewOf(vm, now), io.view];
  if (vm.state !== 'running') return { verdict: stillVerdict(world, vm), advice: [], views, facts };
  const advice = adviceOf(world, vm, host, now, bound);
  const told = { views, facts: [...facts, ...io.facts] };
  // A VM that waits for its disk wants little CPU: the disk is what holds it back.
  const isCpuShort = bound !== undefined && bound.word !== 'demand';
  if (io.verdict !== undefined && !isCpuShort) {
    return { verdict: io.verdict, advice: [...io.advice, ...advice], ...told };
  }
  const verdict = verdictOf(world, vm, host, now, bound);
  return { verdict, advice: [...advice, ...io.advice], ...told };
}

interface Readings {
  readonly run: number;
  readonly ready: number;
  readonly limited: number;
  readonly coStop: number;
  readonly guest: number;
}

/** Percent of the time of a vCPU; a VM that came on at this very instant has none yet. */
function readings(world: World, vm: Vm): Readings {
  const value = (name: string): number => {
    const reading = world.metrics.metric(name)?.value(vm.index) ?? 0;
    return Number.isNaN(reading) ? 0 : reading;
  };
  return {
    run: value('vm.cpu.usedPercent'),
    ready: value('vm.cpu.readyPercent'),
    limited: value('vm.cpu.limitedPercent'),
    coStop: value('vm.cpu.coStopPercent'),
    guest: value('vm.guest.cpuPercent'),
  };
}

/** The time of the vCPUs is run, ready, limited, co-stop or idle. */
function viewOf(vm: Vm, now: Readings): GuestBesideHost {
  const { run, limited, coStop } = now;
  const ready = Math.max(0, now.ready - limited);
  const busy = run + ready + limited + coStop;
  const whole = Math.max(100, busy);
  const part = (word: string, value: number) => {
    return { word, fraction: value / whole, text: percent(value) };
  };
  const parts = [part('run', run), part('ready', ready)];
  if (coStop > 0) parts.push(part('co-stop', coStop));
  if (limited > 0) parts.push(part('limited', limited));
  parts.push(part('idle', Math.max(0, whole - busy)));
  const stolen = now.ready + coStop;
  const knowsSteal = vm.spec.guestClock === 'steal-aware';
  const steal = knowsSteal && stolen >= 0.05 ? `, ${percent(stolen)} stolen` : '';
  return { resource: 'CPU', guestSees: `${percent(now.guest)} busy${steal}`, hostKnows: parts };
}

/** Of a VM that does not serve. */
function stillVerdict(world: World, vm: Vm): string {
  const now = world.engine.nowSeconds;
  const until = (world.power?.untilSeconds[vm.index] ?? Number.NaN) - now;
  const since = now - (world.power?.sinceSeconds[vm.index] ?? now);
  switch (vm.state) {
    case 'booting':
      return until >= 0 ? `Starting: it serves in ${duration(until)}.` : 'Starting.';
    case 'shutting-down':
      return until >= 0 ? `Shutting down: it is off in ${duration(until)}.` : 'Shutting down.';
    case 'suspended':
      return `Suspended for ${duration(since)}.`;
    case 'crashed':
      return `Its guest crashed ${duration(since)} ago: ${reasonForDown(world, vm)}.`;
    case 'failed':
      return `Down for ${duration(since)}: ${reasonForDown(world, vm)}.`;
    default:
      return since > 0 ? `Switched off for ${duration(since)}.` : 'Switched off.';
  }
}

interface Bound {
  readonly word: string;
  readonly entity: number | undefined;
}

function verdictOf(
  world: World,
  vm: Vm,
  host: Host,
  now: Readings,
  bound: Bound | undefined,
): string {
  const looksBusy = now.guest >= busyPercent && vm.spec.guestClock === 'ticks';
  const looks = looksBusy ? 'Looks busy, is not being served' : 'Is not being served';
  switch (bound?.word) {
    case 'limit':
      return `${looks}: its own limit holds it back.`;
    case 'pool':
      return `${looks}: the limit of ${nameOf(world, bound.entity)} holds it back.`;
    case 'shares':
      return `${looks}: the cores of ${host.name} are full.`;
    case 'vcpus':
      return `Wants more than its ${counted(vm.vcpus, 'vCPU')} can do.`;
    default:
      if (now.ready + now.coStop >= noticedReadyPercent) {
        return `Gets all that it wants, but waits for it ${percent(now.ready + now.coStop)} of the time.`;
      }
      return 'Healthy: it gets all that it wants.';
  }
}

function adviceOf(
  world: World,
  vm: Vm,
  host: Host,
  now: Readings,
  bound: Bound | undefined,
): string[] {
  const advice = boundAdvice(world, host, now, bound);
  const isStrict = host.platform.word('coScheduling') === 'strict';
  const waits = now.ready + now.coStop >= noticedReadyPercent;
  if (vm.vcpus > 1 && isStrict && waits) {
    advice.push('Its vCPUs run all at once or not at all: another vCPU would make it wait more.');
  } else if (now.coStop >= noticedCoStopPercent) {
    advice.push('Its vCPUs stand still for each other: another vCPU would make it wait more.');
  }
  const gap = now.guest - now.run;
  if (vm.spec.guestClock === 'ticks' && gap >= noticedReadyPercent) {
    advice.push(
      `Its guest counts ticks and takes waiting for work: it ran ${percent(now.run)}, ` +
        `not ${percent(now.guest)}.`,
    );
  }
  return advice;
}

function boundAdvice(world: World, host: Host, now: Readings, bound: Bound | undefined): string[] {
  const used = world.metrics.metric('host.cpu.usedMHz')?.value(host.index) ?? 0;
  const idleMHz = host.presentMHz - used;
  const hasRoom = idleMHz > 0.01 * host.presentMHz;
  const room = hasRoom
    ? `${host.name} has ${grouped(idleMHz)} MHz idle.`
    : `${host.name} has no idle core either, so that its shares would decide.`;
  switch (bound?.word) {
    case 'limit':
      return [`A higher limit ${hasRoom ? 'would help' : 'alone would not help'}: ${room}`];
    case 'pool': {
      const pool = nameOf(world, bound.entity);
      const help = hasRoom ? 'would help' : 'alone would not help';
      return [`A higher limit of ${pool} ${help}: ${room}`];
    }
    case 'vcpus':
      return ['More vCPUs would help.'];
    case 'shares':
      return [`More shares or a reservation would help it, at the cost of others on ${host.name}.`];
    default:
      if (now.ready < noticedReadyPercent) return [];
      return [`The vCPUs on ${host.name} take turns: fewer of them there would wait less.`];
  }
}

function factsOf(world: World, vm: Vm): (readonly [string, string])[] {
  const total = (name: string): number => world.metrics.metric(name)?.total(vm.index) ?? 0;
  const outages = (world.outages?.outagesOf(vm) ?? []).filter((outage) => !outage.planned);
  const facts: (readonly [string, string])[] = [
    ['vCPUs', String(vm.vcpus)],
    ['Memory', memory(vm.memoryMiB)],
    ...claimFacts(vm.cpu, vm.cpuClaim),
    ['Workload', vm.spec.workload ?? 'none'],
    ['Host', vm.host?.name ?? 'none'],
  ];
  if (vm.pool !== undefined) facts.push(['Pool', vm.pool.name]);
  if (vm.cluster?.spec.ha !== undefined) facts.push(['Restart priority', vm.restartPriority]);
  facts.push(['Up', duration(total('vm.uptimeSeconds'))]);
  const down = total('vm.downtimeSeconds');
  if (down > 0) facts.push(['Down', `${duration(down)}, ${counted(outages.length, 'outage')}`]);
  const planned = total('vm.plannedDowntimeSeconds');
  if (planned > 0) facts.push(['Down as planned', duration(planned)]);
  return facts;
}

function nameOf(world: World, entity: number | undefined): string {
  return entity === undefined ? 'a pool above it' : `pool ${world.directory.nameOf(entity)}`;
}
