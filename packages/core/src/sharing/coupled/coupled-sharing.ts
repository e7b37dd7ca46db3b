/**
 * Weighted max-min sharing over coupled resources, exact and incremental.
 *
 * Flow f has a weight w, a cap u, a reservation v, and takes a(f,r) * x(f) of each resource r on
 * its route. One unknown per resource, its level l(r), says what a unit of weight gets there:
 *
 *     level of a flow    m(f) = min of l(r) over its route
 *     rate of a flow     x(f) = clamp(w * m(f), v, u)
 *     full resource      sum of a(f,r) * x(f) + phantom weight * l(r) = C(r)
 *     slack resource     l(r) = Infinity, the sum stays below C(r)
 *
 * Levels that fulfil this are the max-min allocation: every flow has its cap, or crosses a full
 * resource on which nobody has more per weight. Rates are unique. So an event mends the levels
 * that it breaks, and nothing else is touched: flows of one route form a class with one binder,
 * flows at a cap or reservation are sums, and work is counted on the clocks of the levels.
 *
 * Worked example. Links A (100) and B (60); f1 on A; f2 on A and B; f3 on B, weight 2; f4 on A,
 * cap 10.
 *
 *     B:  f2 and f3 weigh 1 + 2         l(B) = 60 / 3 = 20      f2 = 20, f3 = 40
 *     A:  f2 is bound at B, f4 capped   l(A) = 100 - 20 - 10    f1 = 70, f4 = 10
 *     One unit more at B: f2 gains 1/3, f3 2/3, and f1 loses 1/3. At A: f1 gains 1.
 *
 * Variations
 * - A device of c parallel servers has the phantom weight c - 1, or (c - 1) times the mean of
 *   what a request takes. Closed streams have their window as weight, open ones their wish as
 *   cap; latency is window / rate (design note, rules A and C).
 * - A queue with D slots on the way is a weight of its own; queues stand within queues, and owe
 *   reservations to what is in them (rule B, see queue-node.ts).
 * - An unshared resource limits each flow alone: x <= C / a.
 * - Read, write and combined limits are three resources; a read crosses two of them.
 * - Capacity may be a function of the number of flows that cross the resource.
 *
 * Reservations that do not fit: in the order in which they were made, each is granted if all its
 * resources have room; the rest is released, and granted again when there is room.
 *
 * Sources: Bertsekas and Gallager on max-min; the bottleneck structure of Ros-Giralt et al.; the
 * algorithm is a design note's. Simplification: several full resources in a row are max-min, not
 * what queues of fixed windows would do. Cost of an event: levels that move times a heap operation
 * and the edges told, plus the route's length; no term in the number of flows.
 */
import { assert } from '../../engine/errors.ts';
import { workLeft } from './clocks.ts';
import { CoupledAnswers } from './coupled-answers.ts';
import { Filling } from './filling.ts';
import { Finishing, lookUpDates } from './finishing.ts';
import { CAP, RESERVATION, WANTED_WEIGHT } from './flow-table.ts';
import { dateUnevenQueues, divideListedQueues, listQueue } from './queues.ts';
import { beginRebuild, finishRebuild } from './rebuild.ts';
import { type CapacityByFlows, SHARED } from './resource-table.ts';
import { leaveRouteUse } from './route-use.ts';
import { settleAll } from './settle.ts';
import {
  addResource,
  assertAbove0,
  assertAlive,
  assertAmount,
  assertRoute,
  type CoupledResource,
  closeQueue,
  isQueued,
  openQueue,
  openRoute,
  queueNode,
  removeResource,
} from './topology.ts';
import { type CoupledTuning, defaultTuning } from './tuning.ts';
import { Wishes } from './wishes.ts';

/** See the head of this file. Handles of resources, routes, queues and flows are integers. */
export class CoupledSharing extends CoupledAnswers {
  private readonly tuning: CoupledTuning;
  private readonly wishes = new Wishes(this.network);
  private readonly filling = new Filling();
  private readonly finishing = new Finishing(this.network, this.wishes);

  constructor(tuning: Partial<CoupledTuning> = {}) {
    super();
    this.tuning = { ...defaultTuning, ...tuning };
    this.network.manyEdges = this.tuning.manyEdges;
    this.network.clockSpan = this.tuning.clockSpan;
    // Routes across unshared resources alone cross this one, with coefficient 0.
    this.addResource({ capacity: 1 });
  }

