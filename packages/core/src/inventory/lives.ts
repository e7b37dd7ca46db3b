import type { EventId } from '../observe/event-log.ts';
import { bookReservation, rootOf } from './admission.ts';
import { vmCpuClaim } from './claims.ts';
import type { Host, HostState, Vm, VmState } from './entities.ts';
import { bookSwapFile } from './storage/swap-files.ts';
import type { World } from './world.ts';

/**
 * Changes of state of hosts and VMs: bookkeeping of claims and the hooks that tell everybody.
 * Who may change what, and when, is the business of services.
 */

/** Registers a VM on a host; it must not be on. */
export function placeVm(vm: Vm, host: Host): void {
  const from = vm.host;
  if (from === host) return;
  if (from !== undefined) from.vms.splice(from.vms.indexOf(vm), 1);
  let position = host.vms.length;
  while (position > 0 && host.vms[position - 1]!.index > vm.index) position--;
  host.vms.splice(position, 0, vm);
  vm.host = host;
  Object.assign(vm.cpu, vmCpuClaim(vm.cpuClaim, vm.vcpus, host.coreMHz, host.claimRules));
}

/** Moves a VM to another state, books or gives back its claims, and tells everybody. */
export function setVmState(world: World, vm: Vm, state: VmState, cause: EventId | undefined): void {
  const wasOn = vm.isOn;
  vm.state = state;
  const isOn = vm.isOn;
  if (isOn !== wasOn) {
    book(vm, isOn ? 1 : -1);
    bookSwapFile(vm);
  }
  world.vmChanged.call(vm, cause);
  if (wasOn && !isOn && vm.host?.state === 'connected') world.capacityReturned.call(cause);
}

/** Moves a host to another state and tells everybody. Its VMs are the caller's business. */
export function setHostState(
  world: World,
  host: Host,
  state: HostState,
  cause: EventId | undefined,
): void {
  host.state = state;
  world.hostChanged.call(host, cause);
  if (state === 'connected') world.capacityReturned.call(cause);
}

/** Books, or gives back, what a VM claims of its host and pools while it is on. */
export function book(vm: Vm, sign: 1 | -1): void {
  const host = vm.host!;
  host.claimedMemoryMiB += sign * vm.memoryMiB;
  host.reservedMHz += sign * vm.cpu.reservationMHz;
  bookReservation(vm.pool, rootOf(host), sign * vm.cpu.reservationMHz);
}
