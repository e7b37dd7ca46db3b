import { assert } from '../../engine/errors.ts';
import { IS_QUEUE, QUEUE, STATE, TIES, VACANT, WANTED_ROUTE } from './flow-table.ts';
import type { Network } from './network.ts';
import { QueueNode } from './queue-node.ts';
import { FREE, LEVEL, RESOURCE, SHARED, UNSHARED } from './resource-table.ts';
import { ALONE, CLASS, ROUTE, type UnsharedCrossing, USERS } from './route-table.ts';
import type { Wishes } from './wishes.ts';

/** Resource that routes across unshared resources alone cross, with coefficient 0. */
const NOWHERE = 0;

/** A resource to add. */
export interface CoupledResource {
  /** Units a second: finite, not negative. */
  readonly capacity: number;
  /** False: it limits each flow alone. Default: true. */
  readonly isShared?: boolean;
  /**
   * Parallel servers c of a device that queues, at least 1: adds the phantom weight c - 1, with
   * which the capacity is used up only by endless windows. Default: 1.
   */
  readonly servers?: number;
  /**
   * The phantom weight itself, at least 0. Where what a request takes is not 1, it is (c - 1) times
   * its mean. Default: servers - 1.
   */
  readonly phantomWeight?: number;
}

/** Adds a resource that nothing crosses. */
export function addResource(n: Network, resource: CoupledResource): number {
  const { capacity, isShared = true, servers = 1, phantomWeight = servers - 1 } = resource;
  assertAmount(capacity);
  assert(servers >= 1 && servers < Infinity, 'a resource has at least one server');
  assertAmount(phantomWeight);
  assert(isShared || phantomWeight === 0, 'an unshared resource has no queue to have servers for');
  const id = n.resources.take(isShared ? SHARED : UNSHARED, capacity, phantomWeight);
  n.reserve();
  if (!isShared) return id;
  n.takeSelfEdge(id);
  if (phantomWeight > 0) {
    n.resources.tracked[id] = 1;
    n.resources.numbers[id * RESOURCE + LEVEL] = capacity / phantomWeight;
  }
  return id;
}

/** Frees a resource that nothing crosses. */
export function removeResource(n: Network, wishes: Wishes, resource: number): void {
  assert(n.resources.routeCounts[resource] === 0, 'a resource to remove must have no routes');
  assert(!wishes.areThere, 'solve before a resource is removed');
  if (n.resources.kinds[resource] === SHARED) n.edges.giveSelf(n.resources.selfEdges[resource]!);
  n.resources.give(resource);
}

/** Adds a queue, within another or by itself. */
export function openQueue(n: Network, slots: number, parent: number, shares: number): number {
  const around = parent < 0 ? undefined : queueNode(n, parent);
  const id = n.takeQueueId();
  const node = new QueueNode(id, around, slots, shares);
  around?.queues.push(node);
  n.queues.set(id, node);
  return id;
}

/** Frees a queue with nothing in it. */
export function closeQueue(n: Network, queue: number): void {
  const node = queueNode(n, queue);
  const isEmpty = node.flows.length === 0 && node.queues.length === 0;
  assert(isEmpty && !node.isListed, 'a queue to close must have no flows');
  const { parent } = node;
  parent?.queues.splice(parent.queues.indexOf(node), 1);
  n.queues.delete(queue);
  n.unevenQueues.delete(node);
  n.giveQueueId(queue);
}

export function queueNode(n: Network, queue: number): QueueNode {
  const node = n.queues.get(queue);
  assert(node !== undefined, 'there is no such queue');
  return node;
}

export function assertAbove0(value: number, message: string): void {
  assert(value > 0 && value < Infinity, message);
}

export function assertAmount(value: number): void {
  assert(value >= 0 && value < Infinity, 'a rate or capacity must be finite and not negative');
}

export function assertRoute(n: Network, route: number): void {
  assert((n.routes.integers[route * CLASS + USERS] ?? 0) > 0, 'there is no such route');
}

/** The flow exists, and was not told to end. */
export function assertAlive(n: Network, flow: number): void {
  const { integers } = n.flows;
  const state = integers[flow * TIES + STATE] ?? VACANT;
  assert(state !== VACANT && state !== IS_QUEUE, 'there is no such flow');
  assert(integers[flow * TIES + WANTED_ROUTE]! >= 0, 'the flow has ended');
}

export function isQueued(n: Network, flow: number): boolean {
  return n.flows.integers[flow * TIES + QUEUE]! >= 0;
}

/** Opens a route once more, or for the first time. */
export function openRoute(
  n: Network,
  wishes: Wishes,
  resources: readonly number[],
  coefficients?: readonly number[],
): number {
  const taken = takenFrom(resources, coefficients);
  assert(taken.size > 0, 'a route crosses a resource');
  const key = [...taken].map(([resource, amount]) => `${resource}:${amount}`).join(' ');
  const found = n.routes.find(key);
  if (found !== undefined) {
    n.routes.integers[found * CLASS + USERS]!++;
    return found;
  }
  const shared: number[] = [];
  const amounts: number[] = [];
  const unshared: UnsharedCrossing[] = [];
  for (const [resource, coefficient] of taken) {
    const kind = n.resources.kinds[resource] ?? FREE;
    assert(kind !== FREE, 'a route crosses resources that exist');
    if (kind === UNSHARED) unshared.push({ resource, coefficient });
    else {
      shared.push(resource);
      amounts.push(coefficient);
    }
  }
  if (shared.length === 0) {
    shared.push(NOWHERE);
    amounts.push(0);
  }
  const route = n.routes.take(key, shared, amounts, unshared);
  n.reserve();
  n.routes.integers[route * CLASS + USERS] = 1;
  for (const resource of shared) n.resources.routeCounts[resource]!++;
  for (const { resource } of unshared) {
    n.resources.routeCounts[resource]!++;
    n.resources.routes[resource]!.push(route);
  }
  n.routes.numbers[route * ROUTE + ALONE] = wishes.rateAlone(route);
  return route;
}

/** What a unit of rate takes from each resource, in the order of the route; 0 is left out. */
function takenFrom(
  resources: readonly number[],
  coefficients: readonly number[] | undefined,
): Map<number, number> {
  const isComplete = coefficients === undefined || coefficients.length === resources.length;
  assert(isComplete, 'a route has one coefficient a resource');
  const taken = new Map<number, number>();
  resources.forEach((resource, k) => {
    const coefficient = coefficients === undefined ? 1 : coefficients[k]!;
    assert(coefficient >= 0 && coefficient < Infinity, 'a coefficient must not be negative');
    if (coefficient > 0) taken.set(resource, (taken.get(resource) ?? 0) + coefficient);
  });
  return taken;
}
