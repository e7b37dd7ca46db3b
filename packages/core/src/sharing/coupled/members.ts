/**
 * What a flow adds to its class and to the resources on its route.
 *
 * A flow in force has the rate `slope * level + steady rate`: slope alone while it follows the
 * level, steady rate alone while its cap or reservation holds it, both for some members of a full
 * queue. The classes sum slopes and steady rates; edges and resources sum what classes have.
 */
import { classClock, tick, workLeft } from './clocks.ts';
import { EDGE, FOLLOWERS, WEIGHT, WORDS } from './edge-table.ts';
import { link, lowestOn, touch, track, unlink } from './edges.ts';
import {
  FLOW,
  IDLE,
  IN_TURN_LESS,
  LEFT,
  LEFT_AT,
  NEXT_FLOW,
  ON_ROUTE,
  PREVIOUS_FLOW,
  SLOPE,
  STATE,
  STEADY_RATE,
  TIES,
} from './flow-table.ts';
import type { Network } from './network.ts';
import { CLOCK, FIXED, RESOURCE, SUM, UPDATES } from './resource-table.ts';
import {
  AT_RESOURCE,
  BIND,
  CLASS,
  CROSSING,
  FIRST_FLOW,
  FLOWS,
  FOLLOWER_COUNT,
  FOLLOWING,
  LENGTH,
  OFFSET,
  ON_EDGE,
  ROUTE,
  START,
  STEADY,
  STEADY_COUNT,
} from './route-table.ts';

/** Gives a flow without rate the rate `slope * level + steady` from now on. */
export function contribute(
  n: Network,
  flow: number,
  state: number,
  slope: number,
  steady: number,
  left: number,
): void {
  const { numbers, integers } = n.flows;
  const at = flow * FLOW;
  const route = integers[flow * TIES + ON_ROUTE]!;
  integers[flow * TIES + STATE] = state;
  numbers[at + SLOPE] = slope;
  numbers[at + STEADY_RATE] = steady;
  numbers[at + LEFT] = left;
  numbers[at + LEFT_AT] = n.nowSeconds;
  if (slope > 0) {
    startClock(n, flow, route, state, left / slope);
    addFollower(n, route, slope, 1);
  }
  if (steady === 0) return;
  addSteady(n, route, steady, 1);
  if (slope === 0 && steady > 0 && left < Infinity) {
    n.flowDates.set(flow, n.nowSeconds + left / steady);
  }
}

/** Takes the rate of a flow away; returns the work that it has left. */
export function withdraw(n: Network, flow: number): number {
  const { numbers, integers } = n.flows;
  const at = flow * FLOW;
  if (integers[flow * TIES + STATE] === IDLE) return numbers[at + LEFT]!;
  const left = workLeft(n, flow);
  const route = integers[flow * TIES + ON_ROUTE]!;
  const slope = numbers[at + SLOPE]!;
  const steady = numbers[at + STEADY_RATE]!;
  integers[flow * TIES + STATE] = IDLE;
  numbers[at + SLOPE] = 0;
  numbers[at + STEADY_RATE] = 0;
  numbers[at + LEFT] = left;
  numbers[at + LEFT_AT] = n.nowSeconds;
  if (slope > 0) {
    tick(n, n.routes.binder(route));
    dropFinish(n, flow, route);
    addFollower(n, route, slope, -1);
  }
  if (steady !== 0) addSteady(n, route, steady, -1);
  n.flowDates.remove(flow);
  return left;
}

/** Notes when the flow ends by the clock of its class. */
function startClock(
  n: Network,
  flow: number,
  route: number,
  state: number,
  workPerWeight: number,
): void {
  const { routes } = n;
  const binder = routes.integers[route * CLASS + BIND]!;
  tick(n, binder);
  if (routes.integers[route * CLASS + FOLLOWER_COUNT] === 0) {
    routes.numbers[route * ROUTE + OFFSET] = -n.resources.numbers[binder * RESOURCE + CLOCK]!;
  }
  if (workPerWeight === Infinity) return;
  if (workPerWeight > n.largestWork) n.largestWork = workPerWeight;
  const clock = classClock(n, route);
  if (state === IN_TURN_LESS) {
    n.finishInRoute.keys[flow] = clock;
    return;
  }
  n.finishInRoute.add(route, flow, clock + workPerWeight);
  noteFinish(n, route);
}

