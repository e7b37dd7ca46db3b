import { SimulatorError } from '../engine/errors.ts';
import { refusalOf } from './admission.ts';
import type { Host, Vm } from './entities.ts';
import type { PlacementCandidate, Refusal } from './placement-port.ts';
import type { Datastore } from './storage/datastore-entities.ts';
import type { World } from './world.ts';

/** Outcome of looking for a host: the host, or the words why there is none. */
export type Place = { readonly host: Host } | { readonly host: undefined; readonly reason: string };

const refusalWords: Readonly<Record<Refusal, string>> = {
  'host-not-connected': 'no host is connected',
  memory: 'no host has enough unclaimed memory',
  'cpu-reservation': 'no host has enough unreserved CPU',
  'pool-reservation': 'its pool has no unreserved CPU left',
  'root-reservation': 'all CPU is promised to resource pools',
  vcpus: 'no host has enough cores for its vCPUs',
  datastore: 'no host sees all its datastores',
  space: 'datastore full',
};

const ownHostWords: Readonly<Record<Refusal, string>> = {
  ...refusalWords,
  'host-not-connected': 'its host is not connected',
  memory: 'its host has not enough unclaimed memory',
  'cpu-reservation': 'its host has not enough unreserved CPU',
  vcpus: 'its host has not enough cores for its vCPUs',
  datastore: 'its host does not see all its datastores',
};

/** Why a VM cannot go on where it is registered, in words; undefined when it can. */
export function whyNotHere(vm: Vm): string | undefined {
  const refusal = vm.host === undefined ? 'host-not-connected' : refusalOf(vm, vm.host);
  if (refusal !== 'datastore') return refusal && ownHostWords[refusal];
  const unseen = unseenBy(vm, [vm.host!]);
  return unseen === undefined ? ownHostWords.datastore : `its host does not see ${unseen.name}`;
}

/** The first datastore of a VM that none of some hosts sees. */
function unseenBy(vm: Vm, hosts: readonly Host[]): Datastore | undefined {
  return vm.datastores.find((each) => !hosts.some((host) => host.datastores.has(each)));
}

/** The last hurdle tells most, so a refusal further down this list is the one reported. */
const hurdles: readonly Refusal[] = [
  'host-not-connected',
  'vcpus',
  'datastore',
  'space',
  'memory',
  'cpu-reservation',
  'root-reservation',
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

function reasonOf(vm: Vm, hosts: readonly Host[], refusal: Refusal): string {
  if (refusal !== 'datastore') return refusalWords[refusal];
  const able = hosts.filter((host) => host.state === 'connected');
  const unseen = unseenBy(vm, able);
  return unseen === undefined ? refusalWords.datastore : `no host sees ${unseen.name}`;
}

/**
 * The policy's choice among those of `hosts` that admit the VM.
 * @throws SimulatorError BAD_POLICY if it chooses another
 */
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
    return { host: undefined, reason: reasonOf(vm, hosts, hurdles[furthest]!) };
  }
  const chosen = world.placement?.choose(vm, candidates)?.host;
  if (chosen === undefined)
    return { host: undefined, reason: 'the placement policy chose no host' };
  if (!candidates.some(({ host }) => host === chosen)) {
    throw new SimulatorError(
      'BAD_POLICY',
      `the placement policy ${world.placement!.name} chose ${chosen.name} for ${vm.name}, ` +
        'which is not among the hosts that can take it',
    );
  }
  return { host: chosen };
}
