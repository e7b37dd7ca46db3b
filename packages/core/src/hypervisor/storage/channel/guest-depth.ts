import type { Host, Vm } from '../../../inventory/entities.ts';

/** Guests whose adapter is a BusLogic by default: `winnt4`, `win2000`, `WinXP`, `Windows 2000`. */
const busLogicGuests = /^(win|windows ?)(nt|2000|2k|xp)/i;

/**
 * Commands that a guest keeps outstanding on one virtual disk: what its adapter takes; one where
 * the driver that Windows brings for the adapter sends them one by one. Source: design note [M].
 */
export function guestDepth(vm: Vm, host: Host | undefined): number {
  if (host === undefined) return Infinity;
  const { platform } = host;
  const isSingle = platform.flag('busLogicGuests') && busLogicGuests.test(vm.spec.os ?? '');
  return isSingle ? 1 : platform.number('virtualDiskQueueDepth');
}