/** Takes a flow out of the order of finish. */
export function dropFinish(n: Network, flow: number, route: number): void {
  if (!n.finishInRoute.has(flow)) return;
  n.finishInRoute.remove(route, flow);
  noteFinish(n, route);
}

/** Tells the binder of a class which of its flows ends first. */
export function noteFinish(n: Network, route: number): void {
  if (n.isRebuilding) return;
  const { finishAtBinder, finishInRoute, routes } = n;
  const binder = routes.integers[route * CLASS + BIND]!;
  const first = finishAtBinder.roots[binder]!;
  if (finishInRoute.roots[route]! < 0) finishAtBinder.remove(binder, route);
  else {
    const offset = routes.numbers[route * ROUTE + OFFSET]!;
    finishAtBinder.set(binder, route, finishInRoute.firstKey(route) - offset);
  }
  if (first === route || finishAtBinder.roots[binder] === route) n.dateLater(binder);
}

/** Tells the binder of a class at which levels its next flow or queue changes its ways. */
export function noteThresholds(n: Network, route: number): void {
  if (n.isRebuilding) return;
  const binder = n.routes.integers[route * CLASS + BIND]!;
  if (n.aboveInRoute.roots[route]! < 0) n.aboveAtBinder.remove(binder, route);
  else n.aboveAtBinder.set(binder, route, n.aboveInRoute.firstKey(route));
  if (n.belowInRoute.roots[route]! < 0) n.belowAtBinder.remove(binder, route);
  else n.belowAtBinder.set(binder, route, n.belowInRoute.firstKey(route));
}

/** The flow or queue changes its ways at some level. */
export function hasThresholds(n: Network, flow: number): boolean {
  return n.aboveInRoute.has(flow) || n.belowInRoute.has(flow);
}

/** Sets the levels at which a flow or queue changes its ways; Infinity and 0: it never does. */
export function setThresholds(n: Network, flow: number, above: number, below: number): void {
  const route = n.flows.integers[flow * TIES + ON_ROUTE]!;
  const { aboveInRoute, belowInRoute } = n;
  const had = hasThresholds(n, flow);
  if (above < Infinity) aboveInRoute.set(route, flow, above);
  else aboveInRoute.remove(route, flow);
  if (below > 0) belowInRoute.set(route, flow, -below);
  else belowInRoute.remove(route, flow);
  if (had || above < Infinity || below > 0) noteThresholds(n, route);
}

/** Puts a flow on a route; the first one brings the class to life. */
export function joinRoute(n: Network, flow: number, route: number): void {
  const { integers } = n.flows;
  const classes = n.routes.integers;
  const at = route * CLASS;
  const first = classes[at + FIRST_FLOW]!;
  integers[flow * TIES + ON_ROUTE] = route;
  integers[flow * TIES + NEXT_FLOW] = first;
  integers[flow * TIES + PREVIOUS_FLOW] = -1;
  if (first >= 0) integers[first * TIES + PREVIOUS_FLOW] = flow;
  classes[at + FIRST_FLOW] = flow;
  if (classes[at + FLOWS]!++ > 0 || n.isRebuilding) return;
  const binder = lowestOn(n, route);
  classes[at + BIND] = binder;
  const start = classes[at + START]!;
  const end = start + classes[at + LENGTH]!;
  for (let crossing = start; crossing < end; crossing++) {
    link(n, crossing, n.edge(binder, n.routes.crossings[crossing * CROSSING + AT_RESOURCE]!));
  }
}

