/** Random operations on the solver and on a plain model of it, compared after every batch. */
import { CoupledSharing } from './coupled-sharing.ts';
import { type OracleFlow, type OracleResource, oracleRates } from './oracle.fixtures.ts';
import { capacityGradient, capGradient, faultOf } from './random-checks.fixtures.ts';
import { type ModelQueue, type ModelRoute, RandomQueues } from './random-queues.fixtures.ts';
import type { CoupledTuning } from './tuning.ts';

export interface Mix {
  readonly batches: number;
  readonly mostResources: number;
  readonly mostRoutes: number;
  readonly mostFlows: number;
  /** Small whole numbers, so that ties are usual. */
  readonly hasTies: boolean;
  readonly hasQueues: boolean;
  /** Capacities may fall below the reservations. */
  readonly hasOverload: boolean;
  readonly tuning: Partial<CoupledTuning>;
}

export interface Outcome {
  operations: number;
  gradients: number;
  worstError: number;
}

interface ModelFlow extends OracleFlow {
  handle: number;
  way: ModelRoute;
  shares: number;
  owed: number;
  remaining: number;
  work: number;
  rate: number;
  readonly queue?: ModelQueue;
}

/** Xorshift32: whole numbers below a bound. */
function numbersFrom(seed: number): (below: number) => number {
  let x = (Math.imul(seed, 2654435761) ^ 0x5bd1e995) | 1;
  return (below) => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) % below;
  };
}

/** One run of random operations; `check` throws where solver and model differ. */
export class RandomRun {
  readonly outcome: Outcome = { operations: 0, gradients: 0, worstError: 0 };
  private readonly seed: number;
  private readonly mix: Mix;
  private readonly random: (below: number) => number;
  private readonly solver: CoupledSharing;
  private readonly resources: (OracleResource & { handle: number })[] = [];
  private readonly routes: ModelRoute[] = [];
  private readonly queues: RandomQueues | undefined;
  private flows: ModelFlow[] = [];
  private now = 0;
  private order = 0;
  private batch = 0;

  constructor(seed: number, mix: Mix) {
    this.seed = seed;
    this.mix = mix;
    this.random = numbersFrom(seed);
    this.solver = new CoupledSharing(mix.tuning);
    const resources = 2 + this.random(mix.mostResources - 1);
    for (let r = 0; r < resources; r++) this.addResource(r);
    const routes = 1 + this.random(mix.mostRoutes);
    for (let k = 0; k < routes; k++) this.routes.push(this.newRoute());
    if (!mix.hasQueues) return;
    this.queues = new RandomQueues(this.solver, {
      random: this.random,
      number: () => this.number(),
      newRoute: () => this.newRoute(),
      openRoute: (crossings) => this.openRoute(crossings),
      unshared: () => this.anyUnshared(),
    });
  }

  run(): Outcome {
    for (this.batch = 0; this.batch < this.mix.batches; this.batch++) {
      const size = this.random(4) > 0 ? 1 : 1 + this.random(12);
      for (let k = 0; k < size; k++) this.change();
      this.solve();
      this.check();
      if (this.batch % 8 === 0 && !this.mix.hasTies) this.checkGradients();
      for (let k = this.random(4); k > 0; k--) this.advance();
    }
    return this.outcome;
  }

  private number(): number {
    return this.mix.hasTies ? 1 + this.random(4) : 0.1 + this.random(1e6) / 1e5;
  }

  private addResource(index: number): void {
    const kind = this.random(10);
    const isShared = index === 0 || kind > 0;
    const servers = kind === 1 || kind === 2 ? 1 + this.random(4) : 1;
    const capacity = 10 * this.number();
    const handle = this.solver.addResource({ capacity, isShared, servers });
    const base = { capacity, isShared, phantomWeight: servers - 1, handle };
    if (isShared && kind === 3) {
      const capacityOf = (count: number): number => capacity / (1 + 0.1 * count);
      this.solver.setCapacityByFlows(handle, capacityOf);
      this.resources.push({ ...base, capacityOf });
    } else this.resources.push(base);
  }

  private newRoute(): ModelRoute {
    const count = 1 + this.random(Math.min(6, this.resources.length));
    const chosen = new Set<number>();
    while (chosen.size < count) chosen.add(this.random(this.resources.length));
    if (![...chosen].some((r) => this.resources[r]!.isShared)) chosen.add(0);
    const crossings = [...chosen].map((resource) => ({
      resource,
      coefficient: this.random(3) > 0 ? 1 : this.number(),
    }));
    return this.openRoute(crossings);
  }

