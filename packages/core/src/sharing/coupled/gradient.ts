/**
 * What would help: how every rate moves with a capacity, from the bottleneck structure.
 *
 * One unit more at resource r raises its level by `1 / weight bound at r`. What its flows take
 * more, the other full resources that they cross have less, so in the order of levels
 *
 *     d l_s = -(sum over edges q -> s of weight * d l_q) / weight bound at s
 *
 * and a flow gains its slope times the move of its binder's level. Only resources that the change
 * reaches are visited. It is exact while everybody stays where it is bound; where something is
 * tied, a change in one direction may do less, and `isTied` says so.
 */
import { bindingResource, Held, heldBy, isFull, isNear } from './answers.ts';
import { EDGE, FOLLOWERS, WEIGHT, WORDS } from './edge-table.ts';
import { FLOW, NEXT_FLOW, ON_ROUTE, SLOPE, TIES } from './flow-table.ts';
import { IndexedHeap } from './indexed-heap.ts';
import { type Network, TOLERANCE } from './network.ts';
import { riseInQueue } from './queue-gradient.ts';
import { PHANTOM, RESOURCE, UNSHARED } from './resource-table.ts';
import { AT_RESOURCE, CLASS, CROSSING, FIRST_FLOW, LENGTH, START } from './route-table.ts';

/** Moves of levels and rates with one capacity, valid until the next solve. */
export class Gradient {
  /** Something on the way is tied: the other direction may differ. */
  isTied = false;
  private readonly network: Network;
  private moves = new Float64Array(0);
  private pushes = new Float64Array(0);
  private readonly reached: number[] = [];
  private readonly pending = new IndexedHeap();
  /** Flows that gain by themselves, whatever their binder does. */
  private readonly own = new Map<number, number>();

  constructor(network: Network) {
    this.network = network;
  }

  /** Rate that a flow gains per unit of capacity; negative: it loses. */
  ofFlow(flow: number): number {
    const n = this.network;
    const route = n.flows.integers[flow * TIES + ON_ROUTE]!;
    if (route < 0) return 0;
    const slope = n.flows.numbers[flow * FLOW + SLOPE]!;
    const move = slope === 0 ? 0 : slope * this.ofLevel(n.routes.binder(route));
    return move + (this.own.get(flow) ?? 0);
  }

  /** Move of a resource's level per unit of capacity. */
  ofLevel(resource: number): number {
    return this.moves[resource] ?? 0;
  }

  /** One more unit of capacity at a resource. */
  ofCapacity(resource: number): void {
    const n = this.network;
    this.reset();
    if (n.resources.kinds[resource] === UNSHARED) {
      for (const route of n.resources.routes[resource]!) this.raiseAlone(resource, route);
    } else if (weightAt(n, resource) > 0 && n.resources.level(resource) < Infinity) {
      this.push(resource, 1);
    } else this.isTied = isFull(n, resource);
    this.spread();
  }

  /** One more unit of the flow's own cap. */
  ofCap(flow: number): void {
    this.reset();
    if (heldBy(this.network, flow) === Held.cap) this.raise(flow, 1);
    this.spread();
  }

  private reset(): void {
    const size = this.network.resources.kinds.length;
    if (this.moves.length < size) {
      this.moves = new Float64Array(size);
      this.pushes = new Float64Array(size);
    }
    for (const resource of this.reached) {
      this.moves[resource] = 0;
      this.pushes[resource] = 0;
    }
    this.reached.length = 0;
    this.own.clear();
    this.isTied = false;
  }

  /** The flows of a route that an unshared resource holds gain, each for itself. */
  private raiseAlone(resource: number, route: number): void {
    const n = this.network;
    const crossing = n.routes.unshared[route]!.find((each) => each.resource === resource)!;
    let flow = n.routes.integers[route * CLASS + FIRST_FLOW]!;
    for (; flow >= 0; flow = n.flows.integers[flow * TIES + NEXT_FLOW]!) {
      const isHeld = heldBy(n, flow) === Held.unshared && bindingResource(n, flow) === resource;
      if (isHeld) this.raise(flow, 1 / crossing.coefficient);
    }
  }

