import { vmCpuClaim } from './claims.ts';
import { type Cluster, Host, type Pool, type Vm } from './entities.ts';
import type { Refusal } from './placement-port.ts';
import { hasSwapSpace } from './storage/swap-files.ts';

/**
 * Power-on admission. A VM needs a connected host with as many hardware threads as it has vCPUs,
 * sight of the datastores on which it lies, room for its swap file, unclaimed memory for its
 * configured memory, unreserved CPU for its reservation, and the same unreserved in its pool; an
 * expandable pool borrows what it lacks from its parent, up to the root. The root, a cluster or a
 * host without one, promises no more than its connected hosts have, to its pools and to the VMs
 * outside of pools together. Source: VSRM, "Resource Pools Admission Control". Until memory can be
 * overcommitted, configured memory counts as claimed. Cost: O(depth of the pool tree + hosts of the
 * cluster).
 */

/** Sums of reservations differ by rounding only below this, MHz. */
const toleranceMHz = 1e-6;

/** Why `host` cannot start `vm` now, or undefined when it can. */
export function refusalOf(vm: Vm, host: Host): Refusal | undefined {
  if (host.state !== 'connected') return 'host-not-connected';
  if (vm.vcpus > host.pcpus || vm.vcpus > host.platform.number('maxVcpusPerVm')) return 'vcpus';
  if (!seesAll(host, vm)) return 'datastore';
  if (!hasSwapSpace(vm, host)) return 'space';
  const alreadyHere = vm.isOn && vm.host === host;
  const unclaimedMiB = host.memoryMiB - host.claimedMemoryMiB + (alreadyHere ? vm.memoryMiB : 0);
  if (vm.memoryMiB > unclaimedMiB) return 'memory';
  const needMHz =
    vm.cpuClaim?.reservation === undefined
      ? 0
      : vmCpuClaim(vm.cpuClaim, vm.vcpus, host.coreMHz, host.claimRules).reservationMHz;
  const unreservedMHz =
    host.capacityMHz - host.reservedMHz + (alreadyHere ? vm.cpu.reservationMHz : 0);
  if (needMHz > unreservedMHz + toleranceMHz) return 'cpu-reservation';
  if (needMHz > 0 && !alreadyHere && !grantsReservation(vm.pool, rootOf(host), needMHz)) {
    return vm.pool === undefined ? 'root-reservation' : 'pool-reservation';
  }
  return undefined;
}

/** Whether a host sees every datastore that a VM lies on. */
function seesAll(host: Host, vm: Vm): boolean {
  for (const datastore of vm.datastores) if (!host.datastores.has(datastore)) return false;
  return true;
}

/** What reservations on a host are promised by in the end: its cluster, or itself. */
export function rootOf(host: Host): Cluster | Host {
  return host.cluster ?? host;
}

/** All that a root could promise if all its hosts were connected, MHz. */
export function capacityOf(root: Cluster | Host): number {
  if (root instanceof Host) return root.capacityMHz;
  let sum = 0;
  for (const host of root.hosts) sum += host.capacityMHz;
  return sum;
}

/**
 * Whether a pool (or, without one, the root) still has `needMHz` to give, borrowing included.
 * Whoever wants to run now leaves `capacityMHz` of the root to the hosts that are connected.
 */
export function grantsReservation(
  pool: Pool | undefined,
  root: Cluster | Host,
  needMHz: number,
  capacityMHz = connectedMHz(pool?.owner ?? root),
): boolean {
  let need = needMHz;
  for (let level = pool; level !== undefined && need > 0; level = level.parent) {
    const before = Math.max(level.cpu.reservationMHz, level.reservedMHz);
    const after = Math.max(level.cpu.reservationMHz, level.reservedMHz + need);
    if (level.reservedMHz + need > level.cpu.reservationMHz + toleranceMHz && !level.expandable) {
      return false;
    }
    need = after - before;
  }
  const { rootReservedMHz } = pool?.owner ?? root;
  return need <= 0 || need <= capacityMHz - rootReservedMHz + toleranceMHz;
}

function connectedMHz(root: Cluster | Host): number {
  const hosts = root instanceof Host ? [root] : root.hosts;
  let sum = 0;
  for (const host of hosts) if (host.state === 'connected') sum += host.capacityMHz;
  return sum;
}

/** Books (or, negative, gives back) a reservation in a pool and what it borrows above. */
export function bookReservation(
  pool: Pool | undefined,
  root: Cluster | Host,
  amountMHz: number,
): void {
  let amount = amountMHz;
  for (let level = pool; level !== undefined && amount !== 0; level = level.parent) {
    const before = Math.max(level.cpu.reservationMHz, level.reservedMHz);
    level.reservedMHz += amount;
    amount = Math.max(level.cpu.reservationMHz, level.reservedMHz) - before;
  }
  (pool?.owner ?? root).rootReservedMHz += amount;
}
