import { EDGE, FOLLOWERS, WEIGHT, WORDS } from './edge-table.ts';
import {
  AT_CAP,
  AT_RESERVATION,
  CAP,
  FLOW,
  FOLLOWS,
  IN_TURN,
  IN_TURN_LESS,
  ON_ROUTE,
  SLOPE,
  STATE,
  STEADY_RATE,
  TIES,
} from './flow-table.ts';
import type { Network } from './network.ts';
import { CAPACITY, FIXED, PHANTOM, RESOURCE, SUM } from './resource-table.ts';
import { ALONE, AT_RESOURCE, CLASS, CROSSING, LENGTH, ROUTE, START } from './route-table.ts';

/** Levels and loads nearer than this fraction are reported as tied. */
export const TIE = 1e-9;

/** What keeps a flow from getting more. */
export const Held = {
  /** A full resource, at what the flow's weight is worth there. */
  resource: 0,
  /** Its own cap. */
  cap: 1,
  /** A full resource; its reservation holds it above what its weight is worth there. */
  reservation: 2,
  /** An unshared resource. */
  unshared: 3,
  /** The slots of its queue. */
  queue: 4,
  /** The changes that the next solve makes are not in force yet. */
  pending: 5,
} as const;

/** One of the codes of {@link Held}. */
export type Held = (typeof Held)[keyof typeof Held];

/** Rate in force, in units of work a second. */
export function rateOf(n: Network, flow: number): number {
  const { numbers, integers } = n.flows;
  const slope = numbers[flow * FLOW + SLOPE]!;
  const steady = numbers[flow * FLOW + STEADY_RATE]!;
  if (slope === 0) return Math.max(0, steady);
  const level = n.resources.level(n.routes.binder(integers[flow * TIES + ON_ROUTE]!));
  return Math.max(0, slope * level + steady);
}

/** What holds a flow. */
export function heldBy(n: Network, flow: number): Held {
  const { numbers, integers } = n.flows;
  const state = integers[flow * TIES + STATE]!;
  if (state === FOLLOWS) return Held.resource;
  if (state === AT_RESERVATION) return Held.reservation;
  if (state === IN_TURN || state === IN_TURN_LESS) return Held.queue;
  if (state !== AT_CAP) return Held.pending;
  const alone = n.routes.numbers[integers[flow * TIES + ON_ROUTE]! * ROUTE + ALONE]!;
  return alone < numbers[flow * FLOW + CAP]! ? Held.unshared : Held.cap;
}

/** Resource that holds a flow, or that its queue is full for; -1: none does. */
export function bindingResource(n: Network, flow: number): number {
  const held = heldBy(n, flow);
  if (held === Held.cap || held === Held.pending) return -1;
  const route = n.flows.integers[flow * TIES + ON_ROUTE]!;
  if (held !== Held.unshared) return n.routes.binder(route);
  const alone = n.routes.numbers[route * ROUTE + ALONE]!;
  for (const { resource, coefficient } of n.routes.unshared[route]!) {
    if (n.resources.capacity(resource) / coefficient === alone) return resource;
  }
  return -1;
}

/** More than one thing holds the flow at the same level: the answer names one of them. */
export function isFlowTied(n: Network, flow: number): boolean {
  const { integers, numbers } = n.flows;
  const route = integers[flow * TIES + ON_ROUTE]!;
  if (route < 0) return false;
  const binder = n.routes.binder(route);
  const level = n.resources.level(binder);
  const above = n.aboveInRoute.has(flow) ? n.aboveInRoute.key(flow) : Infinity;
  const below = n.belowInRoute.has(flow) ? -n.belowInRoute.key(flow) : 0;
  if (level < Infinity && isNear(level, above)) return true;
  if (below > 0 && isNear(level, below)) return true;
  if (numbers[flow * FLOW + SLOPE] === 0) return false;
  const { crossings } = n.routes;
  const start = n.routes.integers[route * CLASS + START]!;
  const end = start + n.routes.integers[route * CLASS + LENGTH]!;
  for (let crossing = start; crossing < end; crossing++) {
    const other = crossings[crossing * CROSSING + AT_RESOURCE]!;
    if (other === binder) continue;
    const otherLevel = n.resources.level(other);
    if (otherLevel < Infinity ? isNear(level, otherLevel) : isFull(n, other)) return true;
  }
  return false;
}

/** Units a second that are taken from a shared resource. */
export function loadOf(n: Network, resource: number): number {
  const { resources, edges } = n;
  const at = resource * RESOURCE;
  const own = resources.selfEdges[resource]!;
  let load = resources.numbers[at + FIXED]!;
  load += edges.numbers[own * EDGE + WEIGHT]! * resources.finiteLevel(resource);
  if (resources.tracked[resource] !== 0) return load + resources.numbers[at + SUM]!;
  for (const edge of resources.incoming[resource]!) {
    if (edges.words[edge * WORDS + FOLLOWERS] === 0) continue;
    const level = resources.finiteLevel(edges.binder(edge));
    load += edges.numbers[edge * EDGE + WEIGHT]! * level;
  }
  return load;
}

/** Level that a resource would have with one more unit of weight: what an arrival sees. */
export function levelWithOneMore(n: Network, resource: number, coefficient: number): number {
  const at = resource * RESOURCE;
  const { numbers } = n.resources;
  const own = n.edges.numbers[n.resources.selfEdges[resource]! * EDGE + WEIGHT]!;
  const load = loadOf(n, resource) - own * n.resources.finiteLevel(resource);
  const room = Math.max(0, numbers[at + CAPACITY]! - load);
  return room / (own + numbers[at + PHANTOM]! + coefficient);
}

/** The load of a resource is its capacity. */
export function isFull(n: Network, resource: number): boolean {
  return loadOf(n, resource) >= n.resources.capacity(resource) * (1 - TIE);
}

/** Two levels are the same but for rounding. */
export function isNear(level: number, other: number): boolean {
  return Math.abs(level - other) <= TIE * level;
}
