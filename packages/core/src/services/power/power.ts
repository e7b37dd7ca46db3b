import { type Story, type StoryHandle, wait, waitUntil } from '../../engine/index.ts';
import { Boots, bootSeconds, hasWork } from '../../guest/boot/boot-stage.ts';
import { refusalOf } from '../../inventory/admission.ts';
import type { Host, Vm } from '../../inventory/entities.ts';
import { placeVm, setHostState, setVmState } from '../../inventory/lives.ts';
import { findPlace, whyNotHere } from '../../inventory/placing.ts';
import type { PowerPort } from '../../inventory/service-ports.ts';
import type { World } from '../../inventory/world.ts';
import type { EventId } from '../../observe/event-log.ts';

/**
 * Switching hosts and VMs on and off, and what a host's death does to its VMs.
 *
 * A VM that is switched on goes through its boot stages before it serves: waits, CPU work and reads
 * of its boot image, as fast as host and disk let it. A clean shut-down
 * takes 30 s. Until there is storage, suspending and resuming take no time.
 * When a host dies its VMs die with it; when it returns, those that still belong to it start again.
 */

/** assumption: a guest needs this long to shut down cleanly. */
export const shutDownSeconds = 30;

export class Power implements PowerPort {
  private readonly world: World;
  private readonly boots: Boots;
  /** The boot or shut-down that a VM is in. */
  private readonly changing = new Map<Vm, StoryHandle<void>>();
  /** By VM: when it came into its present state, and when a boot or shut-down ends, if that is
   * known; else NaN. */
  readonly sinceSeconds: Float64Array;
  readonly untilSeconds: Float64Array;

  constructor(world: World) {
    this.world = world;
    this.boots = new Boots(world);
    this.sinceSeconds = new Float64Array(world.vms.length);
    this.untilSeconds = new Float64Array(world.vms.length).fill(Number.NaN);
    world.vmChanged.add((vm) => this.noteState(vm));
  }

  private noteState(vm: Vm): void {
    const now = this.world.engine.nowSeconds;
    this.sinceSeconds[vm.index] = now;
    let until = Number.NaN;
    if (vm.state === 'shutting-down') until = now + shutDownSeconds;
    if (vm.state === 'booting') until = now + bootSeconds(vm.spec.boot);
    this.untilSeconds[vm.index] = until;
  }

  /** Starts a VM where it is registered, or else where placement finds room; a dead guest anew. */
  powerOn(vm: Vm, cause: EventId): void {
    if (vm.state === 'crashed') {
      this.reset(vm, cause);
      return;
    }
    if (vm.isOn || vm.state === 'suspended') {
      this.refuse(vm, `it is ${vm.state}`, cause);
      return;
    }
    const place = findPlace(this.world, vm);
    if (place.host === undefined) {
      this.refuse(vm, place.reason, cause);
      return;
    }
    this.bootOn(vm, place.host, 'vm.poweredOn', cause);
  }

  /** Boots a VM on a host that admits it; `type` is the event that tells of it. */
  bootOn(vm: Vm, host: Host, type: 'vm.poweredOn' | 'vm.restarted', cause: EventId): EventId {
    const { events } = this.world;
    placeVm(vm, host);
    const event = events.emit(type, vm.id, { cause, others: [host.id] });
    setVmState(this.world, vm, 'booting', event);
    this.changing.set(vm, this.world.engine.spawn(this.boot(vm, event), `boot ${vm.name}`));
    return event;
  }

  private *boot(vm: Vm, cause: EventId): Story<void> {
    const { engine } = this.world;
    for (const [place, stage] of vm.spec.boot.entries()) {
      const earliest = engine.nowSeconds + (stage.waitSeconds ?? 0);
      if (hasWork(stage)) yield* this.boots.work(vm, place);
      yield* waitUntil(Math.max(engine.nowSeconds, earliest));
    }
    this.changing.delete(vm);
    const event = this.world.events.emit('vm.booted', vm.id, { cause });
    setVmState(this.world, vm, 'running', event);
  }

  /** Cuts the power of a VM. */
  powerOff(vm: Vm, cause: EventId): void {
    if (!vm.isOn && vm.state !== 'failed' && vm.state !== 'suspended') return;
    this.leaveChange(vm, 'powered off');
    const event = this.world.events.emit('vm.poweredOff', vm.id, { cause });
    setVmState(this.world, vm, 'powered-off', event);
  }

