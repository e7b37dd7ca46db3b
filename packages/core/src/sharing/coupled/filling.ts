/**
 * The allocation from scratch, by progressive filling: one level rises for all; a flow or queue
 * that comes to a threshold changes its slope; a resource that is full binds all classes on it
 * that are not bound yet, and what is bound stays. Used where so much changes at one instant that
 * mending costs more.
 *
 * The level at which a resource would be full only rises while others are bound, so it is computed
 * anew when its turn comes, not at each change. The exceptions are a flow that rises above its
 * reservation, and a queue whose flows change their ways: they may make their resources full
 * earlier, and these are computed at once.
 *
 * Cost: crossings + thresholds * log(thresholds) + a few heap operations a resource.
 */
import { capOn, reservationOn } from './claims.ts';
import {
  FLOW,
  IS_QUEUE,
  NEXT_FLOW,
  ON_ROUTE,
  QUEUE,
  STATE,
  TIES,
  WANTED_WEIGHT,
} from './flow-table.ts';
import { IndexedHeap } from './indexed-heap.ts';
import type { Network } from './network.ts';
import type { QueueNode } from './queue-node.ts';
import { gatherParts, sumParts } from './queues.ts';
import { CAPACITY, FREE, PHANTOM, RESOURCE } from './resource-table.ts';
import { AT_RESOURCE, CLASS, CROSSING, FIRST_FLOW, FLOWS, LENGTH, START } from './route-table.ts';

/** Part by which the threshold of a queue lies above its level at least. */
const BEYOND = 2e-12;

/** Levels and binders that hold together. Arrays are kept from one filling to the next. */
export class Filling {
  /** Level of each resource. */
  levels = new Float64Array(0);
  /** Binder of each class; -1: none is full. */
  binders = new Int32Array(0);

  private weights = new Float64Array(0);
  private loads = new Float64Array(0);
  private followers = new Int32Array(0);
  private firstClass = new Int32Array(0);
  private classes = new Int32Array(0);
  private classWeights = new Float64Array(0);
  private classFollowers = new Int32Array(0);
  private owed = new Uint8Array(0);
  private readonly full = new IndexedHeap();
  private readonly thresholds = new IndexedHeap();
  private level = 0;

  /** Fills all of a network, as its flows are wanted. */
  fill(n: Network): void {
    for (const queue of n.queues.values()) if (queue.parent === undefined) gatherParts(n, queue);
    this.reset(n);
    this.listClasses(n);
    for (let route = 0; route < n.routes.count; route++) {
      if (n.routes.integers[route * CLASS + FLOWS]! > 0) this.enterClass(n, route);
    }
    for (const root of n.queues.values()) {
      if (root.parts.length > 0) this.fillQueue(n, root);
    }
    for (let resource = 0; resource < n.resources.count; resource++) {
      if (n.resources.kinds[resource] !== FREE) this.expect(n, resource);
    }
    while (this.step(n));
  }

  /** Deals with the next full resource or threshold; false: there is none. */
  private step(n: Network): boolean {
    const { full, thresholds } = this;
    const resource = full.first;
    if (resource >= 0) {
      const key = this.fullAt(n, resource);
      if (key === Infinity) {
        full.remove(resource);
        return true;
      }
      if (key > full.firstKey) {
        full.set(resource, key);
        return true;
      }
    }
    if (thresholds.size > 0 && thresholds.firstKey <= full.firstKey) {
      const flow = thresholds.first;
      this.level = Math.max(this.level, thresholds.firstKey);
      thresholds.remove(flow);
      this.passThreshold(n, flow);
      return true;
    }
    if (resource < 0) return false;
    this.level = full.firstKey;
    full.remove(resource);
    this.bindAll(n, resource);
    return true;
  }

