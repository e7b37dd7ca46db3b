import { removeValue } from './arrays.ts';
import type { Network } from './network.ts';
import { AT_RESOURCE, CLASS, CROSSING, LENGTH, START, USERS } from './route-table.ts';

/** One opening of a route, flow on it or flow on its way to it less; the last one frees it. */
export function leaveRouteUse(n: Network, route: number): void {
  const { routes, resources } = n;
  const users = --routes.integers[route * CLASS + USERS]!;
  if (users > 0) return;
  const start = routes.integers[route * CLASS + START]!;
  const end = start + routes.integers[route * CLASS + LENGTH]!;
  for (let crossing = start; crossing < end; crossing++) {
    resources.routeCounts[routes.crossings[crossing * CROSSING + AT_RESOURCE]!]!--;
  }
  for (const { resource } of routes.unshared[route]!) {
    resources.routeCounts[resource]!--;
    removeValue(resources.routes[resource]!, route);
  }
  routes.give(route);
}
