import type { Host, Vm } from './entities.ts';

/** Why a host cannot take a VM; each word is explained in the reference. */
export type Refusal =
  | 'host-not-connected'
  | 'memory'
  | 'cpu-reservation'
  | 'pool-reservation'
  | 'root-reservation'
  | 'vcpus'
  | 'datastore'
  | 'space';

/** A candidate host for a VM with what is free there. */
export interface PlacementCandidate {
  readonly host: Host;
  readonly unreservedMHz: number;
  readonly unclaimedMemoryMiB: number;
}

/** Chooses where a VM goes: a plain object, ours or the user's. */
export interface PlacementPolicy {
  readonly name: string;
  /**
   * Picks one of the candidates, all of which can take the VM; undefined leaves it unplaced.
   * Must depend on nothing but its arguments.
   */
  choose(vm: Vm, candidates: readonly PlacementCandidate[]): PlacementCandidate | undefined;
}
