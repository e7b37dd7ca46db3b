import { Phase, type TimerId } from '../../engine/index.ts';
import type { Host, Vm } from '../../inventory/entities.ts';
import { chooseHost } from '../../inventory/placing.ts';
import type { HostFailure, RestartQueuePort } from '../../inventory/service-ports.ts';
import type { RestartPriority } from '../../inventory/specs.ts';
import type { World } from '../../inventory/world.ts';
import type { EventId } from '../../observe/event-log.ts';
import { StorageLoss } from './storage-loss.ts';

/**
 * A first high-availability service. A host that stays failed for the platform's detection time is
 * declared dead; its VMs are then restarted by priority, each where placement finds room among the
 * cluster's connected hosts. What fits nowhere waits with its reason and is tried again whenever
 * capacity comes back; so does what the dead host still locks, until the locks have run out.
 * Source: VSAV (detection after 15 s; restart by priority on the hosts with most unreserved
 * capacity). Left out until the full service: heartbeats, isolation, partitions, retries by time,
 * limits of concurrent power-ons.
 */

const rank: Readonly<Record<RestartPriority, number>> = {
  high: 0,
  medium: 1,
  low: 2,
  disabled: 3,
};

/** A failed host, and the VMs that died with it or were dead on it. */
interface Failure {
  readonly cause: EventId | undefined;
  readonly atSeconds: number;
  readonly vms: readonly Vm[];
  isDeclaredDead: boolean;
}

interface Waiting {
  readonly vm: Vm;
  /** The event that put the VM into the queue. */
  readonly cause: EventId;
  /** Its files are locked by its dead host until then. */
  readonly lockedUntilSeconds: number;
  /** Why the last try failed; undefined before the first. */
  reason: string | undefined;
}

export class HighAvailability implements RestartQueuePort {
  private readonly world: World;
  private readonly detection = new Map<Host, TimerId>();
  private readonly failures = new Map<Host, Failure>();
  private readonly waiting: Waiting[] = [];
  private readonly retry: TimerId;
  private retryCause: EventId | undefined = undefined;

  constructor(world: World) {
    this.world = world;
    this.retry = world.engine.createTimer(Phase.policy, () => this.restartWaiting(), 0, 'ha retry');
    for (const host of world.hosts) {
      if (host.cluster?.spec.ha === undefined) continue;
      const timer = world.engine.createTimer(
        Phase.policy,
        (index) => this.declareDead(world.hosts[index]!),
        host.index,
        `ha detection ${host.name}`,
      );
      this.detection.set(host, timer);
    }
    world.hostChanged.add((host, cause) => this.followHost(host, cause));
    world.vmChanged.add((vm) => this.followVm(vm));
    world.capacityReturned.add((cause) => this.wakeUp(cause));
    new StorageLoss(world, (vm, cause) => this.enqueue(vm, cause));
  }

  /** Takes a VM in that died without its host. */
  private enqueue(vm: Vm, cause: EventId): void {
    this.waiting.push({ vm, cause, lockedUntilSeconds: 0, reason: undefined });
    this.sortQueue();
    this.wakeUp(undefined);
  }

  private followHost(host: Host, cause: EventId | undefined): void {
    const timer = this.detection.get(host);
    if (timer === undefined) return;
    if (host.state === 'failed') {
      const atSeconds = this.world.engine.nowSeconds;
      const vms = host.vms.filter((vm) => vm.isOn || vm.state === 'failed');
      this.failures.set(host, { cause, atSeconds, vms, isDeclaredDead: false });
      this.world.engine.arm(timer, atSeconds + detectionSeconds(host));
    } else {
      this.failures.delete(host);
      this.world.engine.cancel(timer);
    }
  }

  /** A VM that left the failed state by another hand waits no more. */
  private followVm(vm: Vm): void {
    if (vm.state === 'failed') return;
    const position = this.waiting.findIndex((entry) => entry.vm === vm);
    if (position >= 0) this.waiting.splice(position, 1);
  }

