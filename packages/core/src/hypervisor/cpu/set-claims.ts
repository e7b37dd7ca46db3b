import {
  bookReservation,
  capacityOf,
  grantsReservation,
  rootOf,
} from '../../inventory/admission.ts';
import { poolCpuClaim, vmCpuClaim } from '../../inventory/claims.ts';
import { type Cluster, type CpuClaim, Host, type Pool, type Vm } from '../../inventory/entities.ts';
import type { Platform } from '../../inventory/platform.ts';
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

const fieldOf = {
  shares: 'shares',
  reservation: 'reservationMHz',
  limit: 'limitMHz',
} as const satisfies Record<ClaimKey, keyof CpuClaim>;

function setVmClaim(world: World, vm: Vm, key: ClaimKey, value: unknown, cause: EventId): void {
  const home = vm.host ?? vm.cluster?.hosts[0];
  const claim: ClaimSpec = { ...vm.cpuClaim, [key]: value };
  const resolved = vmCpuClaim(claim, vm.vcpus, home?.coreMHz ?? 0, home?.claimRules);
  const data = { key, value: resolved[fieldOf[key]] };
  if (home !== undefined && !isKnown(home.platform, key, resolved)) {
    world.events.emit('vm.claimRefused', vm.id, { cause, data });
    return;
  }
  const more = resolved.reservationMHz - vm.cpu.reservationMHz;
  if (key === 'reservation' && vm.isOn && !reserveForVm(vm, more)) {
    world.events.emit('vm.claimRefused', vm.id, { cause, data });
    return;
  }
  vm.cpuClaim = claim;
  Object.assign(vm.cpu, resolved);
  world.events.emit('vm.claimChanged', vm.id, { cause, data });
  world.claimChanged.call(vm);
}

/** Whether a platform knows such a claim of a VM. */
function isKnown(platform: Platform, key: ClaimKey, { shares, reservationMHz }: CpuClaim): boolean {
  if (key === 'reservation') return reservationMHz === 0 || platform.flag('reservesCpu');
  if (key === 'limit') return true;
  return shares >= platform.number('leastCpuShares') && shares <= platform.number('mostCpuShares');
}

/** Books what a VM that is on reserves more, or less, on its host and in its pool. */
function reserveForVm(vm: Vm, moreMHz: number): boolean {
  const host = vm.host!;
  const root = rootOf(host);
  if (host.capacityMHz - host.reservedMHz < moreMHz) return false;
  if (!grantsReservation(vm.pool, root, moreMHz)) return false;
  host.reservedMHz += moreMHz;
  bookReservation(vm.pool, root, moreMHz);
  return true;
}

function setPoolClaim(
  world: World,
  pool: Pool,
  key: ClaimKey,
  value: unknown,
  cause: EventId,
): void {
  const claim = poolCpuClaim({ [key]: value }, capacityOf(pool.owner), rulesOf(pool.owner));
  const field = fieldOf[key];
  const data = { key, value: claim[field] };
  if (key === 'reservation' && !reserveForPool(pool, claim.reservationMHz)) {
    world.events.emit('pool.claimRefused', pool.id, { cause, data });
    return;
  }
  pool.cpu[field] = claim[field];
  world.events.emit('pool.claimChanged', pool.id, { cause, data });
  world.claimChanged.call(pool);
}

/** A cluster's pools follow the platform of its first host. */
function rulesOf(owner: Cluster | Host) {
  return (owner instanceof Host ? owner : owner.hosts[0])?.claimRules;
}

/** Books what a pool's new reservation adds to (or frees from) what it stands on. */
function reserveForPool(pool: Pool, reservationMHz: number): boolean {
  const { parent, owner, reservedMHz } = pool;
  if (!pool.expandable && reservationMHz < reservedMHz) return false;
  const before = Math.max(pool.cpu.reservationMHz, reservedMHz);
  const more = Math.max(reservationMHz, reservedMHz) - before;
  if (!grantsReservation(parent, owner, more, capacityOf(owner))) return false;
  bookReservation(parent, owner, more);
  return true;
}
