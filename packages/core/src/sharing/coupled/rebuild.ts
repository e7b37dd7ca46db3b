/**
 * Solves a network from scratch and builds the structure for it anew. The clocks go on, and flows
 * whose state stays keep their keys.
 */

import { enterState, stateAt } from './claims.ts';
import { tick } from './clocks.ts';
import { link, sumAnew, touch } from './edges.ts';
import type { Filling } from './filling.ts';
import { FLOW, NEXT_FLOW, QUEUE, SLOPE, STATE, STEADY_RATE, TIES } from './flow-table.ts';
import { noteFinish, noteThresholds, withdraw } from './members.ts';
import type { Network } from './network.ts';
import { divideAnew } from './queues.ts';
import { CLOCK, FREE, LEVEL, PHANTOM, RESOURCE, UNSHARED } from './resource-table.ts';
import {
  AT_RESOURCE,
  BIND,
  CLASS,
  CROSSING,
  FIRST_FLOW,
  FLOWS,
  FOLLOWING,
  LENGTH,
  OFFSET,
  ROUTE,
  START,
  STEADY,
} from './route-table.ts';

/** Brings all clocks up to now. To be called while levels and binders are still the old ones. */
export function beginRebuild(n: Network): void {
  n.counters.rebuilds++;
  for (let resource = 0; resource < n.resources.count; resource++) {
    if (isShared(n, resource)) tick(n, resource);
  }
  n.isRebuilding = true;
}

/** Fills the network, whose flows are on their routes, and puts levels and rates into force. */
export function finishRebuild(n: Network, filling: Filling): void {
  filling.fill(n);
  for (let route = 0; route < n.routes.count; route++) {
    if (n.routes.integers[route * CLASS + FLOWS]! > 0) bindAnew(n, route, filling);
  }
  for (let resource = 0; resource < n.resources.count; resource++) {
    n.resources.numbers[resource * RESOURCE + LEVEL] = filling.levels[resource]!;
  }
  for (let route = 0; route < n.routes.count; route++) {
    if (n.routes.integers[route * CLASS + FLOWS]! > 0) enterStates(n, route);
  }
  for (const node of n.queues.values()) if (node.parent === undefined) divideAnew(n, node);
  n.isRebuilding = false;
  linkAnew(n);
  for (let resource = 0; resource < n.resources.count; resource++) {
    if (!isShared(n, resource)) continue;
    sumAnew(n, resource);
    n.dateLater(resource);
    touch(n, resource);
  }
}

/** Gives a class its binder; its clock goes on without a jump. */
function bindAnew(n: Network, route: number, filling: Filling): void {
  const { routes } = n;
  const { numbers } = n.resources;
  const from = routes.integers[route * CLASS + BIND]!;
  const found = filling.binders[route]!;
  const to = found < 0 ? smallestOn(n, route) : found;
  routes.numbers[route * ROUTE + OFFSET]! +=
    numbers[from * RESOURCE + CLOCK]! - numbers[to * RESOURCE + CLOCK]!;
  routes.integers[route * CLASS + BIND] = to;
}

/** Resource of smallest id on a route: the same for all routes that cross the same ones. */
function smallestOn(n: Network, route: number): number {
  const { crossings, integers } = n.routes;
  const start = integers[route * CLASS + START]!;
  const end = start + integers[route * CLASS + LENGTH]!;
  let smallest = crossings[start * CROSSING + AT_RESOURCE]!;
  for (let crossing = start + 1; crossing < end; crossing++) {
    smallest = Math.min(smallest, crossings[crossing * CROSSING + AT_RESOURCE]!);
  }
  return smallest;
}

/** Puts the plain flows of a class into the state that fits its level, and sums the class anew. */
function enterStates(n: Network, route: number): void {
  const { routes } = n;
  const { integers, numbers } = n.flows;
  const level = n.resources.level(routes.binder(route));
  let following = 0;
  let steady = 0;
  let flow = routes.integers[route * CLASS + FIRST_FLOW]!;
  for (; flow >= 0; flow = integers[flow * TIES + NEXT_FLOW]!) {
    if (integers[flow * TIES + QUEUE]! < 0) {
      const state = stateAt(n, flow, route, level);
      if (integers[flow * TIES + STATE] !== state) {
        enterState(n, flow, route, state, withdraw(n, flow));
      }
    }
    following += numbers[flow * FLOW + SLOPE]!;
    steady += numbers[flow * FLOW + STEADY_RATE]!;
  }
  routes.numbers[route * ROUTE + FOLLOWING] = following;
  routes.numbers[route * ROUTE + STEADY] = steady;
}

/** Builds edges and the heaps over them anew. */
function linkAnew(n: Network): void {
  const { resources, routes } = n;
  n.edges.clear();
  for (const heaps of [n.watches, n.bounds, n.finishAtBinder, n.aboveAtBinder, n.belowAtBinder]) {
    heaps.clear();
  }
  n.dirty.clear();
  for (let resource = 0; resource < resources.count; resource++) {
    if (!isShared(n, resource)) continue;
    resources.incoming[resource]!.length = 0;
    resources.outgoing[resource]!.length = 0;
    const { numbers } = resources;
    const isBound =
      numbers[resource * RESOURCE + LEVEL]! < Infinity ||
      numbers[resource * RESOURCE + PHANTOM]! > 0;
    resources.tracked[resource] = isBound ? 1 : 0;
    n.takeSelfEdge(resource);
  }
  for (let route = 0; route < routes.count; route++) {
    if (routes.integers[route * CLASS + FLOWS] === 0) continue;
    const binder = routes.binder(route);
    const start = routes.integers[route * CLASS + START]!;
    const end = start + routes.integers[route * CLASS + LENGTH]!;
    for (let crossing = start; crossing < end; crossing++) {
      link(n, crossing, n.edge(binder, routes.crossings[crossing * CROSSING + AT_RESOURCE]!));
    }
    noteFinish(n, route);
    noteThresholds(n, route);
  }
}

function isShared(n: Network, resource: number): boolean {
  const kind = n.resources.kinds[resource]!;
  return kind !== FREE && kind !== UNSHARED;
}
