/**
 * Settling one resource: with the levels of all others as published, its own equation
 *
 *     l = (C - fixed - sum) / (weight bound here + phantom weight)
 *
 * is solved, while flows that cross a threshold change their ways and classes with a higher level
 * elsewhere are taken over. Each step raises l, so it ends. The highest incoming edge and the
 * lowest threshold go first, else classes would bounce.
 *
 * The resources are settled lowest level first: the lowest true level, once settled, moves no
 * more, so by induction none does for ever. Cost: levels that move, times a heap operation and
 * the tracked edges of each.
 */

import { enterState, stateBeyond } from './claims.ts';
import { tick } from './clocks.ts';
import { BOUND, EDGE, FOLLOWERS, TARGET, WEIGHT, WORDS } from './edge-table.ts';
import { check, sumAnew, tentativeLevel, touch, untrack } from './edges.ts';
import { IS_QUEUE, STATE, TIES } from './flow-table.ts';
import { withdraw } from './members.ts';
import { type Network, QUIET, TOLERANCE } from './network.ts';
import { crossQueue } from './queues.ts';
import { takeOver } from './rebinding.ts';
import { LEVEL, MARK_CHECK, PHANTOM, RESOURCE, SUM, UPDATES } from './resource-table.ts';

/** Part of the gap to the target's level by which a new bound exceeds the binder's level. */
const HEADROOM = 0.25;

/** Settles all that is dirty. False: it took more than `mostSteps`, and stopped. */
export function settleAll(n: Network, mostSteps: number): boolean {
  const { dirty, toCheck } = n;
  n.stepsLeft = mostSteps;
  for (;;) {
    const resource = dirty.first;
    if (resource >= 0) {
      dirty.remove(resource);
      settle(n, resource);
      if (n.stepsLeft < 0) return false;
    } else {
      const watched = toCheck.pop();
      if (watched < 0) return true;
      n.resources.marks[watched]! &= ~MARK_CHECK;
      check(n, watched);
    }
  }
}

function settle(n: Network, resource: number): void {
  n.counters.settles++;
  if (n.resources.numbers[resource * RESOURCE + UPDATES]! > 0) sumAnew(n, resource);
  const level = Math.max(0, solveLevel(n, resource));
  n.dirty.remove(resource);
  const old = n.resources.level(resource);
  const isQuiet = level === old || (old < Infinity && Math.abs(level - old) <= QUIET * old);
  if (!isQuiet) publish(n, resource, old, level);
  restIfSlack(n, resource);
}

/** The level, once nobody has to change sides at it. */
function solveLevel(n: Network, resource: number): number {
  const { aboveAtBinder, belowAtBinder, bounds } = n;
  for (;;) {
    const level = tentativeLevel(n, resource);
    const slack = level < Infinity && level > 0 ? TOLERANCE * level : 0;
    const low = level - slack;
    const high = level + slack;
    const above = aboveAtBinder.roots[resource]!;
    if (n.stepsLeft-- < 0) return level;
    if (above >= 0 && aboveAtBinder.keys[above]! < low) {
      cross(n, above, true);
      continue;
    }
    const below = belowAtBinder.roots[resource]!;
    if (below >= 0 && -belowAtBinder.keys[below]! > high) {
      cross(n, below, false);
      continue;
    }
    const edge = bounds.roots[resource]!;
    if (edge < 0) return level;
    const { numbers } = n.edges;
    const bound = -numbers[edge * EDGE + BOUND]!;
    if (bound <= high) return level;
    const binderLevel = n.resources.level(n.edges.binder(edge));
    if (binderLevel >= bound) takeOver(n, edge, resource);
    else {
      const isBelow = binderLevel < level && level < Infinity;
      const told = isBelow ? binderLevel + HEADROOM * (level - binderLevel) : binderLevel;
      bounds.set(resource, edge, -told);
    }
  }
}

/** Makes a level known: to the clock, to tracked targets, and to watched ones that may fill up. */
function publish(n: Network, resource: number, old: number, level: number): void {
  n.counters.moves++;
  tick(n, resource);
  const { numbers } = n.resources;
  numbers[resource * RESOURCE + LEVEL] = level;
  // A slower clock leaves an early date, which is allowed.
  if (level > old || level === 0 || old === Infinity) n.dateLater(resource);
  const change = (level === Infinity ? 0 : level) - (old === Infinity ? 0 : old);
  tellTargets(n, resource, level, change);
  if (level < Infinity) {
    const { watches } = n;
    let edge = watches.roots[resource]!;
    while (edge >= 0 && watches.keys[edge]! < level) {
      watches.set(resource, edge, Infinity);
      touch(n, n.edges.target(edge));
      edge = watches.roots[resource]!;
    }
  }
  const { released } = n;
  while (released.length > 0) takeOver(n, released.pop()!, -1);
}

/** The loop that takes most of the time: it reads one record an edge and one a target. */
function tellTargets(n: Network, resource: number, level: number, change: number): void {
  const { dirty, bounds, released } = n;
  const { numbers } = n.resources;
  const { numbers: edgeNumbers, words } = n.edges;
  const outgoing = n.resources.outgoing[resource]!;
  const low = level === Infinity ? Infinity : level - TOLERANCE * level;
  for (let i = 0; i < outgoing.length; i++) {
    const edge = outgoing[i]!;
    const at = edge * EDGE;
    const target = words[edge * WORDS + TARGET]!;
    const to = target * RESOURCE;
    const other = numbers[to + LEVEL]!;
    numbers[to + SUM]! += edgeNumbers[at + WEIGHT]! * change;
    numbers[to + UPDATES]!++;
    if (other === Infinity) {
      if (level > -edgeNumbers[at + BOUND]!) bounds.set(target, edge, -level);
      touch(n, target);
      continue;
    }
    if (other < low) released.push(edge);
    else if (level > -edgeNumbers[at + BOUND]!) {
      bounds.set(target, edge, -(level + HEADROOM * (other - level)));
    }
    if (!dirty.has(target)) dirty.set(target, other);
  }
}

/** A slack resource with few edges need not be told of every move. */
function restIfSlack(n: Network, resource: number): void {
  const { resources, edges } = n;
  const edge = resources.selfEdges[resource]!;
  const isAtRest =
    resources.level(resource) === Infinity &&
    resources.tracked[resource] !== 0 &&
    resources.numbers[resource * RESOURCE + PHANTOM] === 0 &&
    edges.words[edge * WORDS + FOLLOWERS] === 0 &&
    2 * resources.incoming[resource]!.length <= n.manyEdges &&
    !n.dirty.has(resource);
  if (isAtRest) untrack(n, resource);
}

/** The first flow or queue of a class beyond whose threshold the level lies changes its ways. */
function cross(n: Network, route: number, isUp: boolean): void {
  n.counters.crossings++;
  const flow = (isUp ? n.aboveInRoute : n.belowInRoute).roots[route]!;
  if (n.flows.integers[flow * TIES + STATE] === IS_QUEUE) {
    crossQueue(n, n.queueParts.get(flow)!, isUp);
    return;
  }
  const state = stateBeyond(n, flow, isUp);
  enterState(n, flow, route, state, withdraw(n, flow));
}
