import type { Host, Vm } from '../entities.ts';

/**
 * Swap files of VMs that are on: as large as their configured memory (nothing of it can be reserved
 * yet), on the datastore where the VM's files lie, on platforms that have them. Source: VSRM.
 */

/** What the swap file of a VM would take on a host, MiB. */
export function swapFileMiB(vm: Vm, host: Host): number {
  return vm.datastores.length > 0 && host.platform.flag('swapFiles') ? vm.memoryMiB : 0;
}

/** Sums of sizes differ by rounding only below this, MiB. */
const toleranceMiB = 1e-6;

/** Whether the swap file that a VM needs on a host finds room. */
export function hasSwapSpace(vm: Vm, host: Host): boolean {
  const moreMiB = swapFileMiB(vm, host) - vm.swapMiB;
  return moreMiB <= 0 || moreMiB <= vm.datastores[0]!.freeMiB + toleranceMiB;
}

/** Makes the swap file of a VM that begins to be on, or removes that of one that is off. */
export function bookSwapFile(vm: Vm): void {
  const sizeMiB = vm.isOn && vm.host !== undefined ? swapFileMiB(vm, vm.host) : 0;
  if (sizeMiB === vm.swapMiB) return;
  vm.datastores[0]!.claimedMiB += sizeMiB - vm.swapMiB;
  vm.swapMiB = sizeMiB;
}
