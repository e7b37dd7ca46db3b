/** Classes that change their binder. */
import { tick } from './clocks.ts';
import { HEAD, LINKS } from './edge-table.ts';
import { link, lowestOn, touch, track, unlink } from './edges.ts';
import { noteFinish, noteThresholds } from './members.ts';
import type { Network } from './network.ts';
import { CLOCK, RESOURCE, SUM, UPDATES } from './resource-table.ts';
import {
  AT_RESOURCE,
  BIND,
  CLASS,
  CROSSING,
  FOLLOWER_COUNT,
  FOLLOWING,
  LENGTH,
  NEXT_CROSSING,
  OF_ROUTE,
  OFFSET,
  ROUTE,
  START,
} from './route-table.ts';

/** Gives all classes of an edge to a binder; -1: each to the resource of its lowest level. */
export function takeOver(n: Network, edge: number, binder: number): void {
  const { crossings } = n.routes;
  const { takenOver } = n;
  let crossing = n.edges.links[edge * LINKS + HEAD]!;
  while (crossing >= 0) {
    takenOver.push(crossings[crossing * CROSSING + OF_ROUTE]!);
    crossing = crossings[crossing * CROSSING + NEXT_CROSSING]!;
  }
  for (let i = 0; i < takenOver.size; i++) {
    const route = takenOver.at(i);
    rebind(n, route, binder < 0 ? lowestOn(n, route) : binder);
  }
  takenOver.size = 0;
}

/** Gives a class another binder, and all classes that share a queue with it. */
export function rebind(n: Network, route: number, to: number): void {
  const { routes, resources } = n;
  const from = routes.integers[route * CLASS + BIND]!;
  if (from === to) return;
  n.counters.rebinds++;
  if (routes.integers[route * CLASS + FOLLOWER_COUNT]! > 0 && resources.tracked[to] === 0) {
    track(n, to);
  }
  tick(n, from);
  tick(n, to);
  n.finishAtBinder.remove(from, route);
  n.aboveAtBinder.remove(from, route);
  n.belowAtBinder.remove(from, route);
  n.dateLater(from);
  const { numbers } = resources;
  routes.numbers[route * ROUTE + OFFSET]! +=
    numbers[from * RESOURCE + CLOCK]! - numbers[to * RESOURCE + CLOCK]!;
  routes.integers[route * CLASS + BIND] = to;
  relink(n, route, from, to);
  noteFinish(n, route);
  noteThresholds(n, route);
  const parts = n.queueParts.size > 0 ? n.partsOnRoute.get(route) : undefined;
  if (parts === undefined) return;
  for (const { root } of parts) {
    for (const sibling of root.parts) rebind(n, sibling.route, to);
  }
}

/** Moves the crossings of a class to the edges of its new binder. */
function relink(n: Network, route: number, from: number, to: number): void {
  const { routes, resources } = n;
  const { crossings, coefficients } = routes;
  const { numbers, tracked } = resources;
  const fromLevel = resources.finiteLevel(from);
  const toLevel = resources.finiteLevel(to);
  const weight = routes.numbers[route * ROUTE + FOLLOWING]!;
  const start = routes.integers[route * CLASS + START]!;
  const end = start + routes.integers[route * CLASS + LENGTH]!;
  for (let crossing = start; crossing < end; crossing++) {
    const resource = crossings[crossing * CROSSING + AT_RESOURCE]!;
    const load = coefficients[crossing]! * weight;
    const wasTracked = tracked[resource] !== 0;
    const at = resource * RESOURCE;
    unlink(n, crossing);
    link(n, crossing, n.edge(to, resource));
    numbers[at + UPDATES]!++;
    if (wasTracked) {
      if (resource !== from) numbers[at + SUM]! -= load * fromLevel;
      if (resource !== to) numbers[at + SUM]! += load * toLevel;
    }
    touch(n, resource, resource === from || resource === to);
  }
}
