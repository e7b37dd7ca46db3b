/**
 * What a plain flow may have and is owed: between its reservation and its cap, and never more
 * than the unshared resources on its route let one flow have.
 */
import {
  AT_CAP,
  AT_RESERVATION,
  CAP,
  FLAG_RELEASED,
  FLAGS,
  FLOW,
  FOLLOWS,
  RESERVATION,
  STATE,
  TIES,
  WANTED_WEIGHT,
} from './flow-table.ts';
import { contribute, setThresholds } from './members.ts';
import type { Network } from './network.ts';
import { ALONE, ROUTE } from './route-table.ts';

/** Rate that the flow never exceeds on a route; Infinity: no bound. */
export function capOn(n: Network, flow: number, route: number): number {
  const cap = n.flows.numbers[flow * FLOW + CAP]!;
  const alone = n.routes.numbers[route * ROUTE + ALONE]!;
  return Math.min(cap, alone);
}

/** Rate that the flow is owed: 0 if its reservation is released. */
export function reservationOn(n: Network, flow: number, route: number): number {
  const reservation = n.flows.numbers[flow * FLOW + RESERVATION]!;
  if (reservation === 0) return 0;
  if ((n.flows.integers[flow * TIES + FLAGS]! & FLAG_RELEASED) !== 0) return 0;
  return Math.min(reservation, capOn(n, flow, route));
}

/** The state that fits a level: rate = clamp(weight * level, reservation, cap). */
export function stateAt(
  n: Network,
  flow: number,
  route: number,
  level: number,
): typeof FOLLOWS | typeof AT_CAP | typeof AT_RESERVATION {
  const rate = n.flows.numbers[flow * FLOW + WANTED_WEIGHT]! * level;
  const cap = capOn(n, flow, route);
  const reservation = reservationOn(n, flow, route);
  if (cap < Infinity && (rate >= cap || reservation >= cap)) return AT_CAP;
  return reservation > 0 && rate <= reservation ? AT_RESERVATION : FOLLOWS;
}

/** Gives a flow without rate the rate of a state, and sets where it leaves that state. */
export function enterState(
  n: Network,
  flow: number,
  route: number,
  state: number,
  left: number,
): void {
  const weight = n.flows.numbers[flow * FLOW + WANTED_WEIGHT]!;
  const cap = capOn(n, flow, route);
  const reservation = reservationOn(n, flow, route);
  if (state === FOLLOWS) {
    contribute(n, flow, FOLLOWS, weight, 0, left);
    setThresholds(n, flow, cap / weight, reservation / weight);
  } else if (state === AT_CAP) {
    contribute(n, flow, AT_CAP, 0, cap, left);
    setThresholds(n, flow, Infinity, reservation >= cap ? 0 : cap / weight);
  } else {
    contribute(n, flow, AT_RESERVATION, 0, reservation, left);
    setThresholds(n, flow, reservation / weight, 0);
  }
}

/** Gives a flow without rate and thresholds the rate that fits a level. */
export function enterAtLevel(
  n: Network,
  flow: number,
  route: number,
  level: number,
  left: number,
): void {
  const { numbers } = n.flows;
  const at = flow * FLOW;
  const isFree = capOn(n, flow, route) === Infinity && numbers[at + RESERVATION] === 0;
  if (isFree) contribute(n, flow, FOLLOWS, numbers[at + WANTED_WEIGHT]!, 0, left);
  else enterState(n, flow, route, stateAt(n, flow, route, level), left);
}

/** The state behind the threshold that a level crosses. */
export function stateBeyond(n: Network, flow: number, isUp: boolean): number {
  const state = n.flows.integers[flow * TIES + STATE]!;
  if (isUp) return state === AT_RESERVATION ? FOLLOWS : AT_CAP;
  return state === AT_CAP ? FOLLOWS : AT_RESERVATION;
}
