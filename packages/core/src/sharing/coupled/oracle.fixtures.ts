/**
 * An oracle that shares nothing with the solver: it knows rates only as functions of one rising
 * level, finds by halving where the first resource is full, freezes what crosses it, and goes on.
 * Slow, plain, and exact to rounding.
 */
import {
  divideQueues,
  type QueuedFlow,
  type QueueTree,
  queueTree,
} from './queue-oracle.fixtures.ts';

export interface OracleResource {
  capacity: number;
  readonly isShared: boolean;
  phantomWeight: number;
  readonly capacityOf?: (flowCount: number) => number;
}

export interface OracleFlow extends QueuedFlow {
  route: readonly { readonly resource: number; readonly coefficient: number }[];
  weight: number;
  cap: number;
  /** Order counts: reservations are honoured in the order in which they were made. */
  reservation: number;
  reservationOrder: number;
}

const HALVINGS = 120;

/** Capacity as it is with the flows that there are. */
export function capacityWith(
  resources: readonly OracleResource[],
  flows: readonly OracleFlow[],
  index: number,
): number {
  const { capacity, capacityOf } = resources[index]!;
  if (capacityOf === undefined) return capacity;
  return capacityOf(flows.filter((f) => f.route.some((c) => c.resource === index)).length);
}

/** The rates of all flows. */
export function oracleRates(
  resources: readonly OracleResource[],
  flows: readonly OracleFlow[],
): number[] {
  const capacities = resources.map((_, r) => capacityWith(resources, flows, r));
  const claims = claimsOf(resources, flows, capacities);
  const rates = flows.map(() => -1);
  const tree = queueTree(flows);
  const isFull = resources.map((resource) => !resource.isShared);
  for (;;) {
    const level = firstFullLevel(resources, flows, tree, capacities, claims, rates, isFull);
    if (level.high === Infinity) {
      return ratesAt(flows, tree, claims, 1e30).map((rate, f) =>
        rates[f]! >= 0 ? rates[f]! : rate,
      );
    }
    const now = ratesAt(flows, tree, claims, level.low);
    const loads = loadsAt(resources, flows, tree, claims, rates, level.high);
    for (let r = 0; r < resources.length; r++) {
      if (isFull[r] || loads[r]! <= capacities[r]!) continue;
      isFull[r] = true;
      flows.forEach((flow, f) => {
        const crosses = flow.route.some((crossing) => crossing.resource === r);
        if (crosses && rates[f]! < 0) rates[f] = now[f]!;
      });
    }
  }
}

interface Claim {
  readonly cap: number;
  readonly reservation: number;
}

/** Caps with the unshared resources, and the reservations that are honoured. */
export function claimsOf(
  resources: readonly OracleResource[],
  flows: readonly OracleFlow[],
  capacities: readonly number[],
): Claim[] {
  const caps = flows.map((flow) =>
    flow.route.reduce(
      (cap, { resource, coefficient }) =>
        resources[resource]!.isShared ? cap : Math.min(cap, capacities[resource]! / coefficient),
      flow.cap,
    ),
  );
  const honoured = resources.map(() => 0);
  const reservations = flows.map(() => 0);
  const order = flows
    .map((_, f) => f)
    .filter((f) => flows[f]!.reservation > 0)
    .sort((a, b) => flows[a]!.reservationOrder - flows[b]!.reservationOrder);
  for (const f of order) {
    const rate = Math.min(flows[f]!.reservation, caps[f]!);
    const shared = flows[f]!.route.filter((crossing) => resources[crossing.resource]!.isShared);
    const fits = shared.every(
      ({ resource, coefficient }) =>
        honoured[resource]! + coefficient * rate <= capacities[resource]! * (1 + 1e-9),
    );
    if (!fits) continue;
    reservations[f] = rate;
    for (const { resource, coefficient } of shared) honoured[resource]! += coefficient * rate;
  }
  return flows.map((_, f) => ({ cap: caps[f]!, reservation: reservations[f]! }));
}

/** What all flows would have at one level, if no resource were full. */
function ratesAt(
  flows: readonly OracleFlow[],
  tree: QueueTree,
  claims: readonly Claim[],
  level: number,
): number[] {
  const rates = flows.map((flow, f) => {
    const { cap, reservation } = claims[f]!;
    return Math.min(cap, Math.max(reservation, flow.weight * level));
  });
  divideQueues(tree, rates, level);
  return rates;
}

function loadsAt(
  resources: readonly OracleResource[],
  flows: readonly OracleFlow[],
  tree: QueueTree,
  claims: readonly Claim[],
  frozen: readonly number[],
  level: number,
): number[] {
  const loads = resources.map(({ phantomWeight }) => phantomWeight * level);
  const rates = ratesAt(flows, tree, claims, level);
  flows.forEach((flow, f) => {
    const rate = frozen[f]! >= 0 ? frozen[f]! : rates[f]!;
    for (const { resource, coefficient } of flow.route) loads[resource]! += coefficient * rate;
  });
  return loads;
}

/** The last level at which no resource is too full, and the first at which one is. */
function firstFullLevel(
  resources: readonly OracleResource[],
  flows: readonly OracleFlow[],
  tree: QueueTree,
  capacities: readonly number[],
  claims: readonly Claim[],
  frozen: readonly number[],
  isFull: readonly boolean[],
): { low: number; high: number } {
  const isTooHigh = (level: number): boolean =>
    loadsAt(resources, flows, tree, claims, frozen, level).some(
      (load, r) => !isFull[r] && load > capacities[r]! * (1 + 1e-15),
    );
  let low = 0;
  let high = 1;
  while (!isTooHigh(high)) {
    low = high;
    high *= 16;
    if (high > 1e25) return { low, high: Infinity };
  }
  for (let k = 0; k < HALVINGS; k++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (isTooHigh(middle)) high = middle;
    else low = middle;
  }
  return { low, high };
}
