import type { Vm } from '../inventory/entities.ts';
import type { HostFailure } from '../inventory/service-ports.ts';
import type { World } from '../inventory/world.ts';

/** How far high availability has come with one VM of a dead host. */
export type RecoveryPhase = 'undetected' | 'queued' | 'noRoom' | 'booting' | 'up';

/** One VM of a failed host on its way back. */
export interface RecoveringVm {
  /** Index of the VM. */
  readonly vm: number;
  readonly priority: string;
  readonly phase: RecoveryPhase;
  /** Index of the host on which it boots or runs; -1: none. */
  readonly host: number;
  /** Of the boot, 0 to 1. */
  readonly bootFraction: number;
  /** When it was up or will be, seconds; absent: nobody knows. */
  readonly upAtSeconds?: number;
  /** Why it is not on its way. */
  readonly reason: string;
}

/** The clock of high availability over one failed host, and its restart queue. */
export interface HostRecovery {
  /** Index of the host. */
  readonly host: number;
  readonly failedAtSeconds: number;
  /** Expected while it has not come to pass. */
  readonly declaredDeadAtSeconds: number;
  readonly isDeclaredDead: boolean;
  /** In the order in which they are tried. VMs that somebody switched off are left out. */
  readonly queue: readonly RecoveringVm[];
}

/** Every failed host of a cluster with high availability, in the order of their failures. */
export function recoveriesOf(world: World): HostRecovery[] {
  const port = world.restartQueue;
  if (port === undefined) return [];
  const reasons = new Map(port.queue().map(({ vm, reason }) => [vm, reason]));
  return port.failuresNow().map((failure) => ({
    host: failure.host.index,
    failedAtSeconds: failure.failedAtSeconds,
    declaredDeadAtSeconds: failure.declaredDeadAtSeconds,
    isDeclaredDead: failure.isDeclaredDead,
    queue: [...failure.vms]
      .filter((vm) => vm.state === 'failed' || vm.state === 'running' || vm.state === 'booting')
      .sort((a, b) => port.order(a, b))
      .map((vm) => recoveryOf(world, failure, vm, reasons)),
  }));
}

function recoveryOf(
  world: World,
  failure: HostFailure,
  vm: Vm,
  reasons: ReadonlyMap<Vm, string | undefined>,
): RecoveringVm {
  const common = { vm: vm.index, priority: vm.restartPriority, reason: '' };
  const since = world.power?.sinceSeconds[vm.index] ?? Number.NaN;
  if (vm.state === 'failed') {
    const still = { ...common, host: -1, bootFraction: 0 };
    if (vm.restartPriority === 'disabled') {
      return { ...still, phase: 'noRoom', reason: 'restart is disabled' };
    }
    if (reasons.has(vm)) {
      const reason = reasons.get(vm);
      return reason === undefined
        ? { ...still, phase: 'queued' }
        : { ...still, phase: 'noRoom', reason };
    }
    if (failure.isDeclaredDead) return { ...still, phase: 'queued' };
    return { ...still, phase: 'undetected', reason: 'its host is not declared dead yet' };
  }
  const host = vm.host?.index ?? -1;
  if (vm.state === 'running') {
    return { ...common, phase: 'up', host, bootFraction: 1, upAtSeconds: since };
  }
  const until = world.power?.untilSeconds[vm.index] ?? Number.NaN;
  const gone = (world.engine.nowSeconds - since) / (until - since);
  const isTimed = until > since;
  const bootFraction = isTimed ? Math.min(1, Math.max(0, gone)) : Number.isNaN(until) ? 0 : 1;
  return { ...common, phase: 'booting', host, bootFraction, upAtSeconds: until };
}