  private openRoute(crossings: ModelRoute['crossings']): ModelRoute {
    const handle = this.solver.openRoute(
      crossings.map(({ resource }) => this.resources[resource]!.handle),
      crossings.map(({ coefficient }) => coefficient),
    );
    return { crossings, handle };
  }

  private anyUnshared(): number | undefined {
    const found = this.resources.findIndex(({ isShared }) => !isShared);
    return found < 0 ? undefined : found;
  }

  private change(): void {
    this.outcome.operations++;
    const kind = this.random(20);
    const flow = this.flows[this.random(Math.max(1, this.flows.length))];
    if (flow === undefined || (kind < 7 && this.flows.length < this.mix.mostFlows)) this.start();
    else if (kind < 10) this.stop(flow);
    else if (kind < 13) this.retune(flow);
    else if (kind < 15) this.reroute(flow);
    else if (kind < 16 && this.queues !== undefined) this.changeQueue(this.queues);
    else if (kind < 17) this.replaceRoute();
    else this.changeCapacity();
  }

  private cap(): number {
    const kind = this.random(8);
    return kind < 4 ? Infinity : kind === 4 ? 0 : this.number();
  }

  private start(): void {
    const work = this.random(8) > 0 ? 10 * this.number() : Infinity;
    const weight = this.number();
    const cap = this.cap();
    const queue = this.random(2) > 0 ? this.queues?.any() : undefined;
    const way = queue
      ? this.queues!.anyRoute(queue)
      : this.routes[this.random(this.routes.length)]!;
    const shares = this.number();
    const owed = queue && this.random(3) === 0 ? this.number() / 2 : 0;
    let reservation = queue === undefined && this.random(3) === 0 ? this.number() / 5 : 0;
    if (!this.mix.hasOverload && !this.fits(undefined, way, Math.min(cap, reservation))) {
      reservation = 0;
    }
    const handle = queue
      ? this.solver.startQueued(queue.handle, way.handle, work, weight, shares, cap, owed)
      : this.solver.startFlow(way.handle, work, weight, cap, reservation);
    const base = { route: way.crossings, weight, cap, reservation, shares, owed, handle, way };
    const reservationOrder = this.order++;
    const flow = { ...base, reservationOrder, remaining: work, work, rate: 0 };
    this.flows.push(queue ? { ...flow, queue } : flow);
  }

  private stop(flow: ModelFlow): void {
    const left = this.solver.stopFlow(flow.handle, this.now);
    this.compareWork(flow, left, 'stopped');
    this.flows = this.flows.filter((other) => other !== flow);
  }

  private retune(flow: ModelFlow): void {
    flow.weight = this.number();
    this.solver.setWeight(flow.handle, flow.weight);
    if (this.random(2) > 0) {
      flow.cap = this.cap();
      this.solver.setCap(flow.handle, flow.cap);
    }
    if (flow.queue !== undefined) {
      flow.shares = this.number();
      this.solver.setShares(flow.handle, flow.shares);
      if (this.random(2) > 0) return;
      flow.owed = this.random(2) > 0 ? this.number() / 2 : 0;
      this.solver.setReservation(flow.handle, flow.owed);
    } else if (this.random(2) > 0) {
      const reservation = this.random(2) > 0 ? this.number() / 5 : 0;
      if (!this.mix.hasOverload && !this.fits(flow, flow.way, reservation)) return;
      if (flow.reservation === 0) flow.reservationOrder = this.order++;
      flow.reservation = reservation;
      this.solver.setReservation(flow.handle, reservation);
    }
  }

  private reroute(flow: ModelFlow): void {
    const { queue } = flow;
    const way = queue
      ? this.queues!.anyRoute(queue)
      : this.routes[this.random(this.routes.length)]!;
    if (!this.mix.hasOverload && !this.fits(flow, way, flow.reservation)) return;
    this.moveTo(flow, way);
  }

  private moveTo(flow: ModelFlow, way: ModelRoute): void {
    flow.way = way;
    flow.route = way.crossings;
    this.solver.reroute(flow.handle, way.handle);
  }

  private changeQueue(queues: RandomQueues): void {
    const queue = queues.any()!;
    if (this.random(3) > 0) {
      queues.retune(queue);
      return;
    }
    queues.move(queue, (from, to) => {
      for (const flow of this.flows) if (flow.way === from) this.moveTo(flow, to);
    });
  }

  /** Opens a route in place of one that nobody uses. */
  private replaceRoute(): void {
    const index = this.random(this.routes.length);
    if (this.flows.some(({ way }) => way === this.routes[index])) return;
    this.solver.closeRoute(this.routes[index]!.handle);
    this.routes[index] = this.newRoute();
  }

