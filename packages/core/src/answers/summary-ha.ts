import type { Vm } from '../inventory/entities.ts';
import type { World } from '../inventory/world.ts';
import type { SimulationEvent } from '../observe/index.ts';
import { reasonForDown } from './explain-outage.ts';

/** One restart of a VM after the death of its host, from failure to service. */
export interface Restart {
  readonly vm: string;
  /** `high`, `medium` or `low`. */
  readonly priority: string;
  /** The host that it is restarted on. */
  readonly host: string;
  /** The instants are in seconds after the start of the run. */
  readonly failedAt: number;
  readonly restartedAt: number;
  /** When it served again; null if it was still booting, or went down in its boot. */
  readonly servedAt: number | null;
  /** From failure to service; null if it did not come to that. */
  readonly secondsToService: number | null;
}

/** A VM that should serve and is down at the end. */
export interface DownVm {
  readonly vm: string;
  /** Seconds after the start of the run. */
  readonly since: number;
  readonly reason: string;
}

/** Failures of hosts and what high availability made of them. */
export interface HaSummary {
  readonly hostsFailed: number;
  readonly hostsDeclaredDead: number;
  /** VMs that were restarted, each as often as it was. */
  readonly vmsRestarted: number;
  /** Times that a VM found no place to restart, or restart was disabled for it. */
  readonly restartsFailed: number;
  /** In order of time; those of which the log still keeps the events (the latest 200,000). */
  readonly restarts: readonly Restart[];
  /** By name. */
  readonly down: readonly DownVm[];
}

/** Counts failures and restarts, and lists what stays down and why. */
export function summarizeHa(world: World): HaSummary {
  const { events } = world;
  const down = world.vms.filter((vm) => vm.state === 'failed');
  return {
    hostsFailed: events.countOf('host.failed'),
    hostsDeclaredDead: events.countOf('host.declaredDead'),
    vmsRestarted: events.countOf('vm.restarted'),
    restartsFailed: events.countOf('vm.restartFailed'),
    restarts: events.countOf('vm.restarted') === 0 ? [] : restartsOf(world),
    down: down.map((vm) => ({
      vm: vm.name,
      since: downSince(world, vm),
      reason: reasonForDown(world, vm),
    })),
  };
}

function downSince(world: World, vm: Vm): number {
  return world.outages?.outagesOf(vm).at(-1)?.fromSeconds ?? 0;
}

/** Walks the kept log once and joins failure, restart and service of each VM. */
function restartsOf(world: World): Restart[] {
  const restarts: Restart[] = [];
  const failures = new Map<number, SimulationEvent>();
  const booting = new Map<number, number>();
  for (const event of world.events.all()) {
    const { type, subject } = event;
    if (type === 'vm.failed') {
      failures.set(subject, event);
      booting.delete(subject);
    } else if (type === 'vm.restarted') {
      booting.set(subject, restarts.length);
      restarts.push(beginningOf(world, event, failures.get(subject)));
    } else if (type === 'vm.booted') {
      const position = booting.get(subject);
      if (position === undefined) continue;
      booting.delete(subject);
      const restart = restarts[position]!;
      const servedAt = event.timeSeconds;
      const secondsToService = servedAt - restart.failedAt;
      restarts[position] = { ...restart, servedAt, secondsToService };
    }
  }
  return restarts;
}

function beginningOf(
  world: World,
  event: SimulationEvent,
  failure: SimulationEvent | undefined,
): Restart {
  const vm = world.vmById(event.subject);
  const host = event.others[0];
  return {
    vm: vm.name,
    priority: vm.restartPriority,
    host: host === undefined ? '' : world.directory.nameOf(host),
    failedAt: failure?.timeSeconds ?? event.timeSeconds,
    restartedAt: event.timeSeconds,
    servedAt: null,
    secondsToService: null,
  };
}
