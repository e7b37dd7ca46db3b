import { Host, type Pool, type Vm } from './entities.ts';
import type { Refusal } from './placement-port.ts';
import { vmCpuClaim } from './claims.ts';

/**
 * Power-on admission. A VM needs a connected host with as many cores as it has vCPUs, unclaimed
 * memory for its configured memory, unreserved CPU for its reservation, and the same unreserved
 * in its pool; an expandable pool borrows what it lacks from its parent, up to the root.
 * Source: VSRM, "Resource Pools Admission Control". Until memory can be overcommitted, configured
 * memory counts as claimed. Cost: O(depth of the pool tree).
 */

/** Sums of reservations differ by rounding only below this, MHz. */
const toleranceMHz = 1e-6;

/** Why `host` cannot start `vm` now, or undefined when it can. */
export function refusalOf(vm: Vm, host: Host): Refusal | undefined {
  if (host.state !== 'connected') return 'host-not-connected';
  if (vm.vcpus > host.pcpus || vm.vcpus > host.platform.number('maxVcpusPerVm')) return 'vcpus';
  const alreadyHere = vm.isOn && vm.host === host;
  const unclaimedMiB = host.memoryMiB - host.claimedMemoryMiB + (alreadyHere ? vm.memoryMiB : 0);
  if (vm.memoryMiB > unclaimedMiB) return 'memory';
  const claim = vmCpuClaim(vm.spec.allocation.cpu, vm.vcpus, host.coreMHz);
  const needMHz = claim.reservationMHz;
  const unreservedMHz =
    host.capacityMHz - host.reservedMHz + (alreadyHere ? vm.cpu.reservationMHz : 0);
  if (needMHz > unreservedMHz + toleranceMHz) return 'cpu-reservation';
  if (!alreadyHere && !poolGrants(vm.pool, needMHz)) return 'pool-reservation';
  return undefined;
}

/** Whether a pool (or, without one, nobody) still has `needMHz` to give, borrowing included. */
export function poolGrants(pool: Pool | undefined, needMHz: number): boolean {
  let need = needMHz;
  for (let level = pool; level !== undefined && need > 0; level = level.parent) {
    const before = Math.max(level.cpu.reservationMHz, level.reservedMHz);
    const after = Math.max(level.cpu.reservationMHz, level.reservedMHz + need);
    if (level.reservedMHz + need > level.cpu.reservationMHz + toleranceMHz && !level.expandable) {
      return false;
    }
    need = after - before;
    if (level.parent === undefined) return need <= rootUnreservedMHz(level) + toleranceMHz;
  }
  return true;
}

/** What the root of a pool's tree has not promised to its pools yet, MHz. */
function rootUnreservedMHz(root: Pool): number {
  const owner = root.owner;
  const hosts = owner instanceof Host ? [owner] : owner.hosts;
  let capacityMHz = 0;
  for (const host of hosts) if (host.state === 'connected') capacityMHz += host.capacityMHz;
  return capacityMHz - owner.poolReservedMHz;
}

/** Books (or, negative, gives back) a reservation in a pool and what it borrows above. */
export function bookInPool(pool: Pool | undefined, amountMHz: number): void {
  let amount = amountMHz;
  for (let level = pool; level !== undefined && amount !== 0; level = level.parent) {
    const before = Math.max(level.cpu.reservationMHz, level.reservedMHz);
    level.reservedMHz += amount;
    amount = Math.max(level.cpu.reservationMHz, level.reservedMHz) - before;
    if (level.parent === undefined) level.owner.poolReservedMHz += amount;
  }
}
