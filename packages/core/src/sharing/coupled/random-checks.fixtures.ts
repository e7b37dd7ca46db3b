/** What holds of any solution: the max-min property itself, and gradients. */
import { Held } from './answers.ts';
import type { CoupledSharing } from './coupled-sharing.ts';
import type { Gradient } from './gradient.ts';
import {
  capacityWith,
  claimsOf,
  type OracleFlow,
  type OracleResource,
  oracleRates,
} from './oracle.fixtures.ts';

type Resources = readonly (OracleResource & { readonly handle: number })[];
type Flows = readonly (OracleFlow & { readonly handle: number; readonly rate: number })[];

/**
 * Loads stay within capacities, and who is bound by a resource has most per weight there. Else
 * what is wrong.
 */
export function faultOf(
  solver: CoupledSharing,
  resources: Resources,
  flows: Flows,
): string | undefined {
  const loads = resources.map(() => 0);
  const most = resources.map(() => 0);
  const capacities = resources.map((_, r) => capacityWith(resources, flows, r));
  const claims = claimsOf(resources, flows, capacities);
  flows.forEach((flow, f) => {
    const rate = solver.rate(flow.handle);
    for (const { resource, coefficient } of flow.route) {
      loads[resource]! += coefficient * rate;
      const isOwed = rate <= claims[f]!.reservation * (1 + 1e-9);
      if (!isOwed) most[resource] = Math.max(most[resource]!, rate / flow.weight);
    }
  });
  for (const [r, { isShared, handle, phantomWeight }] of resources.entries()) {
    if (!isShared) continue;
    const capacity = capacities[r]!;
    if (loads[r]! > capacity * (1 + 1e-8) + 1e-12) return `resource ${r} is too full`;
    const load = solver.load(handle);
    if (Math.abs(load - loads[r]!) > 1e-9 * Math.max(1, capacity)) {
      return `resource ${r} has the load ${load}, not ${loads[r]}`;
    }
    if (phantomWeight > 0) loads[r]! += phantomWeight * solver.level(handle);
  }
  for (const [f, { handle, weight }] of flows.entries()) {
    if (solver.heldBy(handle) !== Held.resource) continue;
    const r = resources.findIndex((each) => each.handle === solver.boundBy(handle));
    const isFull = loads[r]! >= capacities[r]! * (1 - 1e-9);
    const perWeight = solver.rate(handle) / weight;
    if (!isFull || most[r]! > perWeight * (1 + 1e-8) + 1e-9) {
      return `flow ${f} is not bound by resource ${r}`;
    }
  }
  return undefined;
}

/** True: the gradient of a capacity equals a finite difference; false: nobody can compare. */
export function capacityGradient(
  solver: CoupledSharing,
  resources: Resources,
  flows: Flows,
  resource: Resources[number],
): boolean | string {
  const step = 1e-5 * resource.capacity;
  if (step === 0 || resource.capacityOf !== undefined) return false;
  const changed = (by: number): number[] => {
    const other = { ...resource, capacity: resource.capacity + by };
    const all = resources.map((each) => (each === resource ? other : each));
    return oracleRates(all, flows);
  };
  const gradient = solver.gradient(resource.handle);
  const outcome = compare(gradient, flows, changed(step), changed(-step), step);
  return typeof outcome === 'string' ? `resource ${resource.handle}: ${outcome}` : outcome;
}

/** The same of a flow's own cap. */
export function capGradient(
  solver: CoupledSharing,
  resources: Resources,
  flows: Flows,
  flow: Flows[number],
): boolean | string {
  const step = 1e-5 * flow.cap;
  if (solver.heldBy(flow.handle) !== Held.cap || step === 0 || flow.reservation > 0) return false;
  const changed = (by: number): number[] => {
    const other = { ...flow, cap: flow.cap + by };
    return oracleRates(
      resources,
      flows.map((each) => (each === flow ? other : each)),
    );
  };
  const gradient = solver.gradientOfCap(flow.handle);
  const outcome = compare(gradient, flows, changed(step), changed(-step), step);
  return typeof outcome === 'string' ? `cap of flow ${flow.handle}: ${outcome}` : outcome;
}

function compare(
  gradient: Gradient,
  flows: Flows,
  up: readonly number[],
  down: readonly number[],
  step: number,
): boolean | string {
  if (gradient.isTied) return false;
  for (const [f, { rate }] of flows.entries()) {
    const right = (up[f]! - rate) / step;
    const left = (rate - down[f]!) / step;
    // A kink within the step: nobody can compare.
    if (Math.abs(right - left) > 1e-6 * Math.max(1, Math.abs(right))) return false;
  }
  for (const [f, { handle }] of flows.entries()) {
    const difference = (up[f]! - down[f]!) / (2 * step);
    const value = gradient.ofFlow(handle);
    if (Math.abs(value - difference) > 1e-5 * Math.max(1, Math.abs(value))) {
      return `flow ${f} gains ${value} a unit, not ${difference}`;
    }
  }
  return true;
}
