import { Phase, type TimerId } from '../../../engine/index.ts';
import type { Vm } from '../../../inventory/entities.ts';
import { setVmState } from '../../../inventory/lives.ts';
import type { Mount } from '../../../inventory/storage/mount.ts';
import type { World } from '../../../inventory/world.ts';
import type { EventId } from '../../../observe/event-log.ts';
import type { Metric } from '../../../observe/metrics.ts';
import { outcomeOf } from './guest-outcome.ts';

/** Longest silence of a disk that a guest survives where nothing is said. Source: VSST. */
export const defaultDiskTimeoutSeconds = 60;

/**
 * Guests whose disks do not answer. The I/O of a VM stands still while one of its disks lies on a
 * mount that is not open; its CPU goes on. After its disk time-out, or at once where I/O ends in
 * errors, the guest crashes or mounts its disks read-only, by its operating system.
 *
 * Every guest is taken to want its disk at any moment.
 */
export class StalledGuests {
  private readonly world: World;
  private readonly failsIo: (mount: Mount) => boolean;
  private readonly stalledSeconds: Metric;
  /** 1: the I/O of a VM stands still. */
  readonly stalled: Uint8Array;
  /** The event that tells of the stall. */
  private readonly causes: (EventId | undefined)[] = [];
  private readonly timers = new Map<Vm, TimerId>();

  constructor(world: World, failsIo: (mount: Mount) => boolean) {
    this.world = world;
    this.failsIo = failsIo;
    this.stalledSeconds = world.metrics.metric('vm.io.stalledSeconds')!;
    this.stalled = new Uint8Array(world.vms.length);
    world.storage.mountChanged.add((mount, cause) => {
      for (const vm of vmsOn(mount)) this.look(vm, cause);
    });
    world.vmChanged.add((vm, cause) => {
      if (vm.disks.length === 0) return;
      if (vm.state !== 'running' && vm.state !== 'suspended') vm.isReadOnly = false;
      this.look(vm, cause);
    });
  }

  private look(vm: Vm, cause: EventId | undefined): void {
    const doesIo = vm.isOn && vm.state !== 'crashed' && vm.host !== undefined;
    const mount = doesIo ? this.silentMountOf(vm) : undefined;
    const wasStalled = this.stalled[vm.index] === 1;
    if (mount === undefined) {
      if (wasStalled) this.resume(vm, doesIo, cause);
      return;
    }
    if (!wasStalled) this.stall(vm, mount, cause);
    if (this.failsIo(mount) && !vm.isReadOnly) {
      this.end(vm, `I/O errors of ${mount.datastore.name}`, cause);
    }
  }

  private stall(vm: Vm, mount: Mount, cause: EventId | undefined): void {
    const { engine, events } = this.world;
    this.stalled[vm.index] = 1;
    this.stalledSeconds.set(vm.index, 1);
    const others = [mount.datastore.id];
    this.causes[vm.index] = events.emit('vm.ioStalled', vm.id, { cause, others });
    if (vm.isReadOnly) return;
    const timeout = vm.spec.diskTimeoutSeconds ?? defaultDiskTimeoutSeconds;
    engine.arm(this.timerOf(vm), engine.nowSeconds + timeout);
  }

  private resume(vm: Vm, doesIo: boolean, cause: EventId | undefined): void {
    this.stalled[vm.index] = 0;
    this.stalledSeconds.set(vm.index, 0);
    this.world.engine.cancel(this.timerOf(vm));
    if (doesIo) this.world.events.emit('vm.ioResumed', vm.id, { cause });
  }

  private timeOut(vm: Vm): void {
    const timeout = vm.spec.diskTimeoutSeconds ?? defaultDiskTimeoutSeconds;
    this.end(vm, `no answer of its disk for ${timeout} s`, this.causes[vm.index]);
  }

  private end(vm: Vm, reason: string, cause: EventId | undefined): void {
    const { engine, events } = this.world;
    engine.cancel(this.timerOf(vm));
    if (outcomeOf(vm.spec.os) === 'read-only') {
      vm.isReadOnly = true;
      events.emit('vm.readOnly', vm.id, { cause, data: { reason } });
      this.world.storage.becameReadOnly.call(vm);
      return;
    }
    const crash = events.emit('vm.guestCrashed', vm.id, { cause, data: { reason } });
    setVmState(this.world, vm, 'crashed', crash);
  }

  private silentMountOf({ disks, host }: Vm): Mount | undefined {
    for (const { datastore } of disks) {
      const mount = this.world.storage.mountOf(host!, datastore);
      if (mount !== undefined && mount.state !== 'open') return mount;
    }
    return undefined;
  }

  private timerOf(vm: Vm): TimerId {
    let timer = this.timers.get(vm);
    if (timer === undefined) {
      const handler = (index: number): void => this.timeOut(this.world.vms[index]!);
      const label = `disk time-out of ${vm.name}`;
      timer = this.world.engine.createTimer(Phase.failure, handler, vm.index, label);
      this.timers.set(vm, timer);
    }
    return timer;
  }
}

/** VMs of the mount's host with a disk on its datastore, each once. */
function vmsOn({ host, datastore }: Mount): Set<Vm> {
  const vms = new Set<Vm>();
  for (const { vm } of datastore.disks) if (vm.host === host) vms.add(vm);
  return vms;
}