  /** Asks the guest to shut down; it is off 30 s later. */
  shutDown(vm: Vm, cause: EventId): void {
    if (vm.state !== 'running') {
      this.refuse(vm, `it is ${vm.state}`, cause, 'vm.shutDownRefused');
      return;
    }
    const event = this.world.events.emit('vm.shutDownStarted', vm.id, { cause });
    setVmState(this.world, vm, 'shutting-down', event);
    const story = this.finishShutDown(vm, event);
    this.changing.set(vm, this.world.engine.spawn(story, `shut down ${vm.name}`));
  }

  private *finishShutDown(vm: Vm, cause: EventId): Story<void> {
    yield* wait(shutDownSeconds);
    this.changing.delete(vm);
    this.powerOff(vm, cause);
  }

  /** Restarts the guest where it is. */
  reset(vm: Vm, cause: EventId): void {
    if (!vm.isOn) {
      this.refuse(vm, `it is ${vm.state}`, cause, 'vm.resetRefused');
      return;
    }
    this.leaveChange(vm, 'reset');
    const event = this.world.events.emit('vm.reset', vm.id, { cause });
    setVmState(this.world, vm, 'booting', event);
    this.changing.set(vm, this.world.engine.spawn(this.boot(vm, event), `boot ${vm.name}`));
  }

  suspend(vm: Vm, cause: EventId): void {
    if (vm.state !== 'running') {
      this.refuse(vm, `it is ${vm.state}`, cause, 'vm.suspendRefused');
      return;
    }
    const event = this.world.events.emit('vm.suspended', vm.id, { cause });
    setVmState(this.world, vm, 'suspended', event);
  }

  /** Lets a suspended VM go on, on its host. */
  resume(vm: Vm, cause: EventId): void {
    if (vm.state !== 'suspended') {
      this.refuse(vm, `it is ${vm.state}`, cause, 'vm.resumeRefused');
      return;
    }
    const reason = whyNotHere(vm);
    if (reason !== undefined) {
      this.refuse(vm, reason, cause, 'vm.resumeRefused');
      return;
    }
    const event = this.world.events.emit('vm.resumed', vm.id, { cause });
    setVmState(this.world, vm, 'running', event);
  }

  /** Stops a VM that is on; whoever wants it back restarts it. */
  kill(vm: Vm, reason: string, cause: EventId | undefined): EventId {
    this.leaveChange(vm, reason);
    const others = [vm.host!.id];
    const event = this.world.events.emit('vm.failed', vm.id, { cause, others, data: { reason } });
    setVmState(this.world, vm, 'failed', event);
    return event;
  }

  /** A host dies, and its running VMs with it. Suspended VMs lie on disk and survive. */
  failHost(host: Host, cause: EventId): void {
    if (host.state !== 'connected') return;
    const event = this.world.events.emit('host.failed', host.id, { cause });
    setHostState(this.world, host, 'failed', event);
    for (const vm of [...host.vms]) {
      if (!vm.isOn) continue;
      this.kill(vm, 'host-failed', event);
    }
  }

  /** A failed host returns; the VMs that nobody restarted elsewhere start again on it. */
  repairHost(host: Host, cause: EventId): void {
    if (host.state !== 'failed') return;
    const event = this.world.events.emit('host.repaired', host.id, { cause });
    setHostState(this.world, host, 'connected', event);
    for (const vm of [...host.vms]) {
      if (vm.state === 'failed' && refusalOf(vm, host) === undefined) {
        this.bootOn(vm, host, 'vm.poweredOn', event);
      }
    }
  }

  powerOnHost(host: Host, cause: EventId): void {
    if (host.state !== 'powered-off') return;
    const event = this.world.events.emit('host.poweredOn', host.id, { cause });
    setHostState(this.world, host, 'connected', event);
  }

  /** Only an empty host may be switched off. */
  powerOffHost(host: Host, cause: EventId): void {
    if (host.state !== 'connected') return;
    const busy = host.vms.find((vm) => vm.isOn);
    if (busy !== undefined) {
      const data = { reason: `${busy.name} is on` };
      this.world.events.emit('host.powerOffRefused', host.id, { cause, data });
      return;
    }
    const event = this.world.events.emit('host.poweredOff', host.id, { cause });
    setHostState(this.world, host, 'powered-off', event);
  }

  private leaveChange(vm: Vm, reason: string): void {
    const story = this.changing.get(vm);
    if (story === undefined) return;
    this.changing.delete(vm);
    story.interrupt(reason);
  }

  private refuse(vm: Vm, reason: string, cause: EventId, type = 'vm.powerOnRefused'): void {
    this.world.events.emit(type, vm.id, { cause, data: { reason } });
  }
}