  addResource(resource: CoupledResource): number {
    return addResource(this.network, resource);
  }

  /** Frees a resource that no open route and no flow crosses; its handle may be given out again. */
  removeResource(resource: number): void {
    removeResource(this.network, this.wishes, resource);
  }

  /** Units a second; in force with the next solve. */
  setCapacity(resource: number, capacity: number): void {
    assertAmount(capacity);
    this.wishes.setCapacity(resource, capacity);
  }

  /** Phantom weight of a shared resource, at least 0; in force with the next solve. */
  setPhantomWeight(resource: number, weight: number): void {
    assertAmount(weight);
    assert(this.network.resources.kinds[resource] === SHARED, 'only a shared resource has one');
    this.wishes.setPhantomWeight(resource, weight);
  }

  /**
   * Makes the capacity of a shared resource a function of how many flows cross it, those at rate 0
   * included; undefined: a constant again, the last one. The function is called at each change of
   * the number, so a table that is looked up is best.
   */
  setCapacityByFlows(resource: number, capacityOf: CapacityByFlows | undefined): void {
    const { kinds, profiles } = this.network.resources;
    assert(kinds[resource] === SHARED, 'only a shared resource has a capacity by flows');
    profiles[resource] = capacityOf;
    if (capacityOf !== undefined) this.wishes.followProfile(resource);
  }

  /**
   * A route: the resources that a flow crosses and what a unit of its rate takes from each
   * (default: 1; 0: as if not crossed). Opened twice, it is the same route with the same handle.
   */
  openRoute(resources: readonly number[], coefficients?: readonly number[]): number {
    return openRoute(this.network, this.wishes, resources, coefficients);
  }

  /** Closes what was opened once; flows on the route go on. */
  closeRoute(route: number): void {
    leaveRouteUse(this.network, route);
  }

  /**
   * A queue of `slots` for flows started by `startQueued`, within another queue or by itself.
   *
   * @param parent handle of the queue that it is in; -1: none.
   * @param shares against what else is in that queue.
   */
  openQueue(slots: number, parent = -1, shares = 1): number {
    assertAbove0(slots, 'a queue has a finite number of slots, above 0');
    assertAbove0(shares, 'shares must be above 0');
    return openQueue(this.network, slots, parent, shares);
  }

  /** In force with the next solve. */
  setSlots(queue: number, slots: number): void {
    assertAbove0(slots, 'a queue has a finite number of slots, above 0');
    const node = queueNode(this.network, queue);
    node.slots = slots;
    listQueue(this.network, node);
  }

  /** Shares of a queue within another. */
  setQueueShares(queue: number, shares: number): void {
    assertAbove0(shares, 'shares must be above 0');
    const node = queueNode(this.network, queue);
    node.shares = shares;
    listQueue(this.network, node);
  }

  /** Closes a queue with nothing in it; a solve must have put the ends of its flows into force. */
  closeQueue(queue: number): void {
    closeQueue(this.network, queue);
  }

  /**
   * Starts a flow with the next solve.
   *
   * @param work units to serve, above 0; Infinity: it goes on until it is stopped.
   * @param weight above 0, finite. @param cap rate never exceeded. @param reservation rate owed.
   */
  startFlow(route: number, work: number, weight = 1, cap = Infinity, reservation = 0): number {
    assert(work > 0 && weight > 0 && weight < Infinity, 'work and weight must be above 0');
    assert(cap >= 0, 'a cap must not be negative');
    assertAmount(reservation);
    assertRoute(this.network, route);
    return this.wishes.start(route, work, weight, cap, reservation);
  }

  /**
   * Starts a flow in a queue, with the next solve. The routes of all flows in a queue, and in those
   * around it, cross the same resources.
   *
   * @param window weight while the queue is not full: its outstanding requests.
   * @param shares weight against the others in a full queue.
   * @param reservation rate that a full queue owes to it, as far as it has it.
   */
  startQueued(
    queue: number,
    route: number,
    work: number,
    window: number,
    shares: number,
    cap = Infinity,
    reservation = 0,
  ): number {
    assert(work > 0 && cap >= 0, 'work must be above 0, a cap not below');
    assertAbove0(window, 'a window must be above 0');
    assertAbove0(shares, 'shares must be above 0');
    assertAmount(reservation);
    assertRoute(this.network, route);
    const node = queueNode(this.network, queue);
    return this.wishes.start(route, work, window, cap, reservation, node, shares);
  }

