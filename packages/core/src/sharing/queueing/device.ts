/**
 * A device of parallel servers, each with a line of its own: a request cannot choose its server,
 * since its block lies on one.
 *
 * Streams of requests share it. A stream has a window w (closed: the requests that it keeps
 * outstanding; open: how many may wait before more are lost) and a cap u (closed: none; open: the
 * rate of its arrivals), and takes the coefficient a of the capacity C for each request. One
 * unknown, the level l, the rate that a unit of window gets:
 *
 *     rate of a stream       x = min(u, w l)
 *     the device             sum of a x + phantom weight * l = C
 *     closed, or backlogged  latency = w / x = 1 / l
 *     open, wish fulfilled   latency = 1 / (level with one more unit of window)
 *
 * With a = 1 the phantom weight of c servers is c - 1, so q outstanding requests alone make
 *
 *     x = C q / (q + c - 1)      latency = (q + c - 1) / C
 *
 * and arrivals of rate u alone see c / (C - u). N = X R holds by construction.
 *
 * Source: exact for the balanced product-form network (Baskett, Chandy, Muntz and Palacios), in
 * which c equal queues are visited at random; design note, rule A. A queue of requests in front
 * of c servers that take any of them (M/M/c) would be off by an order of magnitude.
 *
 * Worked example. 10 servers of 5.5 ms, C = 10 / 0.0055 = 1818: 32 outstanding make
 * 1818 * 32 / 41 = 1419 a second at 22.5 ms. Beside arrivals of 909 a second they make 710 at
 * 45.1 ms, and an arrival sees 46.2 ms.
 *
 * Simplifications: exponential service. With service that varies less (Erlang of 4 stages), a
 * closed stream makes up to 7 % more. Requests are not merged or sorted.
 *
 * Cost: O(streams) for each stream that is at its cap at the end, mostly two or three passes.
 * Nothing is allocated.
 */
import { assert } from '../../engine/errors.ts';

/** Streams at one device in columns; the caller writes all but `rate`. */
export class DeviceStreams {
  /** Requests outstanding, or that may wait: finite, above 0. */
  readonly window: Float64Array;
  /** Requests a second that the stream wishes for; Infinity (the start value): it is closed. */
  readonly cap: Float64Array;
  /** What a request takes of the device, in units of its capacity: above 0; 1 at the start. */
  readonly coefficient: Float64Array;
  /** Result: requests a second. */
  readonly rate: Float64Array;

  /** @param size number of streams that fit. */
  constructor(size: number) {
    this.window = new Float64Array(size);
    this.cap = new Float64Array(size).fill(Infinity);
    this.coefficient = new Float64Array(size).fill(1);
    this.rate = new Float64Array(size);
  }
}

/**
 * Solves the device for its first `count` streams and writes their rates.
 *
 * @param capacity units a second, at least 0.
 * @param phantomWeight servers - 1, times the mean coefficient; at least 0.
 * @returns the level: requests a second per unit of window. Infinity: the device is a link
 *   without phantom weight that all wishes leave room at.
 */
export function deviceLevel(
  streams: DeviceStreams,
  count: number,
  capacity: number,
  phantomWeight: number,
): number {
  assert(capacity >= 0 && capacity < Infinity && phantomWeight >= 0, 'a device has a capacity');
  const { window, cap, coefficient, rate } = streams;
  // The level only rises from pass to pass, so a stream that was found at its cap stays there.
  let level = 0;
  for (let pass = 0; pass <= count + 1; pass++) {
    let room = capacity;
    let weight = phantomWeight;
    for (let i = 0; i < count; i++) {
      if (cap[i]! <= window[i]! * level) room -= coefficient[i]! * cap[i]!;
      else weight += coefficient[i]! * window[i]!;
    }
    const solved = weight > 0 ? room / weight : Infinity;
    if (solved <= level || solved === Infinity) break;
    level = solved;
  }
  let taken = 0;
  let isHeld = phantomWeight > 0;
  for (let i = 0; i < count; i++) {
    const isCapped = cap[i]! <= window[i]! * level;
    rate[i] = isCapped ? cap[i]! : window[i]! * level;
    isHeld ||= !isCapped;
    taken += coefficient[i]! * rate[i]!;
  }
  return isHeld || taken > capacity ? level : Infinity;
}

/**
 * The level that an arrival with a coefficient sees: that of one more unit of window. The latency
 * of an open stream whose wish is fulfilled is 1 / this.
 */
export function arrivalLevel(
  streams: DeviceStreams,
  count: number,
  capacity: number,
  phantomWeight: number,
  coefficient = 1,
): number {
  const { window, cap, coefficient: taken, rate } = streams;
  let room = capacity;
  let weight = phantomWeight + coefficient;
  for (let i = 0; i < count; i++) {
    if (rate[i]! >= cap[i]!) room -= taken[i]! * rate[i]!;
    else weight += taken[i]! * window[i]!;
  }
  return Math.max(0, room) / weight;
}

/**
 * Requests a second of one closed stream alone.
 *
 * @param outstanding requests, at least 0. @param servers at least 1.
 * @param capacity requests a second of all servers together.
 */
export function closedRate(outstanding: number, servers: number, capacity: number): number {
  const weight = outstanding + servers - 1;
  return weight > 0 ? (capacity * outstanding) / weight : 0;
}

/** Latency of one closed stream alone, seconds. */
export function closedLatencySeconds(
  outstanding: number,
  servers: number,
  capacity: number,
): number {
  return (outstanding + servers - 1) / capacity;
}
