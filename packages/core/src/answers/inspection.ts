import type { Cluster, Host, Pool, Vm } from '../inventory/entities.ts';
import type { World } from '../inventory/world.ts';
import { inspectCluster, inspectPool } from './inspect-groups.ts';
import { inspectHost } from './inspect-host.ts';
import { inspectVm } from './inspect-vm.ts';

/** One resource, as the guest sees it and as the host knows it. */
export interface GuestBesideHost {
  /** `CPU`. */
  readonly resource: string;
  /** `92 % busy`. */
  readonly guestSees: string;
  /** Parts of the time, in order; the fractions add up to 1. */
  readonly hostKnows: readonly {
    /** `run`, `ready`, `limited`, `co-stop`, `idle`. */
    readonly word: string;
    readonly fraction: number;
    readonly text: string;
  }[];
}

/** How one entity stands now: what a person who looks at it wants to know. */
export interface Inspection {
  /** One sentence; empty: there is nothing to say. */
  readonly verdict: string;
  /** What would help, or what it suffers from, in further sentences. */
  readonly advice: readonly string[];
  /** VMs only. */
  readonly views: readonly GuestBesideHost[];
  /** Label and value with its unit, in reading order. */
  readonly facts: readonly (readonly [label: string, value: string])[];
}

/** Inspects one entity. Kinds of which nothing is known give an empty inspection. */
export function inspect(world: World, subject: Host | Vm | Pool | Cluster): Inspection {
  switch (subject.kind) {
    case 'vm':
      return inspectVm(world, subject);
    case 'host':
      return inspectHost(world, subject);
    case 'pool':
      return inspectPool(world, subject);
    case 'cluster':
      return inspectCluster(world, subject);
  }
}
