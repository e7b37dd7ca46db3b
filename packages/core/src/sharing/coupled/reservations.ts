import {
  CAP,
  FLAG_RELEASED,
  FLAGS,
  FLOW,
  QUEUE,
  RESERVATION,
  TIES,
  WANTED_ROUTE,
} from './flow-table.ts';
import type { Network } from './network.ts';
import { CAPACITY, RESOURCE } from './resource-table.ts';
import { ALONE, AT_RESOURCE, CLASS, CROSSING, LENGTH, ROUTE, START } from './route-table.ts';

/**
 * Reservations may exceed a capacity by this fraction: a resource reserved to the last unit must
 * not look overloaded by a rounding error.
 */
const OVERLOAD_TOLERANCE = 1e-9;

/**
 * Which reservations are honoured. While every resource can honour all that cross it, all are.
 * Else they are granted in the order in which they were made, each if all resources on its route
 * still have room for it; the others are released and their flows share by weight alone. Nothing
 * but order and capacities counts, so what is released comes back with the capacity.
 *
 * Cost: route length a change; while something is released, reservations times route length.
 */
export class Reservations {
  /** Reserved rate of each flow with a reservation, in the order in which they were made. */
  private readonly rates = new Map<number, number>();
  private readonly released = new Set<number>();
  private honoured = new Float64Array(0);
  private mustLook = false;

  /** Flows whose reservation is released. */
  get releasedCount(): number {
    return this.released.size;
  }

  isOverloaded(n: Network, resource: number): boolean {
    const capacity = n.resources.capacity(resource);
    return n.resources.claimed[resource]! > capacity * (1 + OVERLOAD_TOLERANCE);
  }

  /** Takes a flow's claims away, but keeps its place in the order. Before a change of its wishes. */
  suspend(n: Network, flow: number): void {
    const rate = this.rates.size > 0 ? this.rates.get(flow) : undefined;
    if (rate === undefined) return;
    this.claim(n, flow, -rate);
    this.rates.set(flow, 0);
  }

  /** Claims what the flow now wants. After a change of its wishes. */
  resume(n: Network, flow: number): void {
    const route = n.flows.integers[flow * TIES + WANTED_ROUTE]!;
    const { numbers } = n.flows;
    const at = flow * FLOW;
    if (numbers[at + RESERVATION] === 0 && this.rates.size === 0) return;
    const isPlain = n.flows.integers[flow * TIES + QUEUE]! < 0;
    const reservation = isPlain ? numbers[at + RESERVATION]! : 0;
    if (route < 0 || reservation === 0) {
      if (!this.rates.delete(flow)) return;
      this.released.delete(flow);
      n.flows.integers[flow * TIES + FLAGS]! &= ~FLAG_RELEASED;
      return;
    }
    const alone = n.routes.numbers[route * ROUTE + ALONE]!;
    const rate = Math.min(reservation, numbers[at + CAP]!, alone);
    this.rates.set(flow, rate);
    this.claim(n, flow, rate);
  }

  /** Tells that a capacity changed. */
  capacityChanged(n: Network, resource: number): void {
    if (this.released.size > 0 || this.isOverloaded(n, resource)) this.mustLook = true;
  }

  /** Grants and releases where need be; calls back for each flow for which that changed. */
  settle(n: Network, onChange: (flow: number) => void): void {
    if (!this.mustLook) return;
    this.mustLook = false;
    const { claimed } = n.resources;
    if (this.honoured.length < claimed.length) this.honoured = new Float64Array(claimed.length);
    this.honoured.fill(0);
    claimed.fill(0);
    for (const [flow, rate] of this.rates) {
      const isHonoured = this.fits(n, flow, rate);
      if (isHonoured) eachShare(n, flow, rate, this.honoured);
      eachShare(n, flow, rate, claimed);
      if (isHonoured !== this.released.has(flow)) continue;
      n.flows.integers[flow * TIES + FLAGS]! ^= FLAG_RELEASED;
      if (isHonoured) this.released.delete(flow);
      else this.released.add(flow);
      onChange(flow);
    }
  }

  private claim(n: Network, flow: number, rate: number): void {
    eachShare(n, flow, rate, n.resources.claimed);
    if (this.released.size > 0) this.mustLook = true;
    else if (rate > 0 && !this.fitsAll(n, flow)) this.mustLook = true;
  }

  /** All claims of all flows fit into the resources on a flow's route. */
  private fitsAll(n: Network, flow: number): boolean {
    return this.hasRoom(n, flow, 0, n.resources.claimed);
  }

  private fits(n: Network, flow: number, rate: number): boolean {
    return this.hasRoom(n, flow, rate, this.honoured);
  }

  private hasRoom(n: Network, flow: number, rate: number, taken: Float64Array): boolean {
    const route = n.flows.integers[flow * TIES + WANTED_ROUTE]!;
    const { crossings, coefficients, integers } = n.routes;
    const start = integers[route * CLASS + START]!;
    const end = start + integers[route * CLASS + LENGTH]!;
    for (let crossing = start; crossing < end; crossing++) {
      const resource = crossings[crossing * CROSSING + AT_RESOURCE]!;
      const capacity = n.resources.numbers[resource * RESOURCE + CAPACITY]!;
      const load = taken[resource]! + coefficients[crossing]! * rate;
      if (load > capacity * (1 + OVERLOAD_TOLERANCE)) return false;
    }
    return true;
  }
}

/** Adds what a rate of a flow takes from each resource on its route. */
function eachShare(n: Network, flow: number, rate: number, sums: Float64Array): void {
  const route = n.flows.integers[flow * TIES + WANTED_ROUTE]!;
  const { crossings, coefficients, integers } = n.routes;
  const start = integers[route * CLASS + START]!;
  const end = start + integers[route * CLASS + LENGTH]!;
  for (let crossing = start; crossing < end; crossing++) {
    sums[crossings[crossing * CROSSING + AT_RESOURCE]!]! += coefficients[crossing]! * rate;
  }
}