/** Takes a flow without rate off its route; the last one puts the class to rest. */
export function leaveRoute(n: Network, flow: number): void {
  const { integers } = n.flows;
  const classes = n.routes.integers;
  const route = integers[flow * TIES + ON_ROUTE]!;
  const at = route * CLASS;
  const next = integers[flow * TIES + NEXT_FLOW]!;
  const previous = integers[flow * TIES + PREVIOUS_FLOW]!;
  if (previous >= 0) integers[previous * TIES + NEXT_FLOW] = next;
  else classes[at + FIRST_FLOW] = next;
  if (next >= 0) integers[next * TIES + PREVIOUS_FLOW] = previous;
  integers[flow * TIES + ON_ROUTE] = -1;
  if (--classes[at + FLOWS]! > 0 || n.isRebuilding) return;
  n.aboveAtBinder.remove(classes[at + BIND]!, route);
  n.belowAtBinder.remove(classes[at + BIND]!, route);
  const start = classes[at + START]!;
  const end = start + classes[at + LENGTH]!;
  for (let crossing = start; crossing < end; crossing++) unlink(n, crossing);
}

/** Adds a weight that follows the level to a class, or takes it away. */
function addFollower(n: Network, route: number, weight: number, sign: number): void {
  const { routes, resources, edges } = n;
  const { integers, crossings, coefficients } = routes;
  const binder = integers[route * CLASS + BIND]!;
  const mustTrack = sign > 0 && resources.tracked[binder] === 0 && !n.isRebuilding;
  if (mustTrack) track(n, binder); // it sums the class, so before the class changes
  const followers = integers[route * CLASS + FOLLOWER_COUNT]! + sign;
  integers[route * CLASS + FOLLOWER_COUNT] = followers;
  const change = sign * weight;
  const following = routes.numbers[route * ROUTE + FOLLOWING]!;
  routes.numbers[route * ROUTE + FOLLOWING] = followers > 0 ? following + change : 0;
  if (n.isRebuilding) return;
  const level = resources.finiteLevel(binder);
  const start = integers[route * CLASS + START]!;
  const end = start + integers[route * CLASS + LENGTH]!;
  for (let crossing = start; crossing < end; crossing++) {
    const resource = crossings[crossing * CROSSING + AT_RESOURCE]!;
    const edge = crossings[crossing * CROSSING + ON_EDGE]!;
    const load = coefficients[crossing]! * change;
    const count = edges.words[edge * WORDS + FOLLOWERS]! + sign;
    edges.words[edge * WORDS + FOLLOWERS] = count;
    const edgeWeight = edges.numbers[edge * EDGE + WEIGHT]!;
    edges.numbers[edge * EDGE + WEIGHT] = count > 0 ? edgeWeight + load : 0;
    const isTracked = resources.tracked[resource] !== 0;
    if (isTracked && resource !== binder) {
      resources.numbers[resource * RESOURCE + SUM]! += load * level;
      resources.numbers[resource * RESOURCE + UPDATES]!++;
    }
    if (sign > 0 || isTracked) touch(n, resource);
  }
}

/** Adds a rate that does not follow the level to a class, or takes it away. */
function addSteady(n: Network, route: number, rate: number, sign: number): void {
  const { routes, resources } = n;
  const { integers, crossings, coefficients } = routes;
  const count = integers[route * CLASS + STEADY_COUNT]! + sign;
  integers[route * CLASS + STEADY_COUNT] = count;
  const change = sign * rate;
  const steady = routes.numbers[route * ROUTE + STEADY]!;
  routes.numbers[route * ROUTE + STEADY] = count > 0 ? steady + change : 0;
  if (n.isRebuilding) return;
  const start = integers[route * CLASS + START]!;
  const end = start + integers[route * CLASS + LENGTH]!;
  for (let crossing = start; crossing < end; crossing++) {
    const resource = crossings[crossing * CROSSING + AT_RESOURCE]!;
    resources.numbers[resource * RESOURCE + FIXED]! += coefficients[crossing]! * change;
    resources.numbers[resource * RESOURCE + UPDATES]!++;
    if (change > 0 || resources.tracked[resource] !== 0) touch(n, resource);
  }
}