  private reset(n: Network): void {
    const resources = n.resources.kinds.length;
    const routes = n.routes.numbers.length;
    if (this.levels.length < resources) {
      this.levels = new Float64Array(resources);
      this.weights = new Float64Array(resources);
      this.loads = new Float64Array(resources);
      this.followers = new Int32Array(resources);
      this.firstClass = new Int32Array(resources + 1);
    }
    if (this.binders.length < routes) {
      this.binders = new Int32Array(routes);
      this.classWeights = new Float64Array(routes);
      this.classFollowers = new Int32Array(routes);
    }
    if (this.owed.length < n.flows.sequences.length) {
      this.owed = new Uint8Array(n.flows.sequences.length);
    }
    this.levels.fill(Infinity);
    this.loads.fill(0);
    this.followers.fill(0);
    this.binders.fill(-1);
    this.classWeights.fill(0);
    this.classFollowers.fill(0);
    this.owed.fill(0);
    this.full.clear();
    this.thresholds.clear();
    this.level = 0;
    for (let resource = 0; resource < n.resources.count; resource++) {
      this.weights[resource] = n.resources.numbers[resource * RESOURCE + PHANTOM]!;
    }
  }

  /** Lists the classes with flows by resource. */
  private listClasses(n: Network): void {
    const { firstClass } = this;
    firstClass.fill(0);
    eachCrossing(n, (resource) => {
      firstClass[resource + 1]!++;
    });
    for (let r = 1; r < firstClass.length; r++) firstClass[r]! += firstClass[r - 1]!;
    const total = firstClass[firstClass.length - 1]!;
    if (this.classes.length < total) this.classes = new Int32Array(2 * total);
    const next = firstClass.slice();
    eachCrossing(n, (resource, route) => {
      this.classes[next[resource]!++] = route;
    });
  }

  /** Enters all plain flows of a class at level 0. */
  private enterClass(n: Network, route: number): void {
    const { integers, numbers } = n.flows;
    let weight = 0;
    let steady = 0;
    let followers = 0;
    let flow = n.routes.integers[route * CLASS + FIRST_FLOW]!;
    for (; flow >= 0; flow = integers[flow * TIES + NEXT_FLOW]!) {
      if (integers[flow * TIES + QUEUE]! >= 0) continue;
      const cap = capOn(n, flow, route);
      const reservation = reservationOn(n, flow, route);
      const own = numbers[flow * FLOW + WANTED_WEIGHT]!;
      if (reservation > 0) {
        steady += reservation;
        this.owed[flow] = 1;
        this.setThreshold(flow, reservation / own);
      } else if (cap > 0) {
        weight += own;
        followers++;
        this.setThreshold(flow, cap / own);
      }
    }
    this.addToClass(n, route, weight, steady, followers);
  }

  private setThreshold(flow: number, level: number): void {
    if (level < Infinity) this.thresholds.set(flow, level);
  }

  private passThreshold(n: Network, flow: number): void {
    const { integers, numbers } = n.flows;
    if (integers[flow * TIES + STATE] === IS_QUEUE) {
      const { root } = n.queueParts.get(flow)!;
      if (this.binders[root.parts[0]!.route]! < 0) this.fillQueue(n, root);
      return;
    }
    const route = integers[flow * TIES + ON_ROUTE]!;
    if (this.binders[route]! >= 0) return;
    const weight = numbers[flow * FLOW + WANTED_WEIGHT]!;
    const cap = capOn(n, flow, route);
    if (this.owed[flow] === 0) {
      this.addToClass(n, route, -weight, cap, -1);
      return;
    }
    this.owed[flow] = 0;
    this.addToClass(n, route, weight, -reservationOn(n, flow, route), 1);
    this.setThreshold(flow, cap / weight);
    this.expectOn(n, route);
  }

