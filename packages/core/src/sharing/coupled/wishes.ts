/**
 * Changes of one instant: they are noted when asked for and put into force by the next solve, so
 * that a flow that is changed twice, or that ends where it started, costs once or nothing.
 */
import { enterAtLevel } from './claims.ts';
import { sumAnew, touch, track } from './edges.ts';
import {
  CAP,
  FLAG_PENDING,
  FLAGS,
  FLOW,
  LEFT,
  NEXT_FLOW,
  ON_ROUTE,
  QUEUE,
  RESERVATION,
  TIES,
  WANTED_ROUTE,
  WANTED_WEIGHT,
  WORK,
} from './flow-table.ts';
import { IdList } from './id-list.ts';
import { hasThresholds, joinRoute, leaveRoute, setThresholds, withdraw } from './members.ts';
import type { Network } from './network.ts';
import { QueueEntry, type QueueNode } from './queue-node.ts';
import { listQueue } from './queues.ts';
import { Reservations } from './reservations.ts';
import { CAPACITY, MARK_CAPACITY, PHANTOM, RESOURCE, UNSHARED } from './resource-table.ts';
import {
  ALONE,
  AT_RESOURCE,
  CLASS,
  CROSSING,
  FIRST_FLOW,
  LENGTH,
  ROUTE,
  START,
  USERS,
} from './route-table.ts';
import { leaveRouteUse } from './route-use.ts';

/** A capacity smaller than this part of the largest since sums were taken: they are taken anew. */
const SCALE_FOR_NEW_SUMS = 1 / 16;

/** What was asked for since the last solve. */
export class Wishes {
  readonly reservations = new Reservations();
  private readonly network: Network;
  private readonly flows = new IdList();
  private readonly capacities = new IdList();
  private readonly onGrantOrRelease = (flow: number): void => this.listFlow(flow);

  constructor(network: Network) {
    this.network = network;
  }

  /** Something waits for the next solve. */
  get areThere(): boolean {
    const { flows, capacities, network } = this;
    return flows.size > 0 || capacities.size > 0 || network.queuesToDivide.length > 0;
  }

  /** A flow that the next solve starts. */
  start(
    route: number,
    work: number,
    weight: number,
    cap: number,
    reservation: number,
    node?: QueueNode,
    shares = 1,
  ): number {
    const n = this.network;
    const room = n.flows.sequences.length;
    const flow = n.flows.take();
    if (n.flows.sequences.length !== room) n.reserve();
    const { numbers } = n.flows;
    const at = flow * FLOW;
    numbers[at + WANTED_WEIGHT] = weight;
    numbers[at + CAP] = cap;
    numbers[at + RESERVATION] = node === undefined ? reservation : 0;
    numbers[at + WORK] = work;
    numbers[at + LEFT] = work;
    if (node !== undefined) {
      n.flows.integers[flow * TIES + QUEUE] = node.id;
      const entry = new QueueEntry(node, flow, shares, reservation);
      node.flows.push(entry);
      n.queueEntries.set(flow, entry);
    }
    this.moveTo(flow, route);
    if (node === undefined && reservation > 0) this.reservations.resume(n, flow);
    this.listFlow(flow);
    return flow;
  }

  /** The next solve ends the flow. */
  end(flow: number): void {
    this.reservations.suspend(this.network, flow);
    this.moveTo(flow, -1);
    this.reservations.resume(this.network, flow);
    this.listFlow(flow);
  }

  reroute(flow: number, route: number): void {
    this.reservations.suspend(this.network, flow);
    this.moveTo(flow, route);
    this.reservations.resume(this.network, flow);
    this.listFlow(flow);
  }

  /** Changes one number that is wished of a flow. */
  set(flow: number, field: number, value: number): void {
    this.reservations.suspend(this.network, flow);
    this.network.flows.numbers[flow * FLOW + field] = value;
    this.reservations.resume(this.network, flow);
    this.listFlow(flow);
  }

  /** Changes what a flow in a queue is owed there, or divides by. */
  setEntry(flow: number, field: 'shares' | 'reservation', value: number): void {
    this.network.queueEntries.get(flow)![field] = value;
    this.listFlow(flow);
  }

  setPhantomWeight(resource: number, weight: number): void {
    this.network.resources.numbers[resource * RESOURCE + PHANTOM] = weight;
    this.listCapacity(resource);
  }

  setCapacity(resource: number, capacity: number): void {
    const n = this.network;
    const { resources, routes } = n;
    resources.numbers[resource * RESOURCE + CAPACITY] = capacity;
    if (resources.kinds[resource] === UNSHARED) {
      for (const route of resources.routes[resource]!) {
        routes.numbers[route * ROUTE + ALONE] = this.rateAlone(route);
        this.listRoute(route);
      }
      return;
    }
    this.reservations.capacityChanged(n, resource);
    this.listCapacity(resource);
  }

  /** Most that one flow on a route may have by the unshared resources on it. */
  rateAlone(route: number): number {
    let rate = Infinity;
    for (const { resource, coefficient } of this.network.routes.unshared[route]!) {
      rate = Math.min(rate, this.network.resources.capacity(resource) / coefficient);
    }
    return rate;
  }