  /** A rate that rises by itself leaves less of all resources on its route, or of its queue. */
  private raise(flow: number, gain: number): void {
    const entry = this.network.queueEntries.get(flow);
    if (entry === undefined) {
      this.gain(flow, gain);
      this.eachCrossing(flow, (resource, coefficient) => {
        this.push(resource, -coefficient * gain);
      });
      return;
    }
    const loads = new Map<number, { net: number; gross: number }>();
    riseInQueue(entry, gain, (member, move) => {
      this.gain(member, move);
      this.eachCrossing(member, (resource, coefficient) => {
        const load = loads.get(resource) ?? { net: 0, gross: 0 };
        load.net += coefficient * move;
        load.gross += Math.abs(coefficient * move);
        loads.set(resource, load);
      });
    });
    for (const [resource, { net, gross }] of loads) {
      // Where all is taken from others at the same coefficient, nothing but rounding is left.
      if (Math.abs(net) > TOLERANCE * gross) this.push(resource, -net);
    }
  }

  private eachCrossing(flow: number, visit: (resource: number, coefficient: number) => void): void {
    const { flows, routes } = this.network;
    const { crossings, coefficients, integers } = routes;
    const route = flows.integers[flow * TIES + ON_ROUTE]!;
    const start = integers[route * CLASS + START]!;
    const end = start + integers[route * CLASS + LENGTH]!;
    for (let crossing = start; crossing < end; crossing++) {
      visit(crossings[crossing * CROSSING + AT_RESOURCE]!, coefficients[crossing]!);
    }
  }

  private gain(flow: number, gain: number): void {
    this.own.set(flow, (this.own.get(flow) ?? 0) + gain);
  }

  private push(resource: number, amount: number): void {
    const n = this.network;
    const level = n.resources.level(resource);
    if (level === Infinity || weightAt(n, resource) === 0) {
      this.isTied ||= isFull(n, resource);
      return;
    }
    if (this.pushes[resource] === 0) this.reached.push(resource);
    this.pushes[resource]! += amount;
    this.pending.set(resource, level);
  }

  /** Upward in level, each resource once. */
  private spread(): void {
    const n = this.network;
    const { edges } = n;
    const done = new Set<number>();
    for (let q = this.pending.first; q >= 0; q = this.pending.first) {
      this.pending.remove(q);
      done.add(q);
      const level = n.resources.level(q);
      const move = this.pushes[q]! / weightAt(n, q);
      this.moves[q] = move;
      this.isTied ||= isOnThreshold(n, q, level);
      for (const edge of n.resources.outgoing[q]!) {
        if (edges.words[edge * WORDS + FOLLOWERS] === 0) continue;
        const target = edges.target(edge);
        this.isTied ||= isNear(level, n.resources.level(target));
        if (!done.has(target)) this.push(target, -edges.numbers[edge * EDGE + WEIGHT]! * move);
      }
    }
  }
}

/** Weight that divides what a resource has left over: bound here, and phantom. */
function weightAt(n: Network, resource: number): number {
  const edge = n.resources.selfEdges[resource]!;
  const phantom = n.resources.numbers[resource * RESOURCE + PHANTOM]!;
  if (n.edges.words[edge * WORDS + FOLLOWERS] === 0) return phantom;
  return n.edges.numbers[edge * EDGE + WEIGHT]! + phantom;
}

/** The next move of the level makes a flow change its ways, or fills a watched resource. */
function isOnThreshold(n: Network, resource: number, level: number): boolean {
  return (
    isNear(level, n.aboveAtBinder.firstKey(resource)) ||
    isNear(level, -n.belowAtBinder.firstKey(resource)) ||
    isNear(level, n.watches.firstKey(resource))
  );
}
