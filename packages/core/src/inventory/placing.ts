import { refusalOf } from './admission.ts';
import type { Host, Vm } from './entities.ts';
import type { PlacementCandidate, Refusal } from './placement-port.ts';
import type { World } from './world.ts';

/** Outcome of looking for a host: the host, or the words why there is none. */
export type Place =
  | { readonly host: Host }
  | { readonly host: undefined; readonly reason: string };

const refusalWords: Readonly<Record<Refusal, string>> = {
  'host-not-connected': 'no host is connected',
  memory: 'no host has enough unclaimed memory',
  'cpu-reservation': 'no host has enough unreserved CPU',
  'pool-reservation': 'its pool has no unreserved CPU left',
  vcpus: 'no host has enough cores for its vCPUs',
};

/** The last hurdle tells most, so a refusal further down this list is the one reported. */
const hurdles: readonly Refusal[] = [
  'host-not-connected',
  'vcpus',
  'memory',
  'cpu-reservation',
  'pool-reservation',
];

/**
 * Where a VM could start now: where it is registered if that host admits it (a failed VM, and one
 * without a cluster, stays bound to its host), else the policy's choice among the cluster's hosts.
 */
export function findPlace(world: World, vm: Vm): Place {
  if (vm.host !== undefined && refusalOf(vm, vm.host) === undefined) return { host: vm.host };
  const hosts = vm.cluster?.hosts ?? (vm.host === undefined ? [] : [vm.host]);
  return chooseHost(world, vm, hosts);
}

/** The policy's choice among those of `hosts` that admit the VM. */
export function chooseHost(world: World, vm: Vm, hosts: readonly Host[]): Place {
  const candidates: PlacementCandidate[] = [];
  let furthest = 0;
  for (const host of hosts) {
    const refusal = refusalOf(vm, host);
    if (refusal === undefined) {
      candidates.push({
        host,
        unreservedMHz: host.capacityMHz - host.reservedMHz,
        unclaimedMemoryMiB: host.memoryMiB - host.claimedMemoryMiB,
      });
    } else {
      furthest = Math.max(furthest, hurdles.indexOf(refusal));
    }
  }
  if (candidates.length === 0) {
    return { host: undefined, reason: refusalWords[hurdles[furthest]!] };
  }
  const chosen = world.placement?.choose(vm, candidates);
  if (chosen === undefined) return { host: undefined, reason: 'the placement policy chose no host' };
  return { host: chosen.host };
}