  /** Enters the flows of a queue at the present level, or gives them other slopes there. */
  private fillQueue(n: Network, root: QueueNode): void {
    const { parts } = root;
    if (this.level === 0) {
      for (const part of parts) part.slope = part.steady = 0;
    }
    const before = parts.map(({ slope, steady }) => ({ slope, steady }));
    n.division.divide(n, root, this.level, true);
    sumParts(n, root);
    parts.forEach(({ route, slope, steady }, i) => {
      const old = before[i]!;
      const count = (slope > 0 ? 1 : 0) - (old.slope > 0 ? 1 : 0);
      this.addToClass(n, route, slope - old.slope, steady - old.steady, count);
    });
    const { high } = n.division.range;
    this.setThreshold(parts[0]!.slot, Math.max(high, this.level * (1 + BEYOND)));
    for (const { route } of parts) this.expectOn(n, route);
  }

  /** Changes what a class that is not bound adds to its resources. */
  private addToClass(
    n: Network,
    route: number,
    weight: number,
    steady: number,
    count: number,
  ): void {
    const { weights, loads, followers, classWeights, classFollowers } = this;
    const { crossings, coefficients, integers } = n.routes;
    const classCount = classFollowers[route]! + count;
    classFollowers[route] = classCount;
    classWeights[route] = classCount > 0 ? classWeights[route]! + weight : 0;
    const start = integers[route * CLASS + START]!;
    const end = start + integers[route * CLASS + LENGTH]!;
    for (let crossing = start; crossing < end; crossing++) {
      const resource = crossings[crossing * CROSSING + AT_RESOURCE]!;
      const coefficient = coefficients[crossing]!;
      followers[resource]! += count;
      weights[resource] =
        followers[resource]! > 0
          ? weights[resource]! + coefficient * weight
          : n.resources.numbers[resource * RESOURCE + PHANTOM]!;
      loads[resource]! += coefficient * steady;
    }
  }

  /** Level at which a resource is full if nothing else is bound or changes its slope. */
  private fullAt(n: Network, resource: number): number {
    const weight = this.weights[resource]!;
    const at = resource * RESOURCE;
    if (this.followers[resource] === 0 && n.resources.numbers[at + PHANTOM] === 0) return Infinity;
    const capacity = n.resources.numbers[at + CAPACITY]!;
    if (capacity === 0) return 0;
    return Math.max(this.level, (capacity - this.loads[resource]!) / weight);
  }

  private expect(n: Network, resource: number): void {
    if (this.levels[resource]! < Infinity) return;
    const level = this.fullAt(n, resource);
    if (level < Infinity) this.full.set(resource, level);
  }

  private expectOn(n: Network, route: number): void {
    const { crossings, integers } = n.routes;
    const start = integers[route * CLASS + START]!;
    const end = start + integers[route * CLASS + LENGTH]!;
    for (let crossing = start; crossing < end; crossing++) {
      this.expect(n, crossings[crossing * CROSSING + AT_RESOURCE]!);
    }
  }

  /** A resource is full: it binds all classes on it that nobody binds. */
  private bindAll(n: Network, resource: number): void {
    const { firstClass, classes, binders, classWeights, classFollowers, level } = this;
    this.levels[resource] = level;
    for (let i = firstClass[resource]!; i < firstClass[resource + 1]!; i++) {
      const route = classes[i]!;
      if (binders[route]! >= 0) continue;
      binders[route] = resource;
      const weight = classWeights[route]!;
      this.addToClass(n, route, -weight, weight * level, -classFollowers[route]!);
    }
  }
}

/** Calls back for each crossing of a class with flows. */
function eachCrossing(n: Network, visit: (resource: number, route: number) => void): void {
  const { crossings, integers, count } = n.routes;
  for (let route = 0; route < count; route++) {
    if (integers[route * CLASS + FLOWS] === 0) continue;
    const start = integers[route * CLASS + START]!;
    const end = start + integers[route * CLASS + LENGTH]!;
    for (let crossing = start; crossing < end; crossing++) {
      visit(crossings[crossing * CROSSING + AT_RESOURCE]!, route);
    }
  }
}
