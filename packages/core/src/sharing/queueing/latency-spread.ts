/**
 * How the latencies of single requests at a device spread around their mean.
 *
 * A request queues at one of c servers behind n others, so its latency is the sum of n + 1
 * services. With Q others spread over c servers in all ways alike (product form),
 *
 *     mean of n = Q / c       variance of n = Q (c - 1) (Q + c) / (c^2 (c + 1))
 *
 * where Q is the sum of the windows, less the request's own one if it is of a closed stream.
 * Fulfilled open streams only stretch each service: behind a closed request at the same server
 * stands a geometric number of open ones, and such a sum of exponential services is exponential.
 * In services of mean 1 the latency has
 *
 *     mean = 1 + mean of n       variance = 1 + mean of n + variance of n
 *
 * and is taken for a gamma variable of shape mean^2 / variance, scaled to the mean latency.
 *
 * Exact for open streams alone (shape 1: exponential, 95 % lie below 3.0 means) and for closed
 * streams at one server (shape q); between them within some per cent.
 *
 * Source: arrival theorem (Sevcik and Mitrani; Lavenberg and Reiser); design note, rule A; the
 * gamma form is our choice. Simplification: exponential service, first come first served.
 *
 * Worked example. 32 outstanding at 10 servers, Q = 31: n has mean 3.1 and variance 10.4, shape
 * 4.1^2 / 14.5 = 1.16; of a mean of 22.5 ms 95 % lie below 65 ms.
 */
import { assert } from '../../engine/errors.ts';
import { gammaQuantile } from '../../engine/special-functions.ts';

/**
 * Shape of the latencies of requests that find others at a device.
 *
 * @param servers c, at least 1.
 * @param others Q, at least 0: sum of the windows of streams that are closed or backlogged, less 1
 *   for a request of such a stream.
 */
export function latencyShape(servers: number, others: number): number {
  assert(servers >= 1 && others >= 0, 'a request finds servers, and others or nobody');
  const ahead = others / servers;
  const spread = (ahead * (servers - 1) * (others + servers)) / (servers * (servers + 1));
  const mean = 1 + ahead;
  return (mean * mean) / (mean + spread);
}

/**
 * Latency that a part of the requests stays below, seconds.
 *
 * @param part above 0 and below 1: 0.95 for the 95th percentile.
 * @param shape from {@link latencyShape}.
 */
export function latencyQuantileSeconds(meanSeconds: number, shape: number, part: number): number {
  return (meanSeconds / shape) * gammaQuantile(part, shape);
}
