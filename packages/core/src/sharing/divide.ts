/**
 * Bounded proportional share of one resource.
 *
 * Members compete by shares, each between its reservation and its limit, and never above what it
 * wants:
 *
 *     cap = min(limit, demand)        base = min(reservation, cap)
 *     sum of caps <= C:   allocation = cap
 *     otherwise:          allocation = clamp(level * shares, base, cap),  sum of allocations = C
 *
 * Source: VSRM, siblings share by shares, bounded by reservation and limit; design note on the
 * rule's exact form. Members without shares are our reading of the limit shares -> 0: they keep
 * their reservation, and what the others leave over they divide evenly.
 *
 * The sum of allocations rises with the level and is piecewise linear. Solve the piece around the
 * level that would hold if nobody were bounded, look who is bounded at the solution, and solve
 * again: when the same members are bounded twice, the level is exact. Two or three passes do for
 * usual groups. Where that steps out of what is known about the level, or takes too long,
 * `settleByBreakpoints` finds the piece by sorting.
 *
 * Cost: one pass where nothing is short, about four where it is, O(n log n) at worst.
 */
import { assert } from '../engine/errors.ts';
import { Binding } from './binding.ts';
import { settleByBreakpoints } from './breakpoints.ts';
import type { ShareMembers } from './share-members.ts';

/**
 * Reservations may exceed the capacity by this fraction before it is called overbooked: a
 * resource reserved to the last unit must not look overbooked by a rounding error.
 */
const OVERBOOKING_TOLERANCE = 1e-9;

/** Passes before sorting takes over. Assumption: usual groups need 2 or 3. */
const MOST_PASSES = 16;

/**
 * Divides `capacity` among the members `offset` to `offset + count - 1`. Writes their
 * `allocation` and `binding`, and `members.overbooked`. Allocates nothing.
 *
 * Sum of allocations = min(capacity, sum of caps), to 1e-12 of the capacity. Where the
 * reservations in use exceed the capacity, each gets the same fraction of its reservation.
 *
 * @param capacity finite, not negative, in the unit of the members' amounts.
 * @returns the level: amount that one share is worth. `Infinity`: nobody with shares waits for
 *   the resource. 0: the reservations take it all.
 */
export function divide(
  members: ShareMembers,
  offset: number,
  count: number,
  capacity: number,
): number {
  assert(capacity >= 0 && capacity < Infinity, 'capacity to divide must be finite, not negative');
  const { demand, limit, shares, reservation, allocation, binding } = members;
  const end = offset + count;
  let wanted = 0;
  let reserved = 0;
  let weight = 0;
  for (let i = offset; i < end; i++) {
    const d = demand[i]!;
    const l = limit[i]!;
    const r = reservation[i]!;
    const s = shares[i]!;
    assert(d >= 0 && l >= 0 && r >= 0 && s >= 0, 'claims and demands must not be negative or NaN');
    const isLimited = l < d;
    const cap = isLimited ? l : d;
    allocation[i] = cap;
    binding[i] = isLimited ? Binding.limit : Binding.demand;
    wanted += cap;
    if (r < cap) reserved += r;
    else reserved += cap;
    weight += s;
  }
  members.overbooked = false;
  if (wanted <= capacity) return Infinity;
  assert(weight < Infinity && reserved < Infinity, 'shares and reservations must be finite');
  if (reserved > capacity) {
    members.overbooked = reserved > capacity * (1 + OVERBOOKING_TOLERANCE);
    scaleReservations(members, offset, end, capacity / reserved);
    return 0;
  }
  const level = findLevel(members, offset, end, capacity, weight);
  if (level < 0) return settleByBreakpoints(members, offset, end, capacity);
  allocateAtLevel(members, offset, end, level);
  return level;
}

/**
 * The level of a resource that falls short, `allocation` holding the caps; -1 if it was not found.
 * Sums are taken anew in each pass and never by taking weights away, so that a small weight
 * beside a huge one loses no digits.
 */
function findLevel(
  members: ShareMembers,
  offset: number,
  end: number,
  capacity: number,
  weight: number,
): number {
  const { shares, reservation, allocation } = members;
  let low = 0;
  let high = Infinity;
  let level = capacity / weight;
  if (!(level < Infinity)) return -1;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let held = 0;
    let freeWeight = 0;
    for (let i = offset; i < end; i++) {
      const cap = allocation[i]!;
      const s = shares[i]!;
      const wish = level * s;
      const r = reservation[i]!;
      if (wish >= cap) held += cap;
      else if (wish >= r) freeWeight += s;
      else if (r < cap) held += r;
      else held += cap;
    }
    const solved = (capacity - held) / freeWeight;
    if (solved === level) return level;
    if (solved > level) low = level;
    else high = level;
    if (!(solved > low && solved < high)) return -1;
    level = solved;
  }
  return -1;
}

/** Writes what each member gets where one share is worth `level`; `allocation` holds the caps. */
function allocateAtLevel(members: ShareMembers, offset: number, end: number, level: number): void {
  const { shares, reservation, allocation, binding } = members;
  for (let i = offset; i < end; i++) {
    const cap = allocation[i]!;
    const wish = level * shares[i]!;
    const r = reservation[i]!;
    if (wish >= cap || r >= cap) continue;
    if (wish < r) {
      allocation[i] = r;
      binding[i] = Binding.reservation;
    } else {
      allocation[i] = wish;
      binding[i] = Binding.shares;
    }
  }
}

/** Cuts every reservation in use to the same fraction; `allocation` holds the caps. */
function scaleReservations(
  members: ShareMembers,
  offset: number,
  end: number,
  fraction: number,
): void {
  const { reservation, allocation, binding } = members;
  for (let i = offset; i < end; i++) {
    const cap = allocation[i]!;
    if (cap === 0) continue;
    allocation[i] = Math.min(reservation[i]!, cap) * fraction;
    binding[i] = Binding.shares;
  }
}