  private changeCapacity(): void {
    const resource = this.resources[this.random(this.resources.length)]!;
    if (resource.isShared && this.random(4) === 0) {
      resource.phantomWeight = this.random(2) > 0 ? this.number() : 0;
      this.solver.setPhantomWeight(resource.handle, resource.phantomWeight);
      return;
    }
    if (resource.capacityOf !== undefined) return;
    const index = this.resources.indexOf(resource);
    let capacity = this.random(10) > 0 ? 10 * this.number() : 0;
    if (!this.mix.hasOverload) capacity = Math.max(capacity, 1.1 * this.reservedAt(index));
    resource.capacity = capacity;
    this.solver.setCapacity(resource.handle, capacity);
  }

  private reservedAt(index: number, except?: ModelFlow): number {
    let sum = 0;
    for (const flow of this.flows) {
      if (flow === except) continue;
      for (const { resource, coefficient } of flow.route) {
        if (resource === index) sum += coefficient * flow.reservation;
      }
    }
    return sum;
  }

  /** A reservation fits the route, whatever the number of flows makes of capacities. */
  private fits(flow: ModelFlow | undefined, route: ModelRoute, reservation: number): boolean {
    return route.crossings.every(({ resource, coefficient }) => {
      const load = this.reservedAt(resource, flow) + coefficient * reservation;
      const { capacity, capacityOf } = this.resources[resource]!;
      return load <= 0.9 * (capacityOf ? capacityOf(2 * this.mix.mostFlows) : capacity);
    });
  }

  private solve(): void {
    this.solver.solve(this.now);
    const rates = oracleRates(this.resources, this.flows);
    this.flows.forEach((flow, f) => {
      flow.rate = rates[f]!;
    });
  }

  private fail(text: string): never {
    throw new Error(`seed ${this.seed}, batch ${this.batch}: ${text}`);
  }

  private check(): void {
    const { solver } = this;
    let first = Infinity;
    this.flows.forEach((flow, f) => {
      const rate = solver.rate(flow.handle);
      const error = Math.abs(rate - flow.rate) / Math.max(1e-3, flow.rate);
      if (!(error < 1e-9)) this.fail(`flow ${f} has ${rate}, not ${flow.rate}`);
      this.outcome.worstError = Math.max(this.outcome.worstError, error);
      this.compareWork(flow, solver.remaining(flow.handle, this.now), 'solved');
      if (flow.rate > 1e-12) first = Math.min(first, this.now + flow.remaining / flow.rate);
    });
    const next = solver.nextFinish();
    if (next !== first && !(Math.abs(next - first) <= 1e-7 * Math.max(1, first))) {
      this.fail(`the next end is at ${next}, not ${first}`);
    }
    const fault = faultOf(solver, this.resources, this.flows);
    if (fault !== undefined) this.fail(fault);
  }

  private compareWork(flow: ModelFlow, left: number, when: string): void {
    if (left === flow.remaining) return;
    if (!(Math.abs(left - flow.remaining) <= 1e-7 * Math.max(1, flow.remaining))) {
      this.fail(`${when}: a flow has ${left} left, not ${flow.remaining}`);
    }
  }

  /** Compares the gradients of one capacity and of one cap with finite differences. */
  private checkGradients(): void {
    const { solver, resources, flows } = this;
    const resource = resources[this.random(resources.length)]!;
    const flow = flows[this.random(Math.max(1, flows.length))];
    for (const check of [
      () => capacityGradient(solver, resources, flows, resource),
      () => (flow === undefined ? undefined : capGradient(solver, resources, flows, flow)),
    ]) {
      const outcome = check();
      if (typeof outcome === 'string') this.fail(outcome);
      if (outcome === true) this.outcome.gradients++;
    }
  }

  /** Lets time pass: to somewhere before the next end, or to it. */
  private advance(): void {
    const next = this.solver.nextFinish();
    const stops = this.random(2) > 0 || next === Infinity;
    const until = stops
      ? this.now + (this.random(1000) / 1000) * (Math.min(next, this.now + 10) - this.now)
      : next;
    for (const flow of this.flows) {
      if (flow.remaining < Infinity) flow.remaining -= flow.rate * (until - this.now);
    }
    this.now = until;
    if (stops) return;
    this.outcome.operations++;
    const ended = new Set<number>();
    this.solver.finishDue(until, (handle) => ended.add(handle));
    if (ended.size === 0) this.fail('nothing ends when the next end is due');
    this.flows = this.flows.filter((flow) => {
      if (!ended.has(flow.handle)) return true;
      if (flow.remaining > 1e-7 * Math.max(1, flow.work)) {
        this.fail(`a flow ends with ${flow.remaining} left`);
      }
      return false;
    });
    this.solve();
    this.check();
  }
}
