/** Reservations of pools against what they stand on, as power-on admission books them. */
import type { ClaimSpec, PoolSpec } from '@vdcsim/core';
import { formatQuantity } from '../values/index.ts';
import { type Checked, type Inventory, placeOfKey } from './inventory.ts';

/** A pool, or the cluster or host at the root of a tree of pools. All amounts in MHz. */
interface Level {
  readonly name: string;
  /** What a pool reserves; what a root has. */
  readonly promised: number;
  /** Whether it may borrow from `above` what it lacks. */
  readonly borrows: boolean;
  readonly above: Level | undefined;
  /** What it has promised to pools that stand on it. */
  booked: number;
}

/** Sums of reservations differ by rounding only below this, MHz. */
const toleranceMHz = 1e-6;

/**
 * In name order, each pool must find its reservation where it stands, borrowing included. Every
 * pool has a base, and no circle of parents.
 */
export function checkPoolReservations(inventory: Inventory): void {
  const levels = new Levels(inventory);
  const pools = [...inventory.pools].sort((a, b) => (a.spec.name < b.spec.name ? -1 : 1));
  for (const { thing, spec } of pools) {
    const { promised, above } = levels.ofPool(spec.name);
    const lacking = book(above, promised);
    if (lacking === undefined) continue;
    const left = formatQuantity(lacking.promised - lacking.booked, 'frequency');
    const reserved = formatQuantity(promised, 'frequency');
    const what = `pool ${spec.name} reserves ${reserved}, ${lacking.name} has ${left} left`;
    const remedy = 'lower the reservation or raise the one above';
    const place = placeOfKey(thing, 'allocation');
    inventory.problems.error(place, 'POOL_RESERVATION', what, remedy);
  }
}

/** Books an amount upwards; the level that cannot cover it, or undefined when all is booked. */
function book(first: Level | undefined, amountMHz: number): Level | undefined {
  const booked: { readonly level: Level; readonly before: number }[] = [];
  let amount = amountMHz;
  for (let level = first; level !== undefined && amount > 0; level = level.above) {
    const { promised, booked: before } = level;
    if (before + amount > promised + toleranceMHz && !level.borrows) {
      for (const each of booked) each.level.booked = each.before;
      return level;
    }
    booked.push({ level, before });
    level.booked += amount;
    amount = Math.max(promised, level.booked) - Math.max(promised, before);
  }
  return undefined;
}

/** Levels by name, made when they are asked for. */
class Levels {
  private readonly inventory: Inventory;
  private readonly pools: ReadonlyMap<string, Checked<PoolSpec>>;
  private readonly byName = new Map<string, Level>();

  constructor(inventory: Inventory) {
    this.inventory = inventory;
    this.pools = new Map(inventory.pools.map((pool) => [pool.spec.name, pool]));
  }

  ofPool(name: string): Level {
    return this.once(name, () => {
      const { spec } = this.pools.get(name)!;
      const { cluster, host, parent } = spec;
      const { base } = this.inventory.places.baseOfPool({ cluster, host, parent });
      const above =
        base.parent === undefined
          ? this.ofRoot(base.cluster ?? base.host!)
          : this.ofPool(base.parent);
      const claim = spec.allocation.cpu;
      const root = rootOf(above);
      const promised = reservationMHz(claim, root.promised);
      return { name, promised, borrows: claim?.expandable ?? true, above, booked: 0 };
    });
  }

  private ofRoot(name: string): Level {
    return this.once(name, () => {
      const { hosts, clusters } = this.inventory;
      const members = clusters.find(({ spec }) => spec.name === name)?.spec.hosts ?? [name];
      let promised = 0;
      for (const { spec } of hosts) {
        const { sockets, coresPerSocket, speedMHz } = spec.cpu;
        if (members.includes(spec.name)) promised += sockets * coresPerSocket * speedMHz;
      }
      return { name, promised, borrows: false, above: undefined, booked: 0 };
    });
  }

  private once(name: string, make: () => Level): Level {
    const level = this.byName.get(name) ?? make();
    this.byName.set(name, level);
    return level;
  }
}

function rootOf(level: Level): Level {
  let root = level;
  while (root.above !== undefined) root = root.above;
  return root;
}

function reservationMHz(claim: ClaimSpec | undefined, rootMHz: number): number {
  const { reservation } = claim ?? {};
  if (reservation === undefined) return 0;
  return reservation.dimension === 'percent' ? reservation.value * rootMHz : reservation.value;
}