  silenceSeconds(vm: Vm, host: Host): number {
    return Math.max(detectionSeconds(host), lockSecondsOf(vm, host));
  }

  private declareDead(host: Host): void {
    const failure = this.failures.get(host)!;
    failure.isDeclaredDead = true;
    const { cause } = failure;
    const { events } = this.world;
    const dead = events.emit('host.declaredDead', host.id, cause === undefined ? {} : { cause });
    for (const vm of host.vms) {
      if (vm.state !== 'failed') continue;
      if (vm.restartPriority === 'disabled') {
        const data = { reason: 'restart is disabled' };
        events.emit('vm.restartFailed', vm.id, { cause: dead, data });
        continue;
      }
      // A repaired host may not have had room for it: then it waits already.
      if (this.waiting.some((entry) => entry.vm === vm)) continue;
      const lockedUntilSeconds = failure.atSeconds + lockSecondsOf(vm, host);
      this.waiting.push({ vm, cause: dead, lockedUntilSeconds, reason: undefined });
    }
    this.sortQueue();
    this.restartWaiting();
  }

  private sortQueue(): void {
    this.waiting.sort((a, b) => this.order(a.vm, b.vm));
  }

  order(a: Vm, b: Vm): number {
    const byPolicy = this.world.restartOrder?.(a, b) ?? 0;
    if (byPolicy !== 0) return byPolicy;
    return rank[a.restartPriority] - rank[b.restartPriority] || a.index - b.index;
  }

  private wakeUp(cause: EventId | undefined): void {
    if (this.waiting.length === 0) return;
    this.retryCause = cause;
    this.retryAt(this.world.engine.nowSeconds);
  }

  private retryAt(atSeconds: number): void {
    const { engine } = this.world;
    if (atSeconds < engine.armedAtSeconds(this.retry)) engine.arm(this.retry, atSeconds);
  }

  private restartWaiting(): void {
    const now = this.world.engine.nowSeconds;
    for (const entry of [...this.waiting]) {
      if (entry.vm.state !== 'failed') continue;
      if (entry.lockedUntilSeconds > now) this.retryAt(entry.lockedUntilSeconds);
      else this.restart(entry);
    }
    this.retryCause = undefined;
  }

  private restart(entry: Waiting): void {
    const { vm } = entry;
    const place = chooseHost(this.world, vm, vm.cluster!.hosts);
    if (place.host !== undefined) {
      const cause = entry.reason === undefined ? entry.cause : (this.retryCause ?? entry.cause);
      this.world.power!.bootOn(vm, place.host, 'vm.restarted', cause);
      return;
    }
    if (entry.reason === place.reason) return;
    entry.reason = place.reason;
    const data = { reason: place.reason };
    this.world.events.emit('vm.restartFailed', vm.id, { cause: entry.cause, data });
  }

  /** VMs that wait for room, in the order in which they will be tried, with the reason. */
  queue(): readonly { readonly vm: Vm; readonly reason: string | undefined }[] {
    return this.waiting.map(({ vm, reason }) => ({ vm, reason }));
  }

  failuresNow(): readonly HostFailure[] {
    return [...this.failures].map(([host, { atSeconds, isDeclaredDead, vms }]) => {
      const declaredDeadAtSeconds = atSeconds + detectionSeconds(host);
      return { host, failedAtSeconds: atSeconds, declaredDeadAtSeconds, isDeclaredDead, vms };
    });
  }
}

/** How long a host must be silent until it is taken for dead. */
function detectionSeconds(host: Host): number {
  return host.platform.number('haDetectionSeconds');
}

/**
 * How long a dead host keeps the files of a VM from others, by its locks on shared VMFS. They are
 * broken when its heartbeat there has been missing for long enough. Source: MODELS 4.6 [M].
 */
function lockSecondsOf({ datastores }: Vm, { platform }: Host): number {
  const isLocked = datastores.some(({ format, backing }) => {
    return format === 'vmfs' && backing.on === 'lun';
  });
  return isLocked ? platform.number('lockSeconds') : 0;
}
