import { assert } from '../../engine/errors.ts';

/** A closed system: users who think, and a station of equal servers that they queue at. */
export interface ClosedSystem {
  /** Whole number, at least 1. */
  readonly users: number;
  /** Service that a transaction needs, seconds of one server, at least 0. */
  readonly demandSeconds: number;
  /** Whole number, at least 1. */
  readonly servers: number;
  /** Delay outside of the station, seconds, at least 0; above 0 where there is no demand. */
  readonly thinkSeconds: number;
}

/**
 * Transactions a second, by exact mean value analysis: an arriving user finds what n - 1 users
 * would leave there, so with D at one server and think time Z
 *
 *     R(n) = D (1 + Q(n - 1))     X(n) = n / (Z + R(n))     Q(n) = X(n) R(n)     Q(0) = 0
 *
 * A station of c servers becomes one server c times as fast and a delay: D / c at the queue and
 * D (c - 1) / c beside it (Seidmann).
 *
 * Source: textbook (Reiser and Lavenberg; Seidmann, Schweitzer and Shalev-Oren). Exact for one
 * server with exponential service, or shared; with several servers at most some 10 % low in the
 * middle, exact for one user and for very many.
 *
 * Cost: O(users), about 7 ns each.
 */
export function closedThroughput(system: ClosedSystem): number {
  const { users, demandSeconds, servers, thinkSeconds } = system;
  assert(demandSeconds + thinkSeconds > 0, 'a transaction takes some time');
  const service = demandSeconds / servers;
  const delay = thinkSeconds + demandSeconds - service;
  let queue = 0;
  let throughput = 0;
  for (let n = 1; n <= users; n++) {
    const residence = service * (1 + queue);
    throughput = n / (delay + residence);
    queue = throughput * residence;
  }
  return throughput;
}
