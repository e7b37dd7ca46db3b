import type { Quantity } from '../../declare/index.ts';
import { bookInPool, poolGrants } from '../../inventory/admission.ts';
import { amountMHz, cpuShares, poolVcpus } from '../../inventory/claims.ts';
import { Host, type Pool, type Vm } from '../../inventory/entities.ts';
import type { ClaimSpec } from '../../inventory/specs.ts';
import type { World } from '../../inventory/world.ts';
import type { EventId } from '../../observe/event-log.ts';

/** `set` on shares, reservation and limit of VMs and pools while the simulation runs. */
export function registerClaimSetters(world: World): void {
  for (const key of ['shares', 'reservation', 'limit'] as const) {
    world.commands.onSet('vm', ['allocation', 'cpu', key], (names, change, cause) => {
      for (const name of names) {
        const vm = world.vms[world.directory.find(name)!.index]!;
        setVmClaim(world, vm, key, change.value, cause);
      }
    });
    world.commands.onSet('pool', ['allocation', 'cpu', key], (names, change, cause) => {
      for (const name of names) {
        const pool = world.pools[world.directory.find(name)!.index]!;
        setPoolClaim(world, pool, key, change.value, cause);
      }
    });
  }
}

type ClaimKey = 'shares' | 'reservation' | 'limit';

function setVmClaim(world: World, vm: Vm, key: ClaimKey, value: unknown, cause: EventId): void {
  const coreMHz = vm.host?.coreMHz ?? 0;
  const number =
    key === 'shares'
      ? cpuShares(value as NonNullable<ClaimSpec['shares']>, vm.vcpus)
      : amountMHz(value as Quantity, vm.vcpus * coreMHz);
  const data = { key, value: number };
  if (key === 'reservation') {
    const more = number - vm.cpu.reservationMHz;
    if (vm.isOn && !vmCanReserve(vm, more)) {
      world.events.emit('vm.claimRefused', vm.id, { cause, data });
      return;
    }
    vm.cpu.reservationMHz = number;
    if (vm.isOn) {
      vm.host!.reservedMHz += more;
      bookInPool(vm.pool, more);
    }
  } else if (key === 'shares') {
    vm.cpu.shares = number;
  } else {
    vm.cpu.limitMHz = number;
  }
  world.events.emit('vm.claimChanged', vm.id, { cause, data });
  world.claimChanged.call(vm);
}

function vmCanReserve(vm: Vm, moreMHz: number): boolean {
  const host = vm.host!;
  return host.capacityMHz - host.reservedMHz >= moreMHz && poolGrants(vm.pool, moreMHz);
}

function setPoolClaim(
  world: World,
  pool: Pool,
  key: ClaimKey,
  value: unknown,
  cause: EventId,
): void {
  const number =
    key === 'shares'
      ? cpuShares(value as NonNullable<ClaimSpec['shares']>, poolVcpus)
      : amountMHz(value as Quantity, ownerCapacityMHz(pool));
  const data = { key, value: number };
  if (key === 'reservation' && !reserveForPool(pool, number)) {
    world.events.emit('pool.claimRefused', pool.id, { cause, data });
    return;
  }
  if (key === 'shares') pool.cpu.shares = number;
  if (key === 'limit') pool.cpu.limitMHz = number;
  world.events.emit('pool.claimChanged', pool.id, { cause, data });
  world.claimChanged.call(pool);
}

/** Books what a pool's new reservation adds to (or frees from) what it stands on. */
function reserveForPool(pool: Pool, reservationMHz: number): boolean {
  const before = Math.max(pool.cpu.reservationMHz, pool.reservedMHz);
  const more = Math.max(reservationMHz, pool.reservedMHz) - before;
  if (pool.parent !== undefined) {
    if (more > 0 && !poolGrants(pool.parent, more)) return false;
    bookInPool(pool.parent, more);
  } else {
    if (pool.owner.poolReservedMHz + more > ownerCapacityMHz(pool)) return false;
    pool.owner.poolReservedMHz += more;
  }
  pool.cpu.reservationMHz = reservationMHz;
  return true;
}

function ownerCapacityMHz(pool: Pool): number {
  if (pool.owner instanceof Host) return pool.owner.capacityMHz;
  let sum = 0;
  for (const host of pool.owner.hosts) sum += host.capacityMHz;
  return sum;
}
