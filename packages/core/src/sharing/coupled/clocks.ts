/**
 * Virtual service clocks. The clock of a resource is the integral of its level: the work that one
 * unit of weight was served. A class that it binds has the clock
 *
 *     class clock = clock of the binder + offset
 *
 * and a flow that enters with `left` units of work ends when the class clock reads
 *
 *     finish key = class clock at entry + left / weight
 *
 * So a level that changes touches no flow. A class that goes to another binder gets another
 * offset, so that its clock goes on without a jump, and the keys of its flows stay.
 */
import { FOLLOWERS, HEAD, LINKS, WORDS } from './edge-table.ts';
import {
  FLAG_ENDED,
  FLAGS,
  FLOW,
  IDLE,
  IN_TURN_LESS,
  LEFT,
  LEFT_AT,
  NEXT_FLOW,
  ON_ROUTE,
  SLOPE,
  STATE,
  STEADY_RATE,
  TIES,
} from './flow-table.ts';
import type { Network } from './network.ts';
import { CLOCK, CLOCK_AT, LEVEL, RESOURCE } from './resource-table.ts';
import {
  BIND,
  CLASS,
  CROSSING,
  FIRST_FLOW,
  FOLLOWER_COUNT,
  NEXT_CROSSING,
  OF_ROUTE,
  OFFSET,
  ROUTE,
} from './route-table.ts';

/** Brings the clock of a resource up to now. Called before its level changes. */
export function tick(n: Network, resource: number): void {
  if (n.isRebuilding) return;
  const { numbers, selfEdges } = n.resources;
  const at = resource * RESOURCE;
  const level = numbers[at + LEVEL]!;
  if (level !== Infinity) {
    // Nothing reads the clock of a resource that serves nobody: it starts again at 0.
    if (n.edges.words[selfEdges[resource]! * WORDS + FOLLOWERS] === 0) numbers[at + CLOCK] = 0;
    else numbers[at + CLOCK]! += level * (n.nowSeconds - numbers[at + CLOCK_AT]!);
  }
  numbers[at + CLOCK_AT] = n.nowSeconds;
  if (numbers[at + CLOCK]! > n.clockSpan * n.largestWork) setBack(n, resource);
}

/** Sets a clock back to 0 before it costs digits, and the keys of all that depends on it. */
function setBack(n: Network, resource: number): void {
  const { routes, finishAtBinder } = n;
  const clock = n.resources.numbers[resource * RESOURCE + CLOCK]!;
  n.resources.numbers[resource * RESOURCE + CLOCK] = 0;
  if (n.largestWork === 0) return; // there were no keys so far
  const { links } = n.edges;
  let crossing = links[n.resources.selfEdges[resource]! * LINKS + HEAD]!;
  while (crossing >= 0) {
    const route = routes.crossings[crossing * CROSSING + OF_ROUTE]!;
    if (routes.integers[route * CLASS + FOLLOWER_COUNT]! > 0) {
      const classClock = routes.numbers[route * ROUTE + OFFSET]! + clock;
      routes.numbers[route * ROUTE + OFFSET] = 0;
      n.finishInRoute.lower(route, classClock);
      lowerMarks(n, route, classClock);
    }
    crossing = routes.crossings[crossing * CROSSING + NEXT_CROSSING]!;
  }
  finishAtBinder.lower(resource, clock);
}

/** The marks of flows that a key cannot describe stand where the keys of the others stand. */
function lowerMarks(n: Network, route: number, amount: number): void {
  const { integers } = n.flows;
  const { keys } = n.finishInRoute;
  let flow = n.routes.integers[route * CLASS + FIRST_FLOW]!;
  for (; flow >= 0; flow = integers[flow * TIES + NEXT_FLOW]!) {
    if (integers[flow * TIES + STATE] === IN_TURN_LESS) keys[flow]! -= amount;
  }
}

/** Class clock of a route at the date of its binder's clock. */
export function classClock(n: Network, route: number): number {
  const binder = n.routes.integers[route * CLASS + BIND]!;
  return (
    n.resources.numbers[binder * RESOURCE + CLOCK]! + n.routes.numbers[route * ROUTE + OFFSET]!
  );
}

/** Work that a flow has left now: not negative; Infinity if it never ends. */
export function workLeft(n: Network, flow: number): number {
  const { numbers, integers } = n.flows;
  const at = flow * FLOW;
  const left = numbers[at + LEFT]!;
  const state = integers[flow * TIES + STATE]!;
  if ((integers[flow * TIES + FLAGS]! & FLAG_ENDED) !== 0) return 0;
  if (left === Infinity || state === IDLE) return left;
  const slope = numbers[at + SLOPE]!;
  const steady = numbers[at + STEADY_RATE]! * (n.nowSeconds - numbers[at + LEFT_AT]!);
  if (slope === 0) return Math.max(0, left - steady);
  const route = integers[flow * TIES + ON_ROUTE]!;
  const binder = n.routes.integers[route * CLASS + BIND]!;
  const elapsed = n.nowSeconds - n.resources.numbers[binder * RESOURCE + CLOCK_AT]!;
  const clock = classClock(n, route) + n.resources.finiteLevel(binder) * elapsed;
  const mark = n.finishInRoute.keys[flow]!;
  if (state === IN_TURN_LESS) return Math.max(0, left - slope * (clock - mark) - steady);
  return Math.max(0, (mark - clock) * slope);
}

/** Date at which the first flow ends that a resource serves by its clock; Infinity: none. */
export function dueSeconds(n: Network, resource: number): number {
  const key = n.finishAtBinder.firstKey(resource);
  const at = resource * RESOURCE;
  const { numbers } = n.resources;
  const level = numbers[at + LEVEL]!;
  if (key === Infinity || level === 0 || level === Infinity) return Infinity;
  const due = numbers[at + CLOCK_AT]! + (key - numbers[at + CLOCK]!) / level;
  return Math.max(due, n.nowSeconds);
}
