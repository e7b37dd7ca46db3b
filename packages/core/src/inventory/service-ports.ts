import type { EventId } from '../observe/event-log.ts';
import type { Host, Vm } from './entities.ts';

/** A span in which a VM did not serve. `toSeconds` is undefined while it lasts. */
export interface Outage {
  readonly fromSeconds: number;
  readonly toSeconds: number | undefined;
  readonly planned: boolean;
  /** Why it began: a word or the type of the event that caused it. */
  readonly reason: string;
}

/** Who knows what interrupted a VM's service. */
export interface OutagePort {
  /** Oldest first. */
  outagesOf(vm: Vm): readonly Outage[];
}

/** Who can start VMs on behalf of other services. */
export interface PowerPort {
  /** Boots a VM, which is not on, on a host that admits it; returns the event that tells of it. */
  bootOn(vm: Vm, host: Host, type: 'vm.poweredOn' | 'vm.restarted', cause: EventId): EventId;
  /** Stops a VM that is on against its owner's wish; returns the event that tells of it. */
  kill(vm: Vm, reason: string, cause: EventId | undefined): EventId;
  /** When each VM, by index, came into its present state, seconds. For reading. */
  readonly sinceSeconds: Float64Array;
  /** When the boot or shut-down of each VM, by index, ends, seconds; NaN while it is in
   * none, or the end depends on host and disk. */
  readonly untilSeconds: Float64Array;
}

/** A failed host of a cluster with high availability. */
export interface HostFailure {
  readonly host: Host;
  readonly failedAtSeconds: number;
  /** Expected while it has not come to pass. */
  readonly declaredDeadAtSeconds: number;
  readonly isDeclaredDead: boolean;
  /** That died with it, or were dead on it already; wherever they are by now. */
  readonly vms: readonly Vm[];
}

/** Who restarts VMs of dead hosts. */
export interface RestartQueuePort {
  /** VMs that wait for room, in the order in which they are tried, with the reason. */
  queue(): readonly { readonly vm: Vm; readonly reason: string | undefined }[];
  /** Negative when `a` is tried before `b`. Total. */
  order(a: Vm, b: Vm): number;
  /** Hosts that are failed now, in the order in which they failed. */
  failuresNow(): readonly HostFailure[];
  /** Seconds from the death of a VM's host to its restart elsewhere, if there is room. */
  silenceSeconds(vm: Vm, host: Host): number;
}

/** Order of restarts: negative when `a` goes first, 0 to leave it to priority and name. */
export type RestartOrder = (a: Vm, b: Vm) => number;