  /** How many flows have to change at least. Grants and releases reservations first. */
  prepare(): number {
    const n = this.network;
    this.reservations.settle(n, this.onGrantOrRelease);
    let count = this.flows.size;
    for (let i = 0; i < this.capacities.size; i++) {
      count += n.resources.flowCounts[this.capacities.at(i)]!;
    }
    return count;
  }

  /** Puts the wishes for flows into force. */
  applyFlows(): void {
    for (let i = 0; i < this.flows.size; i++) this.applyFlow(this.flows.at(i));
    this.flows.size = 0;
  }

  /** Puts the capacities into force. */
  applyCapacities(): void {
    const n = this.network;
    const { marks, scales } = n.resources;
    const { capacities } = this;
    for (let resource = capacities.pop(); resource >= 0; resource = capacities.pop()) {
      marks[resource]! &= ~MARK_CAPACITY;
      const capacity = n.resources.capacity(resource);
      if (capacity > scales[resource]!) scales[resource] = capacity;
      else if (capacity < SCALE_FOR_NEW_SUMS * scales[resource]!) sumAnew(n, resource);
      const hasPhantom = n.resources.numbers[resource * RESOURCE + PHANTOM]! > 0;
      if (hasPhantom && n.resources.tracked[resource] === 0) track(n, resource);
      touch(n, resource);
    }
  }

  private applyFlow(flow: number): void {
    const n = this.network;
    const { integers } = n.flows;
    const at = flow * TIES;
    integers[at + FLAGS]! &= ~FLAG_PENDING;
    const left = withdraw(n, flow);
    const from = integers[at + ON_ROUTE]!;
    const to = integers[at + WANTED_ROUTE]!;
    const queue = integers[at + QUEUE]!;
    const node = queue < 0 ? undefined : n.queues.get(queue);
    if (hasThresholds(n, flow)) setThresholds(n, flow, Infinity, 0);
    if (from >= 0 && from !== to) {
      leaveRoute(n, flow);
      leaveRouteUse(n, from);
    }
    if (node !== undefined) listQueue(n, node);
    if (to < 0) {
      if (node !== undefined) this.takeOut(node, flow);
      n.flows.give(flow);
      return;
    }
    if (from !== to) {
      n.routes.integers[to * CLASS + USERS]!++;
      joinRoute(n, flow, to);
    }
    if (node !== undefined || n.isRebuilding) return;
    const level = n.resources.level(n.routes.binder(to));
    enterAtLevel(n, flow, to, level, left);
  }

  private takeOut(node: QueueNode, flow: number): void {
    const { queueEntries } = this.network;
    node.flows.splice(node.flows.indexOf(queueEntries.get(flow)!), 1);
    queueEntries.delete(flow);
  }

  private listFlow(flow: number): void {
    const { integers } = this.network.flows;
    if ((integers[flow * TIES + FLAGS]! & FLAG_PENDING) !== 0) return;
    integers[flow * TIES + FLAGS]! |= FLAG_PENDING;
    this.flows.push(flow);
  }

  /** All flows on a route, and on their way to it, are looked at again. */
  private listRoute(route: number): void {
    const { integers } = this.network.flows;
    let flow = this.network.routes.integers[route * CLASS + FIRST_FLOW]!;
    for (; flow >= 0; flow = integers[flow * TIES + NEXT_FLOW]!) this.listFlow(flow);
    for (let i = 0; i < this.flows.size; i++) {
      const listed = this.flows.at(i);
      if (integers[listed * TIES + WANTED_ROUTE] !== route) continue;
      this.reservations.suspend(this.network, listed);
      this.reservations.resume(this.network, listed);
    }
  }

  private listCapacity(resource: number): void {
    const { marks } = this.network.resources;
    if ((marks[resource]! & MARK_CAPACITY) !== 0) return;
    marks[resource]! |= MARK_CAPACITY;
    this.capacities.push(resource);
  }

  /** Changes the route that a flow is wanted on, and counts it where it will cross. */
  private moveTo(flow: number, to: number): void {
    const { flows, routes } = this.network;
    const from = flows.integers[flow * TIES + WANTED_ROUTE]!;
    flows.integers[flow * TIES + WANTED_ROUTE] = to;
    if (to >= 0) {
      routes.integers[to * CLASS + USERS]!++;
      this.countFlow(to, 1);
    }
    if (from < 0) return;
    this.countFlow(from, -1);
    leaveRouteUse(this.network, from);
  }

  private countFlow(route: number, sign: number): void {
    const { resources, routes } = this.network;
    const { flowCounts, profiles } = resources;
    const { crossings, integers } = routes;
    const start = integers[route * CLASS + START]!;
    const end = start + integers[route * CLASS + LENGTH]!;
    for (let crossing = start; crossing < end; crossing++) {
      const resource = crossings[crossing * CROSSING + AT_RESOURCE]!;
      flowCounts[resource]! += sign;
      if (profiles[resource] !== undefined) this.followProfile(resource);
    }
  }

  /** Sets the capacity that a resource has with the flows that now cross it. */
  followProfile(resource: number): void {
    const { flowCounts, profiles } = this.network.resources;
    this.setCapacity(resource, profiles[resource]!(flowCounts[resource]!));
  }
}
