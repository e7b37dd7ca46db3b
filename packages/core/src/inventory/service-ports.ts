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
}

/** Who restarts VMs of dead hosts. */
export interface RestartQueuePort {
  /** VMs that wait for room, in the order in which they are tried, with the reason. */
  queue(): readonly { readonly vm: Vm; readonly reason: string | undefined }[];
}

/** Order of restarts: negative when `a` goes first, 0 to leave it to priority and name. */
export type RestartOrder = (a: Vm, b: Vm) => number;
