/**
 * The level of a resource that falls short, by sorted breakpoints: O(n log n), whatever the
 * members.
 *
 * The sum of allocations changes its slope where the level lifts a member off its reservation and
 * where it brings a member to its cap. Sort these levels, find the two neighbours between which
 * the sum meets the capacity by halving, and solve the piece between them.
 */
import { assert } from '../engine/errors.ts';
import { Binding } from './binding.ts';
import { sortAscending } from './heap-sort.ts';
import type { ShareMembers } from './share-members.ts';

/**
 * Divides `capacity` among the members `offset` to `end - 1`, whose caps stand in `allocation` and
 * add up to more. Results as of `divide`.
 */
export function settleByBreakpoints(
  members: ShareMembers,
  offset: number,
  end: number,
  capacity: number,
): number {
  if (!leavesRestToUnshared(members, offset, end, capacity)) {
    return settle(members, members.shares, offset, end, capacity);
  }
  settle(members, weighRest(members, offset, end), offset, end, capacity);
  return Infinity;
}

function settle(
  members: ShareMembers,
  weights: Float64Array,
  offset: number,
  end: number,
  capacity: number,
): number {
  const { breakpoints } = members;
  const count = collectBreakpoints(members, weights, offset, end);
  sortAscending(breakpoints, count);
  let first = 0;
  let last = count;
  while (first < last) {
    const middle = (first + last) >> 1;
    if (usedAt(members, weights, offset, end, breakpoints[middle]!) > capacity) last = middle;
    else first = middle + 1;
  }
  const below = first > 0 ? breakpoints[first - 1]! : 0;
  const above = first < count ? breakpoints[first]! : Infinity;
  return solvePiece(members, weights, offset, end, capacity, below, above);
}

/** Levels at which a member leaves its reservation or meets its cap; returns how many. */
function collectBreakpoints(
  members: ShareMembers,
  weights: Float64Array,
  offset: number,
  end: number,
): number {
  const { breakpoints, reservation, allocation } = members;
  let count = 0;
  for (let i = offset; i < end; i++) {
    const w = weights[i]!;
    const cap = allocation[i]!;
    const r = reservation[i]!;
    // Covered by its reservation, or of no weight, or of any: the same at each level.
    if (r >= cap || w === 0 || w === Infinity) continue;
    if (r > 0) breakpoints[count++] = r / w;
    if (cap < Infinity) breakpoints[count++] = cap / w;
  }
  return count;
}

/** Sum of allocations at a level. */
function usedAt(
  members: ShareMembers,
  weights: Float64Array,
  offset: number,
  end: number,
  level: number,
): number {
  const { reservation, allocation } = members;
  let used = 0;
  for (let i = offset; i < end; i++) {
    const cap = allocation[i]!;
    const wish = level * weights[i]!;
    const r = reservation[i]!;
    if (wish >= cap || r >= cap) used += cap;
    else used += Math.max(wish, r);
  }
  return used;
}

/**
 * Solves the piece between two neighbouring breakpoints, where the same members are held. Asks
 * by the very quotients that are the breakpoints, so that rounding cannot misplace a member.
 */
function solvePiece(
  members: ShareMembers,
  weights: Float64Array,
  offset: number,
  end: number,
  capacity: number,
  below: number,
  above: number,
): number {
  const { reservation, allocation, binding } = members;
  let room = capacity;
  let freeWeight = 0;
  for (let i = offset; i < end; i++) {
    const w = weights[i]!;
    const cap = allocation[i]!;
    const r = reservation[i]!;
    if (r >= cap || cap / w <= below) {
      room -= cap;
    } else if (w === 0 || r / w >= above) {
      allocation[i] = r;
      binding[i] = r > 0 ? Binding.reservation : Binding.shares;
      room -= r;
    } else {
      binding[i] = Binding.shares;
      freeWeight += w;
    }
  }
  if (freeWeight === 0) return below;
  const level = room > 0 ? room / freeWeight : 0;
  assert(level < Infinity, 'shares are too small for the amounts');
  for (let i = offset; i < end; i++) {
    const w = weights[i]!;
    if (binding[i] !== Binding.shares || w === 0) continue;
    const wish = level * w;
    const r = reservation[i]!;
    const cap = allocation[i]!;
    if (wish < r) allocation[i] = r;
    else if (wish < cap) allocation[i] = wish;
  }
  return level;
}

/** Says whether members without shares find something that all the others leave over. */
function leavesRestToUnshared(
  members: ShareMembers,
  offset: number,
  end: number,
  capacity: number,
): boolean {
  const { shares, reservation, allocation } = members;
  let servedFirst = 0;
  let isUnshared = false;
  for (let i = offset; i < end; i++) {
    const waits = shares[i] === 0 && reservation[i]! < allocation[i]!;
    servedFirst += waits ? reservation[i]! : allocation[i]!;
    if (waits) isUnshared = true;
  }
  return isUnshared && servedFirst < capacity;
}

/**
 * Weights for dividing a rest: those with shares are worth any amount, so they are at their caps
 * whatever the level, and those without are worth the same.
 */
function weighRest(members: ShareMembers, offset: number, end: number): Float64Array {
  const { shares, restWeights } = members;
  for (let i = offset; i < end; i++) restWeights[i] = shares[i]! > 0 ? Infinity : 1;
  return restWeights;
}