  /** Ends a flow with the next solve, and its handle with it. Returns the work that it has left. */
  stopFlow(flow: number, nowSeconds: number): number {
    assertAlive(this.network, flow);
    const left = this.remaining(flow, nowSeconds);
    this.wishes.end(flow);
    return left;
  }

  /** Weight, or the window of a queue's member; in force with the next solve. */
  setWeight(flow: number, weight: number): void {
    assertAbove0(weight, 'a weight must be above 0');
    this.change(flow, WANTED_WEIGHT, weight);
  }

  setCap(flow: number, cap: number): void {
    assert(cap >= 0, 'a cap must not be negative');
    this.change(flow, CAP, cap);
  }

  setReservation(flow: number, reservation: number): void {
    assertAmount(reservation);
    assertAlive(this.network, flow);
    if (!isQueued(this.network, flow)) this.change(flow, RESERVATION, reservation);
    else this.wishes.setEntry(flow, 'reservation', reservation);
  }

  /** Shares of a flow in a queue. */
  setShares(flow: number, shares: number): void {
    assertAbove0(shares, 'shares must be above 0');
    assertAlive(this.network, flow);
    assert(isQueued(this.network, flow), 'only a flow in a queue has shares');
    this.wishes.setEntry(flow, 'shares', shares);
  }

  /**
   * Moves a flow, with the work that it has left, to another route. Flows that share a queue move
   * together where the other route crosses other resources.
   */
  reroute(flow: number, route: number): void {
    assertAlive(this.network, flow);
    assertRoute(this.network, route);
    this.wishes.reroute(flow, route);
  }

  /** Puts all that was asked for since the last solve into force, at once. */
  solve(nowSeconds: number): void {
    const n = this.network;
    this.finishing.advance(nowSeconds);
    if (!this.wishes.areThere) return;
    n.counters.solves++;
    const changes = this.wishes.prepare();
    if (this.isMany(changes)) this.solveFromScratch();
    else {
      this.wishes.applyFlows();
      this.wishes.applyCapacities();
      divideListedQueues(n);
      if (!settleAll(n, this.mostSteps(this.tuning))) this.solveFromScratch();
    }
    lookUpDates(n);
    dateUnevenQueues(n);
  }

  /** Date of the next end of a flow, in seconds; Infinity: none ends. */
  nextFinish(): number {
    return this.finishing.nextSeconds();
  }

  /**
   * Ends all flows whose work is done at `nowSeconds`, work below 1e-9 of its size included, and
   * then calls back for each, in the order of their starts. Solve afterwards, at the same time.
   *
   * @returns how many ended.
   */
  finishDue(nowSeconds: number, onFinish: (flow: number) => void): number {
    return this.finishing.finishDue(nowSeconds, onFinish);
  }

  /** Units of work left at a time not before the last solve and not after the next end. */
  remaining(flow: number, nowSeconds: number): number {
    this.finishing.advance(nowSeconds);
    return workLeft(this.network, flow);
  }

  /** The reservations of the flows that cross the resource exceed its capacity. */
  isOverloaded(resource: number): boolean {
    return this.wishes.reservations.isOverloaded(this.network, resource);
  }

  private solveFromScratch(): void {
    const n = this.network;
    beginRebuild(n);
    this.wishes.applyFlows();
    this.wishes.applyCapacities();
    finishRebuild(n, this.filling);
    divideListedQueues(n);
    const isSettled = settleAll(n, this.mostSteps(defaultTuning));
    assert(isSettled, 'the levels of coupled resources do not settle');
  }

  private isMany(changes: number): boolean {
    const { fewestForRebuild, partForRebuild, resourcePartForRebuild } = this.tuning;
    if (changes < fewestForRebuild) return false;
    const { flows, resources } = this.network;
    return changes >= partForRebuild * flows.live + resourcePartForRebuild * resources.count;
  }

  private mostSteps({ stepsAtLeast, stepsEach }: CoupledTuning): number {
    const { resources, flows } = this.network;
    return Math.max(stepsAtLeast, stepsEach * (resources.count + flows.live));
  }

  private change(flow: number, field: number, value: number): void {
    assertAlive(this.network, flow);
    this.wishes.set(flow, field, value);
  }
}
